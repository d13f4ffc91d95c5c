#include "ui/explore/ExploreResult.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "core/promql/Parser.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ResultTable.h"
#include "ui/explore/ServerText.h"
#include "ui/explore/SourceChoice.h"
#include "ui/explore/SourcedChart.h"
#include "ui/explore/SourcedResults.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Label.h"
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

// Of a host's page too, this machine is this machine.
const SeriesSource& sourceHere(const PageContext& context) {
    return context.thisMachine != nullptr ? *context.thisMachine : context.source;
}

constexpr std::int64_t leastMomentPause = 5000;

QString seriesInTime(std::size_t series, std::chrono::milliseconds took) {
    return ExploreResult::tr("%n series in %1 ms", nullptr, static_cast<int>(series))
        .arg(countText(took.count()));
}

}  // namespace

ExploreResult::ExploreResult(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      feed_(sourceHere(context), context.cursor),
      context_(context.withSeries(feed_, sourceHere(context))),
      runner_(sourceHere(context)) {
    feed_.followPaceOf(context.series);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    message_ = new StateMessage(context.theme, this);
    column->addWidget(message_);
    column->addWidget(examples_ = makeExamples());
    ChartSpec empty;
    empty.height = chartHeight;
    chart_ = new SourcedChart(context_, empty, this);
    column->addWidget(chart_);
    tableCard_ = new Card(context.theme, {}, this);
    column->addWidget(tableCard_);
    notes_ = new Label(context.theme, TextSize::Caption, Role::QuietText, this);
    notes_->setWordWrap(true);
    column->addWidget(notes_);
    sourceNotes_ = new SourceNotes(context.theme, this);
    sourceNotes_->hide();
    column->addWidget(sourceNotes_);
    column->addStretch();
    connect(chart_, &ChartFrame::answered, this, &ExploreResult::showChartNotes);
    connect(chart_, &SourcedChart::told, this, &ExploreResult::showChartNotes);
    connect(chart_, &SourcedChart::refused, this, &ExploreResult::refused);
    connect(&runner_, &QueryRunner::answered, this, [this](const auto& outcome) { takeHere(*outcome); });
    connect(&context.cursor, &TimeCursor::advanced, this, [this] {
        if (!runner_.isAsking()) askHere();
        askServersWhenDue();
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

void ExploreResult::setSources(bool asksHere, std::vector<ExploreServer*> servers) {
    for (ExploreServer* server : servers_)
        disconnect(server, nullptr, this, nullptr);
    asksHere_ = asksHere;
    servers_ = std::move(servers);
    moments_.clear();
    runner_.cancel();
    chart_->setSources(asksHere_, servers_);
    for (ExploreServer* server : servers_)
        connect(server, &ExploreServer::momentAnswered, this,
                [this, server](const MomentAnswer& answer) { takeMoment(*server, answer); });
    sourceNotes_->setNotes({});
}

void ExploreResult::clear() {
    runner_.cancel();
    sourceNotes_->setNotes({});
    spec_ = {};
    spec_.height = chartHeight;
    message_->setMessage(
        StateMessage::Kind::Empty,
        context_.host == nullptr ? tr("Ask what this machine measures") : tr("Ask anything in PromQL"),
        tr("Write a query above, or begin with one of these."));
    arrange();
}

void ExploreResult::ask(const QString& expression, Unit unit, bool isDrawable, const QString& whyNotHere) {
    whyNotHere_ = whyNotHere;
    moments_.clear();
    chart_->setSources(asksHere_, servers_, whyNotHere_);
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
    if (!showsChart && servers_.empty()) sourceNotes_->setNotes({});
}

void ExploreResult::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    askTable();
}

void ExploreResult::askTable() {
    askHere();
    askServers();
}

void ExploreResult::askHere() {
    if (!asksHere_ || !whyNotHere_.isEmpty()) return;
    if (!hasQuery() || !showsTable_ || !isVisible() || context_.cursor.moment() == 0) return;
    const std::string text = withVariables(spec_.lines.front().expression, feed_.variables());
    const promql::Parsed parsed = promql::parse(text);
    if (parsed.ok()) runner_.ask(parsed.expression(), context_.cursor.moment());
}

void ExploreResult::askServers() {
    if (!hasQuery() || !showsTable_ || !isVisible() || context_.cursor.moment() == 0) return;
    serversAskedAt_ = context_.cursor.newest();
    for (ExploreServer* server : servers_) {
        server->learnPace();
        server->askMoment(serverText(spec_.lines.front().expression, 0, server->pace()),
                          context_.cursor.moment());
    }
    if (!servers_.empty()) showSourceNotes();
}

void ExploreResult::askServersWhenDue() {
    std::int64_t pause = leastMomentPause;
    for (const ExploreServer* server : servers_) {
        if (server->isAskedMoment()) return;
        pause = std::max<std::int64_t>(pause, server->pace().count());
    }
    if (context_.cursor.newest() - serversAskedAt_ >= pause) askServers();
}

void ExploreResult::takeHere(const promql::QueryOutcome& outcome) {
    if (servers_.empty()) return showTable(outcome);
    OfMoment& of = moments_[nullptr];
    of = {{}, 0, {sourceName({}), {}}};
    if (outcome.ok()) {
        of.result = outcome.result();
        of.note.words = seriesInTime(of.result->series.size() + of.result->matrix.size(), runner_.took());
        for (const promql::Annotation& annotation : outcome.result().annotations)
            of.note.notes << machineText(annotation.text);
    } else {
        of.note.words = machineText(outcome.error().message);
        of.note.hasFailed = true;
    }
    showMoments();
}

void ExploreResult::takeMoment(const ExploreServer& server, const MomentAnswer& answer) {
    OfMoment& of = moments_[&server];
    of = {{}, 0, {server.name(), {}}};
    for (const std::string& note : answer.notes)
        of.note.notes << machineText(note);
    if (answer.shown) {
        of.result = answer.shown->result;
        of.leftOut = answer.shown->leftOut;
        of.note.words = seriesInTime(answer.series, answer.took);
    } else {
        of.note.words = machineText(answer.shown.error().message);
        of.note.hasFailed = true;
        emit refused(of.note.words, serverText(spec_.lines.front().expression, 0, server.pace()));
    }
    showMoments();
}

// One table of all that have answered; the message stands while nobody has, or nobody could.
void ExploreResult::showMoments() {
    std::vector<SourcedResult> results;
    std::size_t leftOut = 0;
    const auto add = [&](const ExploreServer* server, const std::string& name) {
        const auto found = moments_.find(server);
        if (found == moments_.end() || !found->second.result) return;
        results.push_back({name, &*found->second.result});
        leftOut += found->second.leftOut;
    };
    if (asksHere_) add(nullptr, sourceName({}).toStdString());
    for (const ExploreServer* server : servers_)
        add(server, server->client()->connection().name);
    const std::size_t asked = servers_.size() + (asksHere_ && whyNotHere_.isEmpty() ? 1 : 0);
    if (!results.empty()) {
        showTable(promql::QueryOutcome(mergedResult(results)), leftOut);
    } else if (moments_.size() >= asked) {
        isCurrent_ = false;
        message_->setMessage(StateMessage::Kind::Failed, tr("The query failed"),
                             tr("What each source said stands below."));
        arrange();
    }
    showSourceNotes();
}

void ExploreResult::showSourceNotes() {
    std::vector<SourceNote> notes;
    const auto add = [&](const ExploreServer* server, const QString& name) {
        const auto found = moments_.find(server);
        notes.push_back(found == moments_.end() ? SourceNote{name, tr("asking …")} : found->second.note);
    };
    if (asksHere_ && whyNotHere_.isEmpty()) add(nullptr, sourceName({}));
    if (asksHere_ && !whyNotHere_.isEmpty()) notes.push_back({sourceName({}), whyNotHere_, {}, true});
    for (const ExploreServer* server : servers_)
        add(server, server->name());
    sourceNotes_->setNotes(notes);
}

void ExploreResult::showTable(const promql::QueryOutcome& outcome, std::size_t leftOut) {
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
        fillTable(outcome.result(), leftOut);
    }
    arrange();
}

void ExploreResult::fillTable(const promql::QueryResult& result, std::size_t leftOut) {
    ResultTable filled = resultTable(result, spec_.unit, context_.format);
    if (table_ == nullptr || columns_ != filled.columns) {
        delete table_;
        columns_ = filled.columns;
        table_ = new SubjectTable(context_.theme, tr("Result"), std::move(filled.columns), tableCard_);
        table_->setMaximumRows(mostRowsShown);
        tableCard_->addTable(table_);
    }
    leftOut += filled.leftOut;
    const auto count = static_cast<int>(filled.rows.size() + leftOut);
    table_->setRows(std::move(filled.rows));
    QStringList notes;
    notes << tr("%n row(s)", nullptr, count);
    if (leftOut > 0) notes << tr("the first %1 are shown").arg(ResultTable::mostRows);
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
    showNotes(servers_.empty() ? chart_->data().annotations : QStringList());
    sourceNotes_->setNotes(chart_->notes());
}

}  // namespace baro::ui
