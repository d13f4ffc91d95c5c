// A collector reads one subject from the system and puts it, exactly as read, into its section of the
// Readings.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/Readings.h"

namespace baro {

// Called by one thread only (the sampler's, or the one that BackgroundCollector gives it).
class Collector {
  public:
    virtual ~Collector() = default;
    virtual std::string_view name() const = 0;
    // The pace of the thing: how long a reading stays good. Zero: read once and keep.
    virtual std::chrono::milliseconds interval() const = 0;
    // Fills the collector's own sections, with readings or with the reason why there is none. Returns that
    // reason, or why a part of a reading is missing that should be there, or Done. Must not throw and must
    // not block: what can block is wrapped in a BackgroundCollector.
    virtual Status collect(const Instant& now, Readings& into) = 0;
};

// The usual case: one collector, one section.
template <class T>
class SectionCollector : public Collector {
  public:
    SectionCollector(std::string name, std::chrono::milliseconds interval, Section<T> Readings::*section)
        : name_(std::move(name)), interval_(interval), section_(section) {}

    std::string_view name() const final { return name_; }
    std::chrono::milliseconds interval() const final { return interval_; }
    Status collect(const Instant& now, Readings& into) final {
        now_ = now;
        missing_.reset();
        Result<T> reading = read();
        if (!reading) {
            into.*section_ = reading.error();
            return reading.error();
        }
        into.*section_ = Section<T>(std::move(reading).value(), now);
        if (missing_) return *missing_;
        return Done{};
    }

  protected:
    virtual Result<T> read() = 0;
    const Instant& now() const { return now_; }  // of the reading under way
    // A part of the reading under way is there and could not be read: the rest is good all the same.
    void tellMissing(Error why) { missing_ = std::move(why); }

  private:
    Instant now_{};
    std::optional<Error> missing_;
    std::string name_;
    std::chrono::milliseconds interval_;
    Section<T> Readings::*section_;
};

}  // namespace baro
