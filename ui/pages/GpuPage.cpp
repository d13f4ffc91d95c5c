#include "ui/pages/GpuPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QStringList>
#include <algorithm>
#include <map>

#include "ui/MachineText.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Figure.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {
namespace {

// The busy share as the driver says it, else what the idle residency leaves.
std::optional<double> busyRatio(const Frame& frame, const Gpu& gpu) {
    if (gpu.busyRatio) return gpu.busyRatio;
    if (!frame.rates.gpus) return std::nullopt;
    const auto rate = std::ranges::find(*frame.rates.gpus, gpu.identity, &GpuRate::identity);
    return rate == frame.rates.gpus->end() ? std::nullopt : std::optional(rate->busyRatio);
}

// One graphics processor: its figures in a row, and what it is.
class GpuCard final : public Card {
    Q_DECLARE_TR_FUNCTIONS(GpuCard)

  public:
    GpuCard(const PageContext& context, QWidget* parent)
        : Card(context.theme, {}, parent), format_(context.format) {
        auto* figures = new QHBoxLayout;
        figures->setSpacing(4 * gridStep);
        busy_ = add(figures, context.theme, tr("Busy"));
        busy_->setSubject(Subject::Gpu);
        memory_ = add(figures, context.theme, tr("Video memory"));
        clock_ = add(figures, context.theme, tr("Clock"));
        temperature_ = add(figures, context.theme, tr("Temperature"));
        power_ = add(figures, context.theme, tr("Power"));
        fan_ = add(figures, context.theme, tr("Fan"));
        body()->addLayout(figures);
        facts_ = new FactList(context.theme, this);
        body()->addWidget(facts_);
    }

    void showGpu(const Frame& frame, const Gpu& gpu) {
        setTitle(machineText(gpu.model));
        setNote(gpu.asleep ? tr("asleep: not read, so that it is not woken") : QString());
        set(busy_, busyRatio(frame, gpu), Unit::Ratio, {});
        set(memory_, gpu.memoryUsedBytes, Unit::Bytes,
            gpu.memoryTotalBytes ? tr("of %1").arg(format_.text(*gpu.memoryTotalBytes, Unit::Bytes))
                                 : QString());
        set(clock_, gpu.coreClockHertz, Unit::Hertz,
            gpu.memoryClockHertz ? tr("memory %1").arg(format_.text(*gpu.memoryClockHertz, Unit::Hertz))
                                 : QString());
        set(temperature_, gpu.temperatureCelsius, Unit::Celsius,
            limit(gpu.temperatureLimitCelsius, Unit::Celsius));
        set(power_, gpu.powerWatts, Unit::Watts, limit(gpu.powerLimitWatts, Unit::Watts));
        set(fan_, gpu.fanRpm, Unit::RevolutionsPerMinute,
            gpu.fanRatio ? format_.text(*gpu.fanRatio, Unit::Ratio) : QString());
        facts_->setFacts(
            {{tr("Driver"), machineText(gpu.driver)},
             {tr("Address"), machineText(gpu.identity)},
             {tr("Kind"), gpu.discrete ? tr("discrete") : tr("integrated")},
             {tr("Clock of each part"), clocksOf(gpu)},
             {tr("Encoder"), gpu.encoderRatio ? format_.text(gpu.encoderRatio, Unit::Ratio) : QString()},
             {tr("Decoder"), gpu.decoderRatio ? format_.text(gpu.decoderRatio, Unit::Ratio) : QString()},
             {tr("Not known"), machineText(gpu.problem)}});
    }

  private:
    Figure* add(QHBoxLayout* row, const Theme& theme, const QString& caption) {
        auto* figure = new Figure(theme, caption, this);
        row->addWidget(figure, 1);
        return figure;
    }

    // A figure that this GPU does not have is not shown.
    void set(Figure* figure, const std::optional<double>& number, Unit unit, const QString& note) {
        figure->setVisible(number.has_value());
        if (!number) return;
        figure->setValue(format_.parts(*number, unit));
        figure->setNote(note);
    }

    QString clocksOf(const Gpu& gpu) const {
        QStringList clocks;
        for (const GpuPart& part : gpu.parts)
            clocks << machineText(part.name) + ' ' + format_.text(part.clockHertz, Unit::Hertz);
        return clocks.join(QStringLiteral(", "));
    }

    QString limit(const std::optional<double>& number, Unit unit) const {
        return number ? tr("limit %1").arg(format_.text(*number, unit)) : QString();
    }

    const Formatting& format_;
    Figure* busy_ = nullptr;
    Figure* memory_ = nullptr;
    Figure* clock_ = nullptr;
    Figure* temperature_ = nullptr;
    Figure* power_ = nullptr;
    Figure* fan_ = nullptr;
    FactList* facts_ = nullptr;
};

class GpuPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(GpuPage)

