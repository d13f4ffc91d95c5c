#include "platform/linux/ClockDiscipline.h"

#include <cerrno>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

constexpr double microseconds = 1e6;  // per second
constexpr double nanoseconds = 1e9;
// "Parts per million, with a 16-bit fractional part" (adjtimex(2)).
constexpr double scaledPartsPerMillion = 1e6 * 65536;

class ClockDisciplineCollector final : public FamiliesCollector {
  public:
    explicit ClockDisciplineCollector(const Roots& roots)
        : FamiliesCollector("timex", std::chrono::seconds(1), &FamilyReadings::timex),
          isThisMachine_(roots.isThisMachine()) {}

  protected:
    Result<Families> read() override {
        if (!isThisMachine_) return absent("the state of the clock is in no file");
        timex clock{};  // modes 0: only asks
        const int state = adjtimex(&clock);
        if (state < 0) return errorFromErrno(errno, "ask", "adjtimex");
        return clockDisciplineFrom(clock, state);
    }

  private:
    bool isThisMachine_;
};

}  // namespace

Families clockDisciplineFrom(const timex& clock, int state) {
    const double resolution = (clock.status & STA_NANO) != 0 ? nanoseconds : microseconds;
    FamilyBuilder families;
    const auto add = [&families](std::string_view name, auto number, double per = 1) {
        families.add(name, {}, static_cast<double>(number) / per);
    };
    add("node_timex_sync_status", state == TIME_ERROR ? 0 : 1);
    add("node_timex_offset_seconds", clock.offset, resolution);
    add("node_timex_frequency_adjustment_ratio", 1 + static_cast<double>(clock.freq) / scaledPartsPerMillion);
    add("node_timex_maxerror_seconds", clock.maxerror, microseconds);
    add("node_timex_estimated_error_seconds", clock.esterror, microseconds);
    add("node_timex_status", clock.status);
    add("node_timex_loop_time_constant", clock.constant);
    add("node_timex_tick_seconds", clock.tick, microseconds);
    add("node_timex_pps_frequency_hertz", clock.ppsfreq, scaledPartsPerMillion);
    add("node_timex_pps_jitter_seconds", clock.jitter, resolution);
    add("node_timex_pps_shift_seconds", clock.shift);
    add("node_timex_pps_stability_hertz", clock.stabil, scaledPartsPerMillion);
    add("node_timex_pps_jitter_total", clock.jitcnt);
    add("node_timex_pps_calibration_total", clock.calcnt);
    add("node_timex_pps_error_total", clock.errcnt);
    add("node_timex_pps_stability_exceeded_total", clock.stbcnt);
    add("node_timex_tai_offset_seconds", clock.tai);
    return families.take();
}

std::unique_ptr<Collector> makeClockDisciplineCollector(const Roots& roots) {
    return std::make_unique<ClockDisciplineCollector>(roots);
}

}  // namespace baro::platform
