#include "core/hosts/ApplicationRates.h"

#include <algorithm>

namespace baro {
namespace {

// Of two moments; nothing is derived where the earlier one does not know the application.
class UseRates {
  public:
    UseRates(const ApplicationUse* before, double passed) : before_(before), passed_(passed) {}

    ApplicationRate of(const ApplicationUse& now) const {
        ApplicationRate rate;
        rate.application = now.application;
        rate.residentBytes = now.residentBytes;
        rate.processes = now.processes;
        if (before_ == nullptr || !(passed_ > 0)) return rate;
        rate.cpuSeconds = perSecond(before_->cpuSeconds, now.cpuSeconds);
        rate.readBytesPerSecond = perSecond(before_->readBytes, now.readBytes);
        rate.writtenBytesPerSecond = perSecond(before_->writtenBytes, now.writtenBytes);
        rate.receivedBytesPerSecond = perSecond(before_->receivedBytes, now.receivedBytes);
        rate.sentBytesPerSecond = perSecond(before_->sentBytes, now.sentBytes);
        return rate;
    }

  private:
    std::optional<double> perSecond(std::optional<double> before, std::optional<double> now) const {
        if (!before || !now || !(*now >= *before)) return std::nullopt;
        return (*now - *before) / passed_;
    }

    const ApplicationUse* before_;
    double passed_;
};

}  // namespace

std::vector<ApplicationRate> applicationRates(const Frame* previous, const Frame& now) {
    std::vector<ApplicationRate> rates;
    if (now.applications == nullptr) return rates;
    const Applications* const before = previous != nullptr && now.discontinuity == Discontinuity::None
                                           ? previous->applications.get()
                                           : nullptr;
    const double passed =
        before == nullptr ? 0 : seconds(now.takenAt.monotonic - previous->takenAt.monotonic);
    for (const ApplicationUse& use : now.applications->busiest) {
        const ApplicationUse* known = nullptr;
        if (before != nullptr) {
            const auto found =
                std::ranges::find(before->busiest, use.application, &ApplicationUse::application);
            if (found != before->busiest.end()) known = &*found;
        }
        rates.push_back(UseRates(known, passed).of(use));
    }
    rates.push_back(
        UseRates(before == nullptr ? nullptr : &before->others, passed).of(now.applications->others));
    return rates;
}

}  // namespace baro
