#include "ui/history/ProcessChangePanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <cmath>

#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/models/ProcessChangeTable.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int mostChangesShown = 20;
constexpr int cpuDifferenceColumn = 4;  // who took more of the processor comes first

}  // namespace

ProcessChangePanel::ProcessChangePanel(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Processes: what differs"), parent), context_(context) {
    auto* row = new QHBoxLayout;
    row->setSpacing(gridStep);
    row->addWidget(new Label(context.theme, tr("Group by"), TextSize::Body, Role::QuietText, this));
    grouping_ = new QComboBox(this);
    grouping_->setAccessibleName(tr("Group processes by"));
    grouping_->addItem(tr("Name and user"), static_cast<int>(history::ProcessGrouping::Name));
    grouping_->addItem(tr("Application and user"), static_cast<int>(history::ProcessGrouping::Application));
    connect(grouping_, &QComboBox::activated, this, &ProcessChangePanel::ask);
    row->addWidget(grouping_);
    row->addStretch();
    body()->addLayout(row);
    message_ = new StateMessage(context.theme, this);
    body()->addWidget(message_);
    const RecordedPast* const past = context.frames.past();
    if (past != nullptr && past->framesIn) {
        reader_ = std::make_unique<ProcessChangeReader>(*past);
        connect(reader_.get(), &ProcessChangeReader::progressed, this, &ProcessChangePanel::showReading);
        connect(reader_.get(), &ProcessChangeReader::answered, this,
                [this](const auto& changes) { take(*changes); });
    }
    hide();
}

ProcessChangePanel::~ProcessChangePanel() = default;

history::ProcessGrouping ProcessChangePanel::grouping() const {
    return static_cast<history::ProcessGrouping>(grouping_->currentData().toInt());
}

void ProcessChangePanel::compare(TimeRange first, const std::optional<TimeRange>& second) {
    setVisible(second.has_value());
    if (!second) {
        if (reader_) reader_->cancel();
        asked_.reset();
        isReading_ = false;
        return;
    }
    const ProcessChangeQuestion question{first, *second, grouping()};
    if (question == asked_) return;
    asked_ = question;
    ask();
}

void ProcessChangePanel::ask() {
    if (!asked_) return;
    asked_->grouping = grouping();
    if (!reader_) {
        message_->setMessage(StateMessage::Kind::Empty, tr("Nothing is recorded"),
                             tr("Processes can be compared once they are kept on disk; Settings say so."));
        return showTable(false);
    }
    isReading_ = true;
    showReading(0);
    reader_->ask(*asked_);
}

void ProcessChangePanel::showReading(double share) {
    if (table_ != nullptr && table_->isVisibleTo(this)) return setNote(tr("reading …"));
    message_->setMessage(StateMessage::Kind::Loading, tr("Reading the processes of both ranges"),
                         tr("%1 % done").arg(std::floor(share * 100)));
    showTable(false);
}

void ProcessChangePanel::showTable(bool isThere) {
    message_->setVisible(!isThere);
    if (table_ != nullptr) table_->setVisible(isThere);
    if (!isThere) setNote({});
}

void ProcessChangePanel::makeTable() {
    if (table_ != nullptr && shownGrouping_ == asked_->grouping) return;
    shownGrouping_ = asked_->grouping;
    delete table_;
    table_ = new SubjectTable(context_.theme, tr("Processes: what differs"),
                              processChangeColumns(asked_->grouping), this);
    table_->setMaximumRows(mostChangesShown);
    table_->sortByColumn(cpuDifferenceColumn, Qt::DescendingOrder);
    table_->keep(context_, QStringLiteral("history.processes"));
    addTable(table_);
}

void ProcessChangePanel::take(const Result<ProcessChanges>& changes) {
    isReading_ = false;
    if (!changes) {
        message_->setMessage(StateMessage::Kind::Failed, tr("The processes could not be read"),
                             machineText(changes.error().message));
        return showTable(false);
    }
    if (changes->firstFrames == 0 || changes->secondFrames == 0) {
        message_->setMessage(StateMessage::Kind::Empty,
                             changes->firstFrames == 0
                                 ? tr("No processes are recorded in the first range")
                                 : tr("No processes are recorded in the range that it is compared with"),
                             tr("They are kept for as many days as samples are."));
        return showTable(false);
    }
    makeTable();
    table_->setRows(processChangeRows(changes->changes, context_.format.style()));
    showTable(true);
    setNote(tr("%n group(s)", nullptr, static_cast<int>(changes->changes.size())));
}

}  // namespace baro::ui
