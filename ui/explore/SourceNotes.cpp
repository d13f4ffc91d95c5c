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

void SourceNotes::setNotes(const std::vector<SourceNote>& notes) {
    setVisible(!notes.empty());
    if (notes == shown_) return;
    shown_ = notes;
    while (QLayoutItem* const item = column_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString& text, Role role) {
        auto* const line = new Label(theme_, text, TextSize::Caption, role, this);
        line->setWordWrap(true);
        column_->addWidget(line);
    };
    for (const SourceNote& note : notes) {
        // What a server's client says begins with the server's name.
        const bool saysWho = note.words.startsWith(note.source + QLatin1String(": "));
        add(saysWho ? note.words : tr("%1: %2").arg(note.source, note.words),
            note.hasFailed ? Role::Danger : Role::QuietText);
        for (const QString& more : note.notes)
            add(more, Role::Warning);
    }
}

}  // namespace baro::ui
