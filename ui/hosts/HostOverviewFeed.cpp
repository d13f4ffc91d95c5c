#include "ui/hosts/HostOverviewFeed.h"

#include <QDateTime>
#include <QSet>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

// This machine's rates over as long as those of hosts that are scraped every 15 s: so they can be compared,
// and its row does not jump.
constexpr milliseconds hereAsIfScraped{15'000};
constexpr std::chrono::minutes hereTrend{30};
constexpr std::chrono::seconds hereNow{5};
constexpr int trendPoints = 60;

QString thisMachineKey() {
    return QStringLiteral("/");
}

QString keyOf(const ListedHost& listed) {
    return machineText(listed.client->connection().name + '\n' + selectorOf(listed.host.target));
}

SeriesQuestion questionOf(std::span<const HostFigure> figures, std::chrono::seconds range) {
    SeriesQuestion question;
    for (const HostFigure figure : figures)
        question.expressions.push_back(figureQuery(figure, hereAsIfScraped));
    question.maximumPoints = trendPoints;
    question.range = range;
    return question;
}

}  // namespace

HostOverviewFeed::HostOverviewFeed(const PageContext& context, QObject* parent)
    : QObject(parent), context_(context) {
    here_.key = thisMachineKey();
    connect(&context.hosts, &HostDirectory::changed, this, &HostOverviewFeed::followServers);
    connect(&context.cursor, &TimeCursor::changed, this, &HostOverviewFeed::followCursor);
    watchThisMachine();
    followServers();
}

HostOverviewFeed::~HostOverviewFeed() = default;

void HostOverviewFeed::watchThisMachine() {
    std::vector<HostFigure> all;
    for (const HostFigureRow& row : hostFigures())
        all.push_back(row.figure);
    figures_ = context_.series.watch([this](const SeriesAnswer& answer) { takeThisMachine(answer); });
    figures_->ask(questionOf(all, hereNow));
    trends_ = context_.series.watch([this](const SeriesAnswer& answer) { takeTrends(answer); });
    trends_->ask(questionOf(hostTrends, hereTrend));
}

void HostOverviewFeed::setWatched(bool isWatched) {
    isWatched_ = isWatched;
    figures_->setVisible(isWatched);
    trends_->setVisible(isWatched);
    if (isWatched) context_.hosts.refresh();
    for (const auto& server : servers_)
        server->setWatched(isWatched);
}

void HostOverviewFeed::refresh() {
    context_.hosts.refresh();
    for (const auto& server : servers_)
        server->refresh();
}

void HostOverviewFeed::followCursor() {
    const TimeCursor& cursor = context_.cursor;
    for (const auto& server : servers_)
        server->setMoment(cursor.isLive() ? std::nullopt : std::optional(cursor.moment()));
}

// Those that are asked already go on.
void HostOverviewFeed::followServers() {
    const auto& clients = context_.hosts.servers();
    std::erase_if(servers_, [&clients](const auto& server) {
        return std::ranges::find(clients, server->client()) == clients.end();
    });
    for (const HostDirectory::Client& client : clients) {
        if (std::ranges::any_of(servers_, [&](const auto& server) { return server->client() == client; }))
            continue;
        ServerFigures* const added = servers_.emplace_back(std::make_unique<ServerFigures>(client)).get();
        connect(added, &ServerFigures::changed, this, &HostOverviewFeed::listServers);
        connect(added, &ServerFigures::asking, this, [this] { context_.hosts.refresh(); });
        added->setWatched(isWatched_);
        if (isWatched_) context_.hosts.refresh();
    }
    followCursor();
    askDown();
    listServers();
}

void HostOverviewFeed::askDown() {
    for (const auto& server : servers_) {
        std::vector<HostTarget> down;
        for (const ListedHost& listed : context_.hosts.hosts())
            if (listed.client == server->client() && listed.host.state != HostState::Up)
                down.push_back(listed.host.target);
        server->setDown(std::move(down));
    }
}

