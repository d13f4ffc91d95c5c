#include "ui/explore/SourcedChart.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ServerText.h"
#include "ui/explore/SourceChoice.h"
#include "ui/explore/SourcedResults.h"
#include "ui/widgets/ChartCanvas.h"

namespace baro::ui {
namespace {

constexpr std::int64_t mostServerPoints = 11'000;
// A live chart asks a server again when there may be something new, and not all the time.
constexpr std::int64_t leastPause = 5000;

// Round, so that the points of a range that moves on are the same.
std::int64_t roundStep(std::int64_t least) {
    constexpr std::array<std::int64_t, 13> steps{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 21'600};
    for (const std::int64_t seconds : steps)
        if (seconds * 1000 >= least) return seconds * 1000;
    return (least / 86'400'000 + 1) * 86'400'000;
}

}  // namespace

SourcedChart::SourcedChart(const PageContext& context, ChartSpec spec, QWidget* parent)
    : SeriesChart(context, std::move(spec), parent) {
    connect(&context.cursor, &TimeCursor::changed, this, &SourcedChart::askServers);
    connect(&context.cursor, &TimeCursor::advanced, this, &SourcedChart::askWhenDue);
}

void SourcedChart::setSources(bool asksHere, std::vector<ExploreServer*> servers, const QString& whyNotHere) {
    for (ExploreServer* server : servers_)
        disconnect(server, nullptr, this, nullptr);
    asksHere_ = asksHere;
    whyNotHere_ = whyNotHere;
    servers_ = std::move(servers);
    here_.reset();
    ofServers_.clear();
    for (ExploreServer* server : servers_) {
        connect(server, &ExploreServer::rangeAnswered, this,
                [this, server](const RangeAnswer& answer) { take(*server, answer); });
        connect(server, &ExploreServer::paceChanged, this, [this, server] { askServer(*server); });
    }
}

std::int64_t SourcedChart::stepFor(const ExploreServer& server) const {
    const std::int64_t length = std::chrono::milliseconds(context().cursor.range()).count();
    if (step()) return std::max<std::int64_t>(step()->count(), length / (mostServerPoints - 1) + 1);
    const auto points = std::max(1, static_cast<int>(canvas().plotArea().width() / 2));
    return roundStep(
        std::max<std::int64_t>(length / points, std::min<std::int64_t>(server.pace().count(), 15'000)));
}

std::string SourcedChart::textFor(const ExploreServer& server, std::int64_t step) const {
    return serverText(spec().lines.empty() ? std::string() : spec().lines.front().expression, step,
                      server.pace());
}

void SourcedChart::ask() {
    sinceAsked_.start();
    tookHere_ = {};
    // Asked again with the same words it is to be answered again: what came before was let go.
    askNothing();
    if (asksHere_ && whyNotHere_.isEmpty()) SeriesChart::ask();
    askServers();
}

void SourcedChart::askServers() {
    for (ExploreServer* server : servers_)
        askServer(*server);
    if (!servers_.empty()) emit told();
}

void SourcedChart::askServer(ExploreServer& server) {
    if (!isVisible() || spec().lines.empty() || context().cursor.moment() == 0) return;
    server.learnPace();
    OfServer& of = ofServers_[&server];
    const std::int64_t step = stepFor(server);
    const TimeRange shown = context().cursor.shown();
    prometheus::RangeQuestion question{textFor(server, step), shown, step};
    const bool isOther =
        question.expression != of.question.expression || step != of.question.stepMilliseconds;
    if (isOther) of.plot.reset();
    of.question = std::move(question);
    of.askedAt = context().cursor.newest();
    server.askRange(of.question);
}

void SourcedChart::askWhenDue() {
    for (ExploreServer* server : servers_) {
        const OfServer& of = ofServers_[server];
        const std::int64_t pause =
            std::max({leastPause, server->pace().count(), of.question.stepMilliseconds});
        if (!server->isAskedRange() && context().cursor.newest() - of.askedAt >= pause) askServer(*server);
    }
}

void SourcedChart::take(ExploreServer& server, const RangeAnswer& answer) {
    OfServer& of = ofServers_[&server];
    of.took = answer.took;
    of.plot = answer.shown;
    of.series = answer.series;
    of.notes = answer.notes;
    if (!answer.shown) emit refused(machineText(answer.shown.error().message), of.question.expression);
    merge();
}

// Of this machine alone it is drawn as everywhere, with a label for nobody.
void SourcedChart::takeAnswer(const SeriesAnswer& answer) {
    if (servers_.empty()) return SeriesChart::takeAnswer(answer);
    if (!here_) tookHere_ = std::chrono::milliseconds(sinceAsked_.elapsed());
    here_ = answer;
    merge();
}

void SourcedChart::merge() {
    std::vector<SourcedPlot> plots;
    SeriesAnswer merged{context().cursor.shown(), {}};
    if (here_ && !here_->plots.empty() && here_->plots.front())
        plots.push_back({sourceName({}).toStdString(), &here_->plots.front().value()});
    if (here_) merged.range = here_->range;
    for (const ExploreServer* server : servers_) {
        const auto& plot = ofServers_[server].plot;
        if (plot && *plot) plots.push_back({server->client()->connection().name, &plot->value()});
    }
    emit told();
    if (!plots.empty()) {
        merged.plots.emplace_back(mergedPlot(plots));
        return showAnswer(merged);
    }
    // Nobody has answered yet, or nobody could.
    for (const SourceNote& note : notes())
        if (!note.hasFailed) return;
    merged.plots.emplace_back(
        failed(tr("No source could answer; what each said stands below").toStdString()));
    showAnswer(merged);
}

std::vector<SourceNote> SourcedChart::notes() const {
    std::vector<SourceNote> all;
    if (servers_.empty()) return all;
    const auto answered = [](std::size_t series, std::chrono::milliseconds took) {
        return tr("%n series in %1 ms", nullptr, static_cast<int>(series)).arg(countText(took.count()));
    };
    if (asksHere_) {
        SourceNote note{sourceName({}), tr("asking …")};
        if (!whyNotHere_.isEmpty())
            note = {note.source, whyNotHere_, {}, true};
        else if (here_ && !here_->plots.empty() && here_->plots.front())
            note.words =
                answered(here_->plots.front()->series.size() + here_->plots.front()->leftOut, tookHere_);
        else if (here_ && !here_->plots.empty())
            note = {note.source, machineText(here_->plots.front().error().message), {}, true};
        if (here_ && !here_->plots.empty() && here_->plots.front())
            for (const std::string& annotation : here_->plots.front()->annotations)
                note.notes << machineText(annotation);
        all.push_back(std::move(note));
    }
    for (const ExploreServer* server : servers_) {
        SourceNote note{server->name(), tr("asking …")};
        const auto found = ofServers_.find(server);
        if (found != ofServers_.end() && found->second.plot) {
            const OfServer& of = found->second;
            note.hasFailed = !*of.plot;
            note.words = *of.plot ? answered(of.series, of.took) : machineText(of.plot->error().message);
            for (const std::string& text : of.notes)
                note.notes << machineText(text);
        }
        all.push_back(std::move(note));
    }
    return all;
}

void SourcedChart::showEvent(QShowEvent* event) {
    SeriesChart::showEvent(event);
    askServers();
}

void SourcedChart::hideEvent(QHideEvent* event) {
    SeriesChart::hideEvent(event);
    for (ExploreServer* server : servers_)
        server->cancelRange();
}

}  // namespace baro::ui
