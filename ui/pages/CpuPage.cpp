#include "ui/pages/CpuPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <algorithm>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/widgets/CoreGrid.h"
#include "ui/widgets/CpuCharts.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Figure.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/StackedArea.h"

namespace baro::ui {
namespace {

// Mean of the current frequencies that are known.
std::optional<double> meanHertz(const Frame& frame) {
    if (!frame.readings.cpuFrequencies) return std::nullopt;
    double sum = 0;
    int known = 0;
    for (const CpuFrequency& cpu : frame.readings.cpuFrequencies->cpus) {
        if (!cpu.currentHertz) continue;
        sum += *cpu.currentHertz;
        ++known;
    }
    return known > 0 ? std::optional(sum / known) : std::nullopt;
}

class CpuPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(CpuPage)

  public:
    CpuPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(makeSummary());
        ChartSpec modes = cpuModesChart(tr("Processor time by use"));
        modes.height = 26 * gridStep;
        column->column()->addWidget(new StackedArea(context, std::move(modes), this));

        auto* cores = new Card(context.theme, tr("Each processor"), this);
        cores_ = new CoreGrid(context.theme, context.format, CoreGrid::Detail::History, cores);
        cores_->followHistory(context.series);
        cores->body()->addWidget(cores_);
        column->column()->addWidget(cores);

        QHBoxLayout* charts = column->addRow();
        charts->addWidget(new SeriesChart(context, loadSpec(), this));
        charts->addWidget(new SeriesChart(context, eventSpec(), this));
        QHBoxLayout* more = column->addRow();
        more->addWidget(new SeriesChart(context, forkSpec(), this));
        more->addWidget(frequencies_ = new SeriesChart(context, frequencySpec(), this));

        auto* facts = new Card(context.theme, tr("What it is"), this);
        facts_ = new FactList(context.theme, facts);
        facts->body()->addWidget(facts_);
        column->column()->addWidget(facts);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        cores_->showFrame(frame);
        frequencies_->setVisible(meanHertz(frame).has_value());
        showFacts(frame);
        if (!summary_->showsReading(frame.readings.cpu)) return;
        showShares(frame);
        showLoad(frame);
    }

  private:
    SectionCard* makeSummary() {
        auto* content = new QWidget(this);
        auto* figures = new QHBoxLayout(content);
        figures->setContentsMargins(0, 0, 0, 0);
        figures->setSpacing(4 * gridStep);
        const auto add = [&](const QString& caption) {
            auto* figure = new Figure(context().theme, caption, content);
            figures->addWidget(figure, 1);
            return figure;
        };
        busy_ = add(tr("Busy"));
        busy_->setSubject(Subject::Cpu);
        load_ = add(tr("Load"));
        frequency_ = add(tr("Frequency"));
        tasks_ = add(tr("Tasks"));
        return summary_ = new SectionCard(context().theme, {}, content, this);
    }

    void showShares(const Frame& frame) {
        const Formatting& format = context().format;
        if (!frame.rates.cpu) {
            busy_->setUnknown(tr("known after two readings"));
            return;
        }
        const CpuShares& total = frame.rates.cpu->total;
        busy_->setValue(format.parts(total.busy(), Unit::Ratio));
        busy_->setNote(tr("user %1, system %2, waiting for disks %3")
                           .arg(format.text(total.user + total.nice, Unit::Ratio),
                                format.text(total.system, Unit::Ratio),
                                format.text(total.iowait, Unit::Ratio)));
    }

    void showLoad(const Frame& frame) {
        const Formatting& format = context().format;
        const Readings& readings = frame.readings;
        const std::optional<double> hertz = meanHertz(frame);
        frequency_->setVisible(hertz.has_value());
        if (hertz) {
            frequency_->setValue(format.parts(*hertz, Unit::Hertz));
            frequency_->setNote(tr("mean of all processors"));
        }
        if (readings.load) {
            load_->setText(QLocale().toString(readings.load->oneMinute, 'f', 2));
            load_->setNote(tr("%1 over 5 min, %2 over 15 min, for %n processor(s)", nullptr,
                              static_cast<int>(readings.cpu->cpus.size()))
                               .arg(QLocale().toString(readings.load->fiveMinutes, 'f', 2),
                                    QLocale().toString(readings.load->fifteenMinutes, 'f', 2)));
        } else {
            load_->setUnknown();
        }
        const QString running = readings.kernel ? tr("%1 running, %2 waiting for disks")
                                                      .arg(countText(readings.kernel->running),
                                                           countText(readings.kernel->blocked))
                                                : QString();
        tasks_->setUnknown(running);
        if (readings.load && readings.load->tasks > 0) tasks_->setText(countText(readings.load->tasks));
    }

