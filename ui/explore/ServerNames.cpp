#include "ui/explore/ServerNames.h"

#include <QCoreApplication>
#include <QPointer>
#include <algorithm>
#include <utility>

#include "core/promql/MatcherText.h"

namespace baro::ui {
namespace {

constexpr std::chrono::minutes namesKept{5};
constexpr std::size_t mostAsking = 8;

}  // namespace

ServerNames::ServerNames(QObject* parent) : QObject(parent) {}

ServerNames::~ServerNames() = default;

void ServerNames::setServers(const std::vector<Client>& servers) {
    std::vector<std::shared_ptr<OfServer>> kept;
    for (const Client& client : servers) {
        const auto found =
            std::ranges::find_if(servers_, [&client](const auto& one) { return one->client == client; });
        if (found != servers_.end()) {
            kept.push_back(*found);
        } else {
            kept.push_back(std::make_shared<OfServer>());
            kept.back()->client = client;
        }
    }
    servers_ = std::move(kept);
    emit changed();
}

// Those that are over go with later ones; too many at once are not waited for.
void ServerNames::hold(OfServer& of, std::unique_ptr<http::Carriage> asking) {
    if (of.asking.size() >= mostAsking) of.asking.erase(of.asking.begin());
    of.asking.push_back(std::move(asking));
}

void ServerNames::OfServer::take(const prometheus::TextsAnswer& answer) {
    for (std::size_t i = 0; i < std::min(answer.texts.size(), mostMetrics); ++i)
        names.metrics.try_emplace(answer.texts[i]);
}

void ServerNames::OfServer::take(const prometheus::SeriesAnswer& answer) {
    for (std::size_t i = 0; i < std::min(answer.series.size(), mostSeries); ++i) {
        auto& known = names.metrics[std::string(answer.series[i].metric())];
        for (const auto& [label, value] : answer.series[i].pairs())
            if (label != metricNameLabel) known[label].insert(value);
    }
}

// A server that does not answer offers nothing; the query itself will say why.
template <class Answer>
prometheus::AnswerTold<Answer> ServerNames::receiver(const std::shared_ptr<OfServer>& of) {
    return [names = QPointer(this), of = std::weak_ptr(of)](Result<Answer> answer) {
        if (!answer) return;
        auto letter = std::make_shared<Answer>(std::move(answer).value());
        QMetaObject::invokeMethod(qApp, [names, of, letter] {
            const auto there = of.lock();
            if (names == nullptr || there == nullptr) return;
            there->take(*letter);
            emit names->changed();
        });
    };
}

void ServerNames::refresh(TimeRange range) {
    range_ = range;
    for (const auto& of : servers_) {
        const auto kept = std::chrono::milliseconds(namesKept).count();
        if (of->sinceAsked.isValid() && !of->sinceAsked.hasExpired(kept)) continue;
        of->sinceAsked.start();
        of->wanted.clear();
        prometheus::SeriesQuestion question;
        question.range = range;
        question.limit = mostMetrics;
        hold(*of, of->client->labelValues(std::string(metricNameLabel), question,
                                          receiver<prometheus::TextsAnswer>(of)));
    }
}

void ServerNames::wantLabels(const std::string& metric) {
    if (metric.empty()) return;
    for (const auto& of : servers_) {
        const QString name = QString::fromStdString(metric);
        if (of->wanted.contains(name)) continue;
        of->wanted.insert(name);
        prometheus::SeriesQuestion question;
        question.selectors = {
            promql::selectorText({{std::string(metricNameLabel), LabelMatcher::Kind::Equal, metric}})};
        question.range = range_;
        question.limit = mostSeries;
        hold(*of, of->client->series(question, receiver<prometheus::SeriesAnswer>(of)));
    }
}

NameIndex ServerNames::index() const {
    NameIndex all;
    for (const auto& of : servers_)
        for (const auto& [metric, labels] : of->names.metrics)
            for (auto& known = all.metrics[metric]; const auto& [label, values] : labels)
                known[label].insert(values.begin(), values.end());
    return all;
}

}  // namespace baro::ui
