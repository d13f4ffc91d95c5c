#include "ui/explore/SourceNotes.h"

#include <QVBoxLayout>

#include "ui/widgets/Label.h"

namespace baro::ui {

SourceNotes::SourceNotes(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setAccessibleName(tr("What each source said"));
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(gridStep / 2);
}

// Lines are used again: durations change with every answer.
void SourceNotes::setLine(std::size_t index, const QString& text, Role role) {
    if (index == lines_.size()) {
        auto* const line = new Label(theme_, TextSize::Caption, role, this);
        line->setWordWrap(true);
        column_->addWidget(line);
        lines_.push_back(line);
    }
    lines_[index]->setRole(role);
    lines_[index]->setText(text);
    lines_[index]->show();
}

void SourceNotes::setNotes(const std::vector<SourceNote>& notes) {
    setVisible(!notes.empty());
    std::size_t used = 0;
    for (const SourceNote& note : notes) {
        // What a server's client says begins with the server's name.
        const bool saysWho = note.words.startsWith(note.source + QLatin1String(": "));
        setLine(used++, saysWho ? note.words : tr("%1: %2").arg(note.source, note.words),
                note.hasFailed ? Role::Danger : Role::QuietText);
        for (const QString& more : note.notes)
            setLine(used++, more, Role::Warning);
    }
    for (std::size_t i = used; i < lines_.size(); ++i)
        lines_[i]->hide();
}

}  // namespace baro::ui
