#include "core/sampling/BackgroundCollector.h"

#include <utility>

namespace baro {
namespace {

constexpr std::chrono::milliseconds pollInterval{100};

}  // namespace

BackgroundCollector::BackgroundCollector(std::unique_ptr<Collector> wrapped,
                                         std::chrono::milliseconds patience, CopySections copy,
                                         ClearSections clear)
    : name_(wrapped->name()),
      wrappedInterval_(wrapped->interval()),
      patience_(patience),
      copySections_(std::move(copy)),
      clearSections_(std::move(clear)),
      read_(name_, [collector = std::shared_ptr<Collector>(std::move(wrapped))](const Instant& askedAt) {
          Outcome outcome{{}, Done{}};
          outcome.status = collector->collect(askedAt, outcome.readings);
          return outcome;
      }) {}

std::chrono::milliseconds BackgroundCollector::interval() const {
    return pollInterval;
}

bool BackgroundCollector::isDue(const Instant& now) const {
    if (!askedAt_ || overdue_) return true;
    if (wrappedInterval_ == std::chrono::milliseconds::zero()) return false;
    // Half a poll early is on time: ticks come a little before or after their second.
    return now.monotonic - *askedAt_ + pollInterval / 2 >= wrappedInterval_;
}

Status BackgroundCollector::collect(const Instant& now, Readings& into) {
    if (auto outcome = read_.take(); outcome && !overdue_) {
        copySections_(outcome->readings, into);
        status_ = std::move(outcome->status);
    }
    const auto silence = read_.unansweredFor(now);
    if (silence && *silence >= patience_) {
        overdue_ = true;
        const auto whole = std::chrono::duration_cast<std::chrono::seconds>(*silence).count();
        clearSections_(failed("no answer for " + std::to_string(whole) + " s"), into);
        // The same text at every turn: a new reason would be logged anew.
        return status_ = failed("it does not answer");
    }
    if (!silence && isDue(now)) {
        if (Status asked = read_.ask(now); !asked) {
            clearSections_(asked.error(), into);
            return asked;
        }
        askedAt_ = now.monotonic;
        overdue_ = false;
    }
    return status_;
}

}  // namespace baro
