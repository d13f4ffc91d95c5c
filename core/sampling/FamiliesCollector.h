// A collector of metrics that are passed on as they are read.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/sampling/Collector.h"

namespace baro {

class FamiliesCollector : public Collector {
  public:
    FamiliesCollector(std::string name, std::chrono::milliseconds interval,
                      Section<Families> FamilyReadings::*section)
        : name_(std::move(name)), interval_(interval), section_(section) {}

    std::string_view name() const final { return name_; }
    std::chrono::milliseconds interval() const final { return interval_; }
    Status collect(const Instant& now, Readings& into) final {
        now_ = now;
        missing_.reset();
        Result<Families> reading = read();
        if (!reading) {
            into.families.*section_ = reading.error();
            return reading.error();
        }
        into.families.*section_ = Section<Families>(std::move(reading).value(), now);
        if (missing_) return *missing_;
        return Done{};
    }

  protected:
    virtual Result<Families> read() = 0;
    const Instant& now() const { return now_; }  // of the reading under way
    // A part of the reading under way is there and could not be read: the rest is good all the same. The
    // first one is told.
    void tellMissing(Error why) {
        if (!missing_) missing_ = std::move(why);
    }
    // A part that may be absent, as it was read: missing when it holds what it must not. path: where the
    // error does not say it.
    template <class T>
    Result<T> part(Result<T> reading, const std::string& path = {}) {
        if (!reading && reading.error().kind == ErrorKind::Malformed)
            tellMissing(path.empty() ? reading.error() : malformed(path + ": " + reading.error().message));
        return reading;
    }

  private:
    Instant now_{};
    std::optional<Error> missing_;
    std::string name_;
    std::chrono::milliseconds interval_;
    Section<Families> FamilyReadings::*section_;
};

}  // namespace baro
