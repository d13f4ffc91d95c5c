#include "platform/linux/RuntimePower.h"

#include "core/base/Text.h"

namespace baro::platform {

RuntimePower::RuntimePower(const std::string& devicePath)
    : status_(devicePath + "/power/runtime_status"), control_(devicePath + "/power/control") {}

bool RuntimePower::isAsleep() {
    const auto status = status_.read();
    if (!status) return false;
    const auto word = trimmed(*status);
    return word == "suspended" || word == "suspending" || word == "resuming";
}

bool RuntimePower::isManaged() {
    const auto control = control_.read();
    return control && trimmed(*control) == "auto";
}

RuntimePower::Verdict RuntimePower::verdict(const Instant& now, bool canSleep) {
    if (isAsleep()) {
        restsUntil_.reset();  // it got its sleep; when it wakes, somebody uses it
        return Verdict::Asleep;
    }
    if (restsUntil_ && now.monotonic < *restsUntil_ && canSleep) return Verdict::Resting;
    restsUntil_.reset();
    return Verdict::Read;
}

void RuntimePower::wasRead(const Instant& now, bool idle) {
    if (idle && isManaged()) restsUntil_ = now.monotonic + restTime;
}

}  // namespace baro::platform
