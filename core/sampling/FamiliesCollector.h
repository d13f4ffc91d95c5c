// A collector of metrics that are passed on as they are read.
#pragma once

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
        Result<Families> reading = read();
        if (!reading) {
            into.families.*section_ = reading.error();
            return reading.error();
        }
        into.families.*section_ = Section<Families>(std::move(reading).value(), now);
        return Done{};
    }

  protected:
    virtual Result<Families> read() = 0;
    const Instant& now() const { return now_; }  // of the reading under way

  private:
    Instant now_{};
    std::string name_;
    std::chrono::milliseconds interval_;
    Section<Families> FamilyReadings::*section_;
};

}  // namespace baro
