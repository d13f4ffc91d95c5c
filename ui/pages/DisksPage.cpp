#include "ui/pages/DisksPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <numeric>

#include "ui/models/DiskTables.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

class DisksPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(DisksPage)

  public:
    DisksPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(new SeriesChart(context, trafficSpec(), this));
        QHBoxLayout* details = column->addRow();
        details->addWidget(new SeriesChart(context, busySpec(), this));
        details->addWidget(new SeriesChart(context, requestSpec(), this));
        details->addWidget(new SeriesChart(context, pressureSpec(), this));

        filesystems_ = new SubjectTable(context.theme, tr("Filesystems"), filesystemColumns(), this);
        filesystems_->keep(context, QStringLiteral("disks.filesystems"));
        filesystemCard_ = new SectionCard(context.theme, tr("Filesystems"), filesystems_, this);
        column->column()->addWidget(filesystemCard_);
        disks_ = new SubjectTable(context.theme, tr("Devices"), diskColumns(), this);
        disks_->keep(context, QStringLiteral("disks.devices"));
        diskCard_ = new SectionCard(context.theme, tr("Devices and partitions"), disks_, this);
        column->column()->addWidget(diskCard_);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        const FormatStyle& style = context().format.style();
        if (diskCard_->showsReading(frame.readings.disks)) disks_->setRows(diskRows(frame, style));
        if (filesystemCard_->showsReading(frame.readings.filesystems))
            filesystems_->setRows(filesystemRows(frame, style));
    }

  private:
    static ChartSpec trafficSpec() {
        return {.title = tr("Read (up) and written (down)"),
                .unit = Unit::BytesPerSecond,
                .lines = {{rateOf("node_disk_read_bytes_total"), tr("{device} read"), "{device}"},
                          {.expression = rateOf("node_disk_written_bytes_total"),
                           .name = tr("{device} written"),
                           .colorKey = "{device}",
                           .isDown = true}},
                .leastMaximum = 100 * 1024,
                .height = 26 * gridStep};
    }

    static ChartSpec busySpec() {
        return {.title = tr("Busy"),
                .unit = Unit::Ratio,
                .lines = {{rateOf("node_disk_io_time_seconds_total"), "{device}", "{device}"}},
                .maximum = 1};
    }

    static ChartSpec requestSpec() {
        return {.title = tr("Requests (reads up, writes down)"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_disk_reads_completed_total"), tr("{device} reads"), "{device}"},
                          {.expression = rateOf("node_disk_writes_completed_total"),
                           .name = tr("{device} writes"),
                           .colorKey = "{device}",
                           .isDown = true}},
                .leastMaximum = 10};
    }

    static ChartSpec pressureSpec() {
        return {.title = tr("Time spent waiting for disks"),
                .unit = Unit::Ratio,
                .lines = {{rateOf("node_pressure_io_waiting_seconds_total"), tr("some tasks")},
                          {rateOf("node_pressure_io_stalled_seconds_total"), tr("all tasks")}},
                .leastMaximum = 0.1};
    }

    SectionCard* filesystemCard_ = nullptr;
    SubjectTable* filesystems_ = nullptr;
    SectionCard* diskCard_ = nullptr;
    SubjectTable* disks_ = nullptr;
};

// Partitions are parts of their disks and would count twice.
bool isWholeDisk(const Frame& frame, const std::string& name) {
    for (const Disk& disk : frame.readings.disks->disks)
        if (disk.name == name) return !disk.isPartition();
    return false;
}

QString disksFigure(const Frame& frame, const Formatting& format) {
    if (!frame.rates.disks || !frame.readings.disks) return {};
    double bytesPerSecond = 0;
    for (const DiskRates& disk : *frame.rates.disks)
        if (isWholeDisk(frame, disk.name))
            bytesPerSecond += disk.readBytesPerSecond + disk.writtenBytesPerSecond;
    return format.text(bytesPerSecond, Unit::BytesPerSecond);
}

std::optional<std::string> disksSparkline(const Frame& frame) {
    if (!frame.readings.disks) return std::nullopt;
    return "max(" + rateOf("node_disk_io_time_seconds_total") + ")";
}

QString disksEmptyReason(const Frame& frame) {
    const bool noDisks = frame.readings.disks && frame.readings.disks->disks.empty();
    const bool noFilesystems = !frame.readings.filesystems || frame.readings.filesystems->filesystems.empty();
    return noDisks && noFilesystems ? DisksPage::tr("This machine reports no disk and no filesystem.")
                                    : QString();
}

}  // namespace

PageEntry disksPage() {
    return {.id = QStringLiteral("disks"),
            .title = DisksPage::tr("Disks"),
            .icon = QStringLiteral("disks"),
            .subject = Subject::Disk,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new DisksPage(context, parent);
            },
            .figure = disksFigure,
            .sparkline = disksSparkline,
            .sparklineMaximum = 1,
            .emptyReason = disksEmptyReason};
}

}  // namespace baro::ui