void HostOverviewFeed::takeThisMachine(const SeriesAnswer& answer) {
    for (std::size_t place = 0; place < std::min(answer.plots.size(), hostFigureCount); ++place) {
        std::optional<double>& figure = here_.standing.figures[place];
        figure.reset();
        if (!answer.plots[place] || answer.plots[place]->series.empty()) continue;
        const double last = answer.plots[place]->series.front().last;
        if (std::isfinite(last)) figure = last;
    }
    arrange();
}

void HostOverviewFeed::takeTrends(const SeriesAnswer& answer) {
    for (std::size_t place = 0; place < std::min(answer.plots.size(), hostTrends.size()); ++place) {
        here_.trends[place].clear();
        if (answer.plots[place] && !answer.plots[place]->series.empty())
            here_.trends[place] = answer.plots[place]->series.front().maximum;
    }
}

OverviewHost HostOverviewFeed::thisMachine() const {
    OverviewHost host = here_;
    const FramePtr& frame = context_.frames.newest();
    host.name = frame != nullptr && frame->readings.host ? machineText(frame->readings.host->name)
                                                         : tr("This machine");
    host.standing.name = host.name.toStdString();
    return host;
}

OverviewHost HostOverviewFeed::hostOf(const ListedHost& listed, const ServerFigures& figures) const {
    const HostFigures& known = figures.figures();
    OverviewHost host{.key = keyOf(listed),
                      .listed = listed,
                      .name = listed.menuName,
                      .server = machineText(listed.client->connection().name),
                      .state = listed.host.state};
    host.isStale = !figures.problem().isEmpty();
    host.standing = known.standingOf(listed.host);
    for (std::size_t place = 0; place < hostTrends.size(); ++place) {
        const auto values = known.trendOf(listed.host, hostTrends[place]);
        host.trends[place].assign(values.begin(), values.end());
    }
    // Who is up is known of now alone; of another moment, what was said then.
    if (!context_.cursor.isLive()) {
        const bool isKnown =
            std::ranges::any_of(host.standing.figures, [](const auto& figure) { return figure.has_value(); });
        host.state = isKnown ? HostState::Up : HostState::Silent;
        host.standing.isDown = false;
        return host;
    }
    if (host.state == HostState::Up) return host;
    // What is left in the ranges of rates is of before.
    const auto alerts = host.standing.of(HostFigure::Alerts);
    host.standing.figures = {};
    host.standing.figures[static_cast<std::size_t>(HostFigure::Alerts)] = alerts;
    host.lastSeen = known.lastSeen(listed.host);
    host.problem = machineText(known.problemOf(listed.host));
    return host;
}

void HostOverviewFeed::listServers() {
    elsewhere_.clear();
    for (const auto& server : servers_)
        for (const ListedHost& listed : context_.hosts.hosts())
            if (listed.client == server->client())
                elsewhere_.push_back(std::make_shared<const OverviewHost>(hostOf(listed, *server)));
    arrange();
}

void HostOverviewFeed::arrange() {
    std::vector<OverviewHostPtr> all{std::make_shared<const OverviewHost>(thisMachine())};
    all.insert(all.end(), elsewhere_.begin(), elsewhere_.end());
    std::vector<HostStanding> standings;
    for (const OverviewHostPtr& host : all)
        standings.push_back(host->standing);
    hosts_.clear();
    for (const std::size_t place : worstFirst(standings))
        hosts_.push_back(all[place]);
    emit changed();
}

QStringList HostOverviewFeed::problems() const {
    QStringList sentences;
    QSet<QString> told;
    for (const auto& server : servers_) {
        if (server->problem().isEmpty()) continue;
        const auto at = server->answeredAt();
        const double age = at ? static_cast<double>(QDateTime::currentMSecsSinceEpoch() - *at) / 1000 : 0;
        sentences << (at ? tr("%1 (what is shown of its hosts is %2 old)")
                               .arg(server->problem(), context_.format.duration(age))
                         : server->problem());
        told.insert(server->problem());
    }
    for (const QString& problem : context_.hosts.problems())
        if (!told.contains(problem)) sentences << problem;
    return sentences;
}

bool HostOverviewFeed::isLoading() const {
    return context_.hosts.isAsking() || std::ranges::any_of(servers_, [](const auto& server) {
               return !server->answeredAt() && server->isAsking();
           });
}

}  // namespace baro::ui