  public:
    GpuPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        state_ = new SectionCard(context.theme, {}, new QWidget(this), this);
        column->column()->addWidget(state_);
        lines_ = new QVBoxLayout;
        lines_->setSpacing(2 * gridStep);
        column->column()->addLayout(lines_);

        charts_ = new QWidget(this);
        auto* rows = new QVBoxLayout(charts_);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(2 * gridStep);
        addRow(rows, busySpec(), memorySpec());
        addRow(rows, temperatureSpec(), powerSpec());
        addRow(rows, clockSpec(), {});
        column->column()->addWidget(charts_);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        const bool known = state_->showsReading(frame.readings.gpus);
        const bool any = known && !frame.readings.gpus->gpus.empty();
        charts_->setVisible(any);
        state_->setVisible(!any);
        if (known && !any) state_->showReason(absent("This machine reports no graphics processor."));
        const Gpus gpus = any ? *frame.readings.gpus : Gpus{};
        for (const Gpu& gpu : gpus.gpus)
            cardOf(gpu)->showGpu(frame, gpu);
        removeGone(gpus);
    }

  private:
    void addRow(QVBoxLayout* rows, const ChartSpec& left, const std::optional<ChartSpec>& right) {
        auto* row = new QHBoxLayout;
        row->setSpacing(2 * gridStep);
        row->addWidget(new SeriesChart(context(), left, charts_), 1);
        if (right)
            row->addWidget(new SeriesChart(context(), *right, charts_), 1);
        else
            row->addStretch(1);
        rows->addLayout(row);
    }

    GpuCard* cardOf(const Gpu& gpu) {
        GpuCard*& card = cards_[gpu.identity];
        if (!card) {
            card = new GpuCard(context(), this);
            lines_->addWidget(card);
        }
        return card;
    }

    void removeGone(const Gpus& present) {
        std::erase_if(cards_, [&](const auto& entry) {
            if (std::ranges::find(present.gpus, entry.first, &Gpu::identity) != present.gpus.end())
                return false;
            delete entry.second;
            return true;
        });
    }

    static ChartSpec chart(const QString& title, Unit unit, const char* metric, double maximum = 0) {
        return {.title = title, .unit = unit, .lines = {{metric, "{gpu}", "{gpu}"}}, .maximum = maximum};
    }
    static ChartSpec busySpec() { return chart(tr("Busy"), Unit::Ratio, "barograph_gpu_busy_ratio", 1); }
    static ChartSpec memorySpec() {
        return chart(tr("Video memory used"), Unit::Bytes, "barograph_gpu_memory_used_bytes");
    }
    static ChartSpec temperatureSpec() {
        return chart(tr("Temperature"), Unit::Celsius, "barograph_gpu_temperature_celsius");
    }
    static ChartSpec powerSpec() { return chart(tr("Power"), Unit::Watts, "barograph_gpu_power_watts"); }
    static ChartSpec clockSpec() { return chart(tr("Clock"), Unit::Hertz, "barograph_gpu_core_clock_hertz"); }

    SectionCard* state_ = nullptr;
    QVBoxLayout* lines_ = nullptr;
    QWidget* charts_ = nullptr;
    std::map<std::string, GpuCard*> cards_;
};

QString gpuFigure(const Frame& frame, const Formatting& format) {
    if (!frame.readings.gpus) return {};
    std::optional<double> busiest;
    for (const Gpu& gpu : frame.readings.gpus->gpus)
        if (const auto busy = busyRatio(frame, gpu)) busiest = std::max(busiest.value_or(0), *busy);
    return busiest ? format.text(*busiest, Unit::Ratio) : QString();
}

std::optional<std::string> gpuSparkline(const Frame& frame) {
    if (!frame.readings.gpus || frame.readings.gpus->gpus.empty()) return std::nullopt;
    return "max(barograph_gpu_busy_ratio)";
}

QString gpuEmptyReason(const Frame& frame) {
    const Section<Gpus>& gpus = frame.readings.gpus;
    if (gpus)
        return gpus->gpus.empty() ? GpuPage::tr("This machine reports no graphics processor.") : QString();
    return gpus.reason().kind == ErrorKind::Absent ? machineText(gpus.reason().message) : QString();
}

}  // namespace

PageEntry gpuPage() {
    return {.id = QStringLiteral("gpu"),
            .title = GpuPage::tr("GPU"),
            .icon = QStringLiteral("gpu"),
            .subject = Subject::Gpu,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new GpuPage(context, parent);
            },
            .figure = gpuFigure,
            .sparkline = gpuSparkline,
            .sparklineMaximum = 1,
            .emptyReason = gpuEmptyReason};
}

}  // namespace baro::ui