    void showFacts(const Frame& frame) {
        if (!frame.readings.cpuTopology) return facts_->setFacts({});
        const CpuTopology& topology = *frame.readings.cpuTopology;
        const auto count = [&](CoreClass wanted) {
            return std::ranges::count(topology.cpus, wanted, &CpuPlace::coreClass);
        };
        const auto performance = count(CoreClass::Performance);
        const auto efficiency = count(CoreClass::Efficiency);
        QString governor;
        if (frame.readings.cpuFrequencies && !frame.readings.cpuFrequencies->cpus.empty())
            governor = machineText(frame.readings.cpuFrequencies->cpus.front().governor);
        const auto cache =
            topology.cacheBytes ? std::optional(static_cast<double>(*topology.cacheBytes)) : std::nullopt;
        facts_->setFacts(
            {{tr("Model"), machineText(topology.model)},
             {tr("Packages, cores, threads"), QStringLiteral("%1, %2, %3")
                                                  .arg(topology.packages)
                                                  .arg(topology.cores)
                                                  .arg(topology.cpus.size())},
             {tr("Performance and efficiency threads"),
              performance + efficiency > 0 ? QStringLiteral("%1, %2").arg(performance).arg(efficiency)
                                           : QString()},
             {tr("Largest cache"), cache ? context().format.text(cache, Unit::Bytes) : QString()},
             {tr("Governor"), governor},
             {tr("Microcode"), machineText(topology.microcode)}});
    }

    static ChartSpec loadSpec() {
        return {.title = tr("Load average"),
                .unit = Unit::None,
                .lines = {{"node_load1", tr("1 min")},
                          {"node_load5", tr("5 min")},
                          {"node_load15", tr("15 min")}},
                .leastMaximum = 1};
    }
    static ChartSpec eventSpec() {
        return {.title = tr("Context switches and interrupts"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_context_switches_total"), tr("context switches")},
                          {rateOf("node_intr_total"), tr("interrupts")}},
                .leastMaximum = 100};
    }
    static ChartSpec forkSpec() {
        return {.title = tr("Processes and threads created"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_forks_total"), tr("created")}},
                .leastMaximum = 10};
    }
    static ChartSpec frequencySpec() {
        return {.title = tr("Frequency"),
                .unit = Unit::Hertz,
                .lines = {{"node_cpu_scaling_frequency_hertz", tr("processor {cpu}")}},
                .leastMaximum = 1e9};
    }

    SectionCard* summary_ = nullptr;
    Figure* busy_ = nullptr;
    Figure* load_ = nullptr;
    Figure* frequency_ = nullptr;
    Figure* tasks_ = nullptr;
    CoreGrid* cores_ = nullptr;
    SeriesChart* frequencies_ = nullptr;
    FactList* facts_ = nullptr;
};

QString cpuFigure(const Frame& frame, const Formatting& format) {
    return frame.rates.cpu ? format.text(frame.rates.cpu->total.busy(), Unit::Ratio) : QString();
}

std::optional<std::string> cpuSparkline(const Frame& frame) {
    if (!frame.readings.cpu) return std::nullopt;
    return "barograph_cpu_busy_ratio";
}

}  // namespace

PageEntry cpuPage() {
    return {.id = QStringLiteral("cpu"),
            .title = CpuPage::tr("CPU"),
            .icon = QStringLiteral("cpu"),
            .subject = Subject::Cpu,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new CpuPage(context, parent);
            },
            .figure = cpuFigure,
            .sparkline = cpuSparkline,
            .sparklineMaximum = 1};
}

}  // namespace baro::ui
