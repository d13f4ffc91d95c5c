#include "ui/pages/OverviewPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <algorithm>

#include "core/config/Settings.h"
#include "core/model/Filesystems.h"
#include "core/sampling/CollectionLog.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/models/ApplicationTable.h"
#include "ui/models/TopProcesses.h"
#include "ui/widgets/CoreGrid.h"
#include "ui/widgets/CpuCharts.h"
#include "ui/widgets/Figure.h"
#include "ui/widgets/FillList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MachineCharts.h"
#include "ui/widgets/Meter.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/StackedArea.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::size_t topCount = 5;
constexpr std::size_t filesystemCount = 5;

class OverviewPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(OverviewPage)

  public:
    OverviewPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(makeFigures());
        QHBoxLayout* first = column->addRow();
        first->addWidget(makeCpu(), 3);
        first->addWidget(makeCores(), 2);
        QHBoxLayout* second = column->addRow();
        second->addWidget(new SeriesChart(context, diskTrafficChart(), this), 1);
        second->addWidget(new SeriesChart(context, networkTrafficChart(), this), 1);
        QHBoxLayout* third = column->addRow();
        third->addWidget(topCard(TopBy::Cpu), 1);
        third->addWidget(topCard(TopBy::Memory), 1);
        QHBoxLayout* fourth = column->addRow();
        fourth->addWidget(makeFilesystems(), 1);
        fourth->addWidget(new SeriesChart(context, pressureChart(tr("Time spent waiting")), this), 1);
        host_ = new Label(context.theme, TextSize::Caption, Role::QuietText, this);
        host_->setWordWrap(true);
        column->column()->addWidget(host_);
        column->column()->addStretch();
    }

    // Its lists hold the first few: who looks for a process finds it among all of them.
    bool focusSearch() override { return false; }

    void showFrame(const Frame& frame) override {
        cores_->showFrame(frame);
        showCpu(frame);
        showMemory(frame);
        showTraffic(frame);
        showHeat(frame);
        for (const TopCard& top : tops_)
            showTop(top, frame);
        if (filesystemCard_->showsReading(frame.readings.filesystems))
            showFilesystems(*frame.readings.filesystems);
        showHost(frame);
    }

  private:
    bool isOfOneCore() const { return context().settings.text("processes.cpu-of") == "core"; }

    Figure* figure(QHBoxLayout* row, const QString& caption, Subject subject, QWidget* parent, int share) {
        auto* figure = new Figure(context().theme, caption, parent);
        figure->setSubject(subject);
        row->addWidget(figure, share);
        return figure;
    }

    QWidget* makeFigures() {
        auto* card = new Card(context().theme, {}, this);
        auto* row = new QHBoxLayout;
        row->setSpacing(3 * gridStep);
        cpu_ = figure(row, tr("CPU"), Subject::Cpu, card, 2);
        memory_ = figure(row, tr("Memory"), Subject::Memory, card, 2);
        disk_ = figure(row, tr("Disks"), Subject::Disk, card, 3);
        network_ = figure(row, tr("Network"), Subject::Network, card, 3);
        gpu_ = figure(row, tr("GPU"), Subject::Gpu, card, 1);
        heat_ = figure(row, tr("Hottest sensor"), Subject::Sensors, card, 2);
        card->body()->addLayout(row);
        return card;
    }

    QWidget* makeCpu() {
        ChartSpec modes = cpuModesChart(tr("Processor time by use"));
        modes.height = 24 * gridStep;
        return new StackedArea(context(), std::move(modes), this);
    }

    QWidget* makeCores() {
        auto* card = new Card(context().theme, tr("Each processor"), this);
        card->setOpens(true);
        connect(card, &Card::opened, this, [this] { context().navigation.openPage(QStringLiteral("cpu")); });
        cores_ = new CoreGrid(context().theme, context().format, CoreGrid::Detail::Heat, card);
        card->body()->addWidget(cores_);
        memoryBar_ = new Meter(context().theme, Subject::Memory, card);
        memoryNote_ = new Label(context().theme, TextSize::Caption, Role::QuietText, card);
        card->body()->addStretch();
        card->body()->addWidget(memoryBar_);
        card->body()->addWidget(memoryNote_);
        return card;
    }

    // Who uses most of something: processes, or applications where a host tells of no process.
    struct TopCard {
        TopBy by;
        SectionCard* card;
        SubjectTable* processes;
        SubjectTable* applications;
    };

    QWidget* topCard(TopBy by) {
        const QString title = by == TopBy::Cpu ? tr("Most processor time") : tr("Most memory");
        auto* both = new QWidget(this);
        auto* column = new QVBoxLayout(both);
        column->setContentsMargins(0, 0, 0, 0);
        auto* processes =
            new SubjectTable(context().theme, title, topProcessColumns(by, isOfOneCore()), both);
        auto* applications =
            new SubjectTable(context().theme, title, topApplicationColumns(by, isOfOneCore()), both);
        applications->hide();
        // Names give way: without the amounts the list would say nothing.
        for (SubjectTable* table : {processes, applications}) {
            table->header()->setStretchLastSection(false);
            for (int names = 0; names < table->header()->count() - 1; ++names)
                table->header()->setSectionResizeMode(names, QHeaderView::Stretch);
        }
        processes->keep(context(), by == TopBy::Cpu ? QStringLiteral("overview.cpu-processes")
                                                    : QStringLiteral("overview.memory-processes"));
        applications->keep(context(), by == TopBy::Cpu ? QStringLiteral("overview.cpu-applications")
                                                       : QStringLiteral("overview.memory-applications"));
        column->addWidget(processes);
        column->addWidget(applications);
        auto* card = new SectionCard(context().theme, title, both, this);
        card->setOpens(true);
        connect(card, &Card::opened, this,
                [this] { context().navigation.openPage(QStringLiteral("processes")); });
        tops_.push_back({by, card, processes, applications});
        return card;
    }

    void showTop(const TopCard& top, const Frame& frame) {
        const FormatStyle& style = context().format.style();
        const bool ofApplications = showsApplications(frame);
        top.processes->setVisible(!ofApplications);
        top.applications->setVisible(ofApplications);
        if (ofApplications) {
            top.card->showContent();
            return top.applications->setRows(
                topApplicationRows(frame, top.by, isOfOneCore(), topCount, style));
        }
        top.card->showsReading(frame.readings.processes);
        top.processes->setRows(topProcessRows(frame, top.by, isOfOneCore(), topCount, style));
    }

    QWidget* makeFilesystems() {
        fill_ = new FillList(context().theme, Subject::Disk, this);
        filesystemCard_ = new SectionCard(context().theme, tr("Fullest filesystems"), fill_, this);
        filesystemCard_->body()->addStretch();
        filesystemCard_->setOpens(true);
        connect(filesystemCard_, &Card::opened, this,
                [this] { context().navigation.openPage(QStringLiteral("disks")); });
        return filesystemCard_;
    }

    void showCpu(const Frame& frame) {
        if (!frame.rates.cpu) {
            cpu_->setUnknown();
        } else {
            cpu_->setValue(context().format.parts(frame.rates.cpu->total.busy(), Unit::Ratio));
        }
        cpu_->setNote(frame.readings.load
                          ? tr("load %1").arg(QLocale().toString(frame.readings.load->oneMinute, 'f', 2))
                          : QString());
    }

    void showMemory(const Frame& frame) {
        const Formatting& format = context().format;
        const auto use = frame.readings.memory ? memoryUse(*frame.readings.memory) : std::nullopt;
        memoryBar_->setShare(use ? std::optional(use->used / use->total) : std::nullopt);
        if (!use) {
            memory_->setUnknown();
            memoryNote_->setText(tr("Memory: unknown"));
            return;
        }
        memory_->setValue(format.parts(use->used / use->total, Unit::Ratio));
        memory_->setNote(
            tr("%1 of %2").arg(format.text(use->used, Unit::Bytes), format.text(use->total, Unit::Bytes)));
        memoryNote_->setText(
            use->swapTotal > 0
                ? tr("Memory: %1 available; swap: %2 of %3")
                      .arg(format.text(use->available, Unit::Bytes), format.text(use->swapUsed, Unit::Bytes),
                           format.text(use->swapTotal, Unit::Bytes))
                : tr("Memory: %1 available; no swap").arg(format.text(use->available, Unit::Bytes)));
    }

    void showTraffic(const Frame& frame) {
        const Formatting& format = context().format;
        double read = 0, written = 0, received = 0, sent = 0;
        if (frame.rates.disks && frame.readings.disks)
            for (const DiskRates& rates : *frame.rates.disks) {
                const auto disk = std::ranges::find(frame.readings.disks->disks, rates.name, &Disk::name);
                if (disk == frame.readings.disks->disks.end() || disk->isPartition()) continue;
                read += rates.readBytesPerSecond;
                written += rates.writtenBytesPerSecond;
            }
        if (frame.rates.network)
            for (const NetworkRates& rates : *frame.rates.network)
                if (rates.name != "lo") {
                    received += rates.receivedBytesPerSecond;
                    sent += rates.transmittedBytesPerSecond;
                }
        showPair(
            disk_, frame.rates.disks.has_value(), format.parts(read + written, Unit::BytesPerSecond),
            tr("read %1, written %2")
                .arg(format.text(read, Unit::BytesPerSecond), format.text(written, Unit::BytesPerSecond)));
        constexpr Unit unit = Unit::NetworkBytesPerSecond;
        showPair(network_, frame.rates.network.has_value(), format.parts(received + sent, unit),
                 tr("received %1, sent %2").arg(format.text(received, unit), format.text(sent, unit)));
    }

    static void showPair(Figure* figure, bool known, const FormattedValue& value, const QString& note) {
        if (!known) return figure->setUnknown();
        figure->setValue(value);
        figure->setNote(note);
    }

    void showHeat(const Frame& frame) {
        std::optional<double> busiest;
        if (frame.readings.gpus)
            for (const Gpu& gpu : frame.readings.gpus->gpus)
                if (gpu.busyRatio) busiest = std::max(busiest.value_or(0), *gpu.busyRatio);
        gpu_->setVisible(busiest.has_value());
        if (busiest) gpu_->setValue(context().format.parts(*busiest, Unit::Ratio));

        const Sensor* hottest = nullptr;
        if (frame.readings.sensors)
            for (const Sensor& sensor : frame.readings.sensors->sensors)
                if (sensor.kind == SensorKind::Temperature && sensor.value &&
                    (!hottest || *sensor.value > *hottest->value))
                    hottest = &sensor;
        heat_->setVisible(hottest != nullptr);
        if (!hottest) return;
        heat_->setValue(context().format.parts(*hottest->value, Unit::Celsius));
        heat_->setNote(machineText(hottest->chip + ' ' + hottest->label));
    }

    void showFilesystems(const Filesystems& filesystems) {
        std::vector<const Filesystem*> order;
        for (const Filesystem& filesystem : filesystems.filesystems)
            order.push_back(&filesystem);
        // Unknown ones first: a mount that does not answer is the news.
        const auto fullness = [](const Filesystem* filesystem) {
            return filesystemUsedRatio(*filesystem).value_or(2);
        };
        std::ranges::stable_sort(order, std::ranges::greater{}, fullness);
        order.resize(std::min(order.size(), filesystemCount));
        std::vector<FillList::Entry> entries;
        for (const Filesystem* filesystem : order)
            entries.push_back({machineText(filesystem->mountPoint), fillNote(*filesystem),
                               filesystemUsedRatio(*filesystem)});
        fill_->setEntries(entries);
    }

    QString fillNote(const Filesystem& filesystem) const {
        if (!filesystem.space) return machineText(filesystem.problem);
        return tr("%1 free").arg(context().format.text(filesystem.space->availableBytes, Unit::Bytes));
    }

    // The host's own word first: its clock may be another than that of who asks it.
    static std::optional<double> uptimeOf(const Frame& frame) {
        if (frame.readings.host && frame.readings.host->uptimeSeconds)
            return frame.readings.host->uptimeSeconds;
        if (!frame.readings.kernel) return std::nullopt;
        const double up = seconds(frame.takenAt.wall) - frame.readings.kernel->bootTimeSeconds;
        return up > 0 ? std::optional(up) : std::nullopt;
    }

    void showHost(const Frame& frame) {
        QStringList parts;
        if (frame.readings.host) {
            const Host& host = *frame.readings.host;
            parts << machineText(host.name) << machineText(host.osName)
                  << machineText(host.kernelName + ' ' + host.kernelRelease);
        }
        if (const auto up = uptimeOf(frame)) parts << tr("up %1").arg(context().format.duration(*up));
        if (frame.readings.processes)
            parts << tr("%n process(es)", nullptr,
                        static_cast<int>(frame.readings.processes->processes.size()));
        if (frame.rates.selfCpuRatio && frame.readings.self)
            parts << costText(context().collection.sampledBy())
                         .arg(context().format.text(*frame.rates.selfCpuRatio, Unit::Ratio),
                              context().format.text(static_cast<double>(frame.readings.self->residentBytes),
                                                    Unit::Bytes));
        host_->setText(parts.join(QStringLiteral("   ·   ")));
    }

    // Each process tells of itself, so this is the cost of the one that sampled.
    QString costText(std::int32_t sampledBy) const {
        if (!context().cursor.isLive()) return tr("Barograph then: %1 of one core, %2");
        if (sampledBy == 0) return tr("Barograph itself: %1 of one core, %2");
        return tr("Process %1, which samples for this window: %2 of one core, %3").arg(sampledBy);
    }

    Figure* cpu_ = nullptr;
    Figure* memory_ = nullptr;
    Figure* disk_ = nullptr;
    Figure* network_ = nullptr;
    Figure* gpu_ = nullptr;
    Figure* heat_ = nullptr;
    CoreGrid* cores_ = nullptr;
    Meter* memoryBar_ = nullptr;
    Label* memoryNote_ = nullptr;
    std::vector<TopCard> tops_;
    SectionCard* filesystemCard_ = nullptr;
    FillList* fill_ = nullptr;
    Label* host_ = nullptr;
};

}  // namespace

PageEntry overviewPage() {
    return {.id = QStringLiteral("overview"),
            .title = OverviewPage::tr("Overview"),
            .icon = QStringLiteral("overview"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new OverviewPage(context, parent);
            }};
}

}  // namespace baro::ui
