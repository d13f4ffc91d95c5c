#include "ui/pages/MemoryPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>

#include "core/model/Memory.h"
#include "ui/models/MemoryTable.h"
#include "ui/models/MissingPart.h"
#include "ui/widgets/Figure.h"
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

std::string part(const char* name) {
    return std::string("barograph_memory_bytes{part=\"") + name + "\"}";
}

class MemoryPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(MemoryPage)

  public:
    MemoryPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(makeSummary());
        column->column()->addWidget(new StackedArea(context, useSpec(), this));
        QHBoxLayout* events = column->addRow();
        events->addWidget(new SeriesChart(context, swapSpec(), this));
        events->addWidget(new SeriesChart(context, faultSpec(), this));
        QHBoxLayout* trouble = column->addRow();
        trouble->addWidget(new SeriesChart(context, reclaimSpec(), this));
        trouble->addWidget(new SeriesChart(context, pressureSpec(), this));
        table_ = new SubjectTable(context.theme, tr("Everything the kernel says about memory"),
                                  memoryColumns(), this);
        table_->keep(context, QStringLiteral("memory.kernel"));
        auto* all = new Card(context.theme, tr("Everything the kernel says"), this);
        all->addTable(table_);
        column->column()->addWidget(all);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        table_->setRows(memoryRows(frame, context().format.style()));
        summary_->setNote(frame.readings.memory ? missingPart(frame, "memory") : QString());
        if (!summary_->showsReading(frame.readings.memory)) return;
        formula_->setText(QString::fromStdString(memoryUseFormula(*frame.readings.memory)));
        const auto use = memoryUse(*frame.readings.memory);
        if (!use) {
            summary_->showReason(malformed("meminfo names neither the total nor the free memory"));
            return;
        }
        showUse(*use);
    }

  private:
    SectionCard* makeSummary() {
        const Theme& theme = context().theme;
        auto* content = new QWidget(this);
        auto* lines = new QVBoxLayout(content);
        lines->setContentsMargins(0, 0, 0, 0);
        auto* figures = new QHBoxLayout;
        figures->setSpacing(4 * gridStep);
        used_ = new Figure(theme, tr("Used"), content);
        used_->setSubject(Subject::Memory);
        available_ = new Figure(theme, tr("Available"), content);
        cached_ = new Figure(theme, tr("Cache and buffers"), content);
        swap_ = new Figure(theme, tr("Swap used"), content);
        for (Figure* figure : {used_, available_, cached_, swap_})
            figures->addWidget(figure, 1);
        bar_ = new Meter(theme, Subject::Memory, content);
        bar_->setThickness(gridStep);
        formula_ = new Label(theme, TextSize::Caption, Role::QuietText, content);
        formula_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        lines->addLayout(figures);
        lines->addWidget(bar_);
        lines->addWidget(formula_);
        return summary_ = new SectionCard(theme, {}, content, this);
    }

    void showUse(const MemoryUse& use) {
        const Formatting& format = context().format;
        const double total = use.total;
        used_->setValue(format.parts(use.used, Unit::Bytes));
        used_->setNote(
            tr("%1 of %2").arg(format.text(use.used / total, Unit::Ratio), format.text(total, Unit::Bytes)));
        available_->setValue(format.parts(use.available, Unit::Bytes));
        available_->setNote(tr("could be given to programs now"));
        cached_->setValue(format.parts(use.cached + use.buffers, Unit::Bytes));
        cached_->setNote(tr("given back when programs need it"));
        if (use.swapTotal > 0) {
            swap_->setValue(format.parts(use.swapUsed, Unit::Bytes));
            swap_->setNote(tr("of %1").arg(format.text(use.swapTotal, Unit::Bytes)));
        } else {
            swap_->setText(tr("none"));
            swap_->setNote(tr("this machine has no swap space"));
        }
        const Theme& theme = context().theme;
        const QColor color = theme.color(Subject::Memory);
        const QColor ground = theme.color(Role::Surface);
        bar_->setParts({{use.used / total, color, tr("Used")},
                        {use.cached / total, mixed(color, ground, 0.5), tr("Cache")},
                        {use.buffers / total, mixed(color, ground, 0.7), tr("Buffers")}});
    }

    static ChartSpec useSpec() {
        ChartSpec spec = memoryUseChart();
        spec.height = 28 * gridStep;
        return spec;
    }

    static ChartSpec swapSpec() {
        return {.title = tr("Pages swapped in and out"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_vmstat_pswpin"), tr("in")},
                          {.expression = rateOf("node_vmstat_pswpout"), .name = tr("out"), .isDown = true}},
                .leastMaximum = 10};
    }

    static ChartSpec faultSpec() {
        return {.title = tr("Page faults"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_vmstat_pgfault"), tr("all")},
                          {rateOf("node_vmstat_pgmajfault"), tr("major: waited for the disk")}},
                .leastMaximum = 100};
    }

    static ChartSpec reclaimSpec() {
        return {.title = tr("Pages reclaimed, and processes killed for memory"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_vmstat_pgsteal_kswapd"), tr("in the background")},
                          {rateOf("node_vmstat_pgsteal_direct"), tr("while a program waited")},
                          {rateOf("node_vmstat_oom_kill"), tr("processes killed")}},
                .leastMaximum = 10};
    }

    static ChartSpec pressureSpec() {
        return {.title = tr("Time spent waiting for memory"),
                .unit = Unit::Ratio,
                .lines = {{rateOf("node_pressure_memory_waiting_seconds_total"), tr("some tasks")},
                          {rateOf("node_pressure_memory_stalled_seconds_total"), tr("all tasks")}},
                .leastMaximum = 0.1};
    }

    SectionCard* summary_ = nullptr;
    Figure* used_ = nullptr;
    Figure* available_ = nullptr;
    Figure* cached_ = nullptr;
    Figure* swap_ = nullptr;
    Meter* bar_ = nullptr;
    Label* formula_ = nullptr;
    SubjectTable* table_ = nullptr;
};

QString memoryFigure(const Frame& frame, const Formatting& format) {
    if (!frame.readings.memory) return {};
    const auto use = memoryUse(*frame.readings.memory);
    return use ? format.text(use->used / use->total, Unit::Ratio) : QString();
}

}  // namespace

PageEntry memoryPage() {
    return {.id = QStringLiteral("memory"),
            .title = MemoryPage::tr("Memory"),
            .icon = QStringLiteral("memory"),
            .subject = Subject::Memory,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new MemoryPage(context, parent);
            },
            .figure = memoryFigure,
            .sparkline = [](const Frame& frame) -> std::optional<std::string> {
                return frame.readings.memory ? std::optional(part("used")) : std::nullopt;
            }};
}

}  // namespace baro::ui
