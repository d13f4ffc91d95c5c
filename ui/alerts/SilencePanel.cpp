#include "ui/alerts/SilencePanel.h"

#include <QDateTime>
#include <QItemSelectionModel>
#include <QPushButton>

#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/SilenceDialog.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/alerts/SilenceTable.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int mostSilenceRows = 8;

}  // namespace

SilencePanel::SilencePanel(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Silences"), parent), context_(context) {
    nothing_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    nothing_->setWordWrap(true);
    nothing_->setText(
        tr("Nothing is silent. A silence holds back notifications; alerts are shown and recorded all the "
           "same."));
    adds_ = new QPushButton(tr("New silence …"), this);
    ends_ = new QPushButton(tr("End it"), this);
    ends_->setAccessibleName(tr("End the selected silence"));
    ends_->setToolTip(tr("What it held back and still fires is told then"));
    body()->addWidget(nothing_);
    addTool(ends_);
    addTool(adds_);
    table_ = new SubjectTable(context.theme, tr("Silences"), silenceColumns(), this);
    table_->setMaximumRows(mostSilenceRows);
    table_->keep(context, QStringLiteral("alerts.silences"));
    addTable(table_);
    connect(adds_, &QPushButton::clicked, this, [this] { askForOne(); });
    connect(ends_, &QPushButton::clicked, this, [this] { endSelected(); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { ends_->setEnabled(!table_->selectedKey().isEmpty()); });
    connect(&context.silences, &SilenceFeed::changed, this, [this] { showSilences(); });
    showSilences();
}

// Silences are about the present, whatever moment is shown.
std::int64_t SilencePanel::now() const {
    const std::int64_t newest = context_.cursor.newest();
    return newest != 0 ? newest : QDateTime::currentMSecsSinceEpoch();
}

void SilencePanel::showSilences() {
    auto rows = silenceRows(context_.silences.silences()->all(), context_.alerts.standing(), now());
    setNote(rows.empty() ? QString() : tr("%n silence(s)", nullptr, static_cast<int>(rows.size())));
    nothing_->setVisible(rows.empty());
    table_->setVisible(!rows.empty());
    ends_->setVisible(!rows.empty());
    table_->setRows(std::move(rows));
    ends_->setEnabled(!table_->selectedKey().isEmpty());
}

void SilencePanel::askForOne() {
    auto* dialog = new SilenceDialog(context_.theme, context_.alerts.standing(), preferred_, now(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { (void)context_.silences.add(dialog->silence()); });
    dialog->open();
}

void SilencePanel::endSelected() {
    const QString key = table_->selectedKey();
    if (!key.isEmpty()) context_.silences.expire(key.toStdString(), now());
}

}  // namespace baro::ui
