#include "ui/hosts/JoinedWatch.h"

#include <utility>

#include "ui/TimeCursor.h"

namespace baro::ui {

JoinedWatch::JoinedWatch(SeriesFeed& feed, Receiver receiver)
    : feed_(feed),
      receiver_(std::move(receiver)),
      watch_(feed.watch([this](const SeriesAnswer& answer) { take(answer); })) {
    if (feed.serverPast() == nullptr) return;
    part_ = std::make_unique<ServerPart>(*feed.serverPast());
    QObject::connect(part_.get(), &ServerPart::news, part_.get(), [this] { join(); });
}

JoinedWatch::~JoinedWatch() = default;

void JoinedWatch::ask(SeriesQuestion question, Unit unit) {
    if (question.expressions != question_.expressions) unjoined_.reset();
    question_ = question;
    unit_ = unit;
    watch_->ask(std::move(question));
}

void JoinedWatch::setVisible(bool visible) {
    if (!visible && part_) part_->rest();
    watch_->setVisible(visible);
}

void JoinedWatch::take(const SeriesAnswer& answer) {
    if (!part_ || !part_->mayAdd()) return receiver_(answer);
    unjoined_ = answer;
    join();
}

void JoinedWatch::join() {
    if (!unjoined_) return;
    SeriesAnswer joined = *unjoined_;
    ExpressionVariables variables = question_.variables;
    for (const auto& [name, value] : feed_.variables())
        variables.try_emplace(name, value);
    joined.axis = part_->join({.expressions = question_.expressions,
                               .variables = std::move(variables),
                               .range = joined.range,
                               .newest = feed_.cursor().newest(),
                               .unit = unit_,
                               .addsUp = question_.addsUp},
                              joined.plots);
    if (!part_->isWaiting()) unjoined_.reset();
    receiver_(joined);
}

}  // namespace baro::ui
