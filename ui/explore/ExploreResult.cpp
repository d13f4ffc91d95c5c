#include "ui/explore/ExploreResult.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "core/promql/Parser.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ResultTable.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int chartHeight = 48 * gridStep;
constexpr int mostRowsShown = 24;

struct Example {
    const char* meaning;
    const char* expression;
};

constexpr std::array examples{
    Example{QT_TRANSLATE_NOOP("baro::ui::ExploreResult", "Processor time by mode, of the whole machine"),
            "sum by (mode) (rate(node_cpu_seconds_total{mode!=\"idle\"}[$interval]))"},
    Example{QT_TRANSLATE_NOOP("baro::ui::ExploreResult", "What each disk reads"),
            "rate(node_disk_read_bytes_total[$interval])"},
    Example{QT_TRANSLATE_NOOP("baro::ui::ExploreResult", "The fullest filesystems"),
            "topk(5, 1 - node_filesystem_avail_bytes / node_filesystem_size_bytes)"},
    Example{QT_TRANSLATE_NOOP("baro::ui::ExploreResult", "Memory that programs could still get"),
            "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"},
};

PageContext withFeed(const PageContext& context, SeriesFeed& feed) {
    return {context.frames,     context.cursor,         feed,
            context.source,     context.userPages,      context.historyPages,
            context.theme,      context.format,         context.navigation,
            context.settings,   context.processControl, context.processInspector,
            context.collection, context.alerts,         context.silences,
            context.servers};
}

}  // namespace

ExploreResult::ExploreResult(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      feed_(context.source, context.cursor),
      context_(withFeed(context, feed_)),
      runner_(context.source) {
    feed_.followPaceOf(context.series);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    message_ = new StateMessage(context.theme, this);
    column->addWidget(message_);
    column->addWidget(examples_ = makeExamples());
    ChartSpec empty;
    empty.height = chartHeight;
    chart_ = new SeriesChart(context_, empty, this);
    column->addWidget(chart_);
    tableCard_ = new Card(context.theme, {}, this);
    column->addWidget(tableCard_);
    notes_ = new Label(context.theme, TextSize::Caption, Role::QuietText, this);
    notes_->setWordWrap(true);
    column->addWidget(notes_);
    column->addStretch();
    connect(chart_, &ChartFrame::answered, this, &ExploreResult::showChartNotes);
    connect(&runner_, &QueryRunner::answered, this, [this](const auto& outcome) { showTable(*outcome); });
    connect(&context.cursor, &TimeCursor::advanced, this, [this] {
        if (!runner_.isAsking()) askTable();
    });
    connect(&context.cursor, &TimeCursor::changed, this, &ExploreResult::askTable);
    clear();
}

// Its watch belongs to the feed, which is a member and goes before the children do.
ExploreResult::~ExploreResult() {
    delete chart_;
}

QWidget* ExploreResult::makeExamples() {
    auto* list = new QWidget(this);
    auto* column = new QVBoxLayout(list);
    column->setSpacing(gridStep);
    for (const Example& example : examples) {
        auto* button = new QPushButton(tr(example.meaning), list);
        button->setToolTip(Qt::convertFromPlainText(QLatin1String(example.expression)));
        connect(button, &QPushButton::clicked, this,
                [this, text = QString::fromLatin1(example.expression)] { emit exampleChosen(text); });
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    return list;
}

void ExploreResult::clear() {
    runner_.cancel();
    spec_ = {};
    spec_.height = chartHeight;
    message_->setMessage(StateMessage::Kind::Empty, tr("Ask what this machine measures"),
                         tr("Write a query above, or begin with one of these."));
    arrange();
}

void ExploreResult::ask(const QString& expression, Unit unit, bool isDrawable) {
    spec_.title = expression.simplified();
    spec_.unit = unit;
    spec_.lines = {{expression.toStdString(), {}}};
    isDrawable_ = isDrawable;
    isCurrent_ = false;
    runner_.cancel();
    if (isDrawable_) {
        // Another question is another chart: its old answer must not stand under the new title.
        chart_->setSpec(spec_);
        chart_->clear();
    }
    message_->setMessage(StateMessage::Kind::Loading, tr("Asking"), {});
    arrange();
    askTable();
}

void ExploreResult::setShowsTable(bool showsTable) {
    showsTable_ = showsTable || !isDrawable_;
    arrange();
    askTable();
}

void ExploreResult::setStep(std::optional<std::chrono::milliseconds> step) {
    chart_->setStep(step);
}

void ExploreResult::arrange() {
    const bool showsChart = hasQuery() && !showsTable_;
    const bool hasTable = hasQuery() && showsTable_ && isCurrent_ && table_ != nullptr;
    chart_->setVisible(showsChart);
    tableCard_->setVisible(hasTable);
    message_->setVisible(!showsChart && !hasTable);
    examples_->setVisible(!hasQuery());
    if (showsChart)
        showChartNotes();
    else if (!hasTable)
        showNotes({});
}

void ExploreResult::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    askTable();
}

void ExploreResult::askTable() {
    if (!hasQuery() || !showsTable_ || !isVisible() || context_.cursor.moment() == 0) return;
    const std::string text = withVariables(spec_.lines.front().expression, feed_.variables());
    const promql::Parsed parsed = promql::parse(text);
    if (parsed.ok()) runner_.ask(parsed.expression(), context_.cursor.moment());
}

void ExploreResult::showTable(const promql::QueryOutcome& outcome) {
    isCurrent_ = outcome.ok();
    if (!outcome.ok()) {
        message_->setMessage(StateMessage::Kind::Failed, tr("The query failed"),
                             machineText(outcome.error().message));
    } else if (outcome.result().type != promql::ValueType::String && outcome.result().series.empty() &&
               outcome.result().matrix.empty()) {
        isCurrent_ = false;
        message_->setMessage(StateMessage::Kind::Empty, tr("No series"),
                             tr("The query is right, and nothing has such a value at this moment."));
    } else {
        fillTable(outcome.result());
    }
    arrange();
}

void ExploreResult::fillTable(const promql::QueryResult& result) {
    ResultTable filled = resultTable(result, spec_.unit, context_.format);
    if (table_ == nullptr || columns_ != filled.columns) {
        delete table_;
        columns_ = filled.columns;
        table_ = new SubjectTable(context_.theme, tr("Result"), std::move(filled.columns), tableCard_);
        table_->setMaximumRows(mostRowsShown);
        tableCard_->addTable(table_);
    }
    const auto count = static_cast<int>(filled.rows.size() + filled.leftOut);
    table_->setRows(std::move(filled.rows));
    QStringList notes;
    notes << tr("%n row(s)", nullptr, count);
    if (filled.leftOut > 0) notes << tr("the first %1 are shown").arg(ResultTable::mostRows);
    notes = {notes.join(QStringLiteral(", "))};
    for (const promql::Annotation& annotation : result.annotations)
        notes << machineText(annotation.text);
    showNotes(notes);
}

void ExploreResult::showNotes(const QStringList& notes) {
    notes_->setText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
}

void ExploreResult::showChartNotes() {
    if (!hasQuery() || showsTable_) return;
    showNotes(chart_->data().annotations);
}

}  // namespace baro::ui
