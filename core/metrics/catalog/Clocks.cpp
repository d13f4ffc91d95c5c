#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

Rows timex() {
    using enum MetricKind;
    return passedOn<&FamilyReadings::timex>(
        "timex",
        {
            {"node_timex_sync_status", "Whether the clock is synchronised: 1 yes, 0 no", Unit::None, Gauge},
            {"node_timex_offset_seconds", "How far the clock is behind its reference", Unit::Seconds, Gauge},
            {"node_timex_frequency_adjustment_ratio", "Factor by which the clock's pace is corrected",
             Unit::None, Gauge},
            {"node_timex_maxerror_seconds", "Maximum error of the clock", Unit::Seconds, Gauge},
            {"node_timex_estimated_error_seconds", "Estimated error of the clock", Unit::Seconds, Gauge},
            {"node_timex_status", "State bits of the clock, as adjtimex(2) lists them", Unit::None, Gauge},
            {"node_timex_loop_time_constant", "Time constant of the phase-locked loop", Unit::None, Gauge},
            {"node_timex_tick_seconds", "Time between ticks of the clock", Unit::Seconds, Gauge},
            {"node_timex_pps_frequency_hertz", "Frequency of the pulse per second", Unit::Hertz, Gauge},
            {"node_timex_pps_jitter_seconds", "Jitter of the pulse per second", Unit::Seconds, Gauge},
            {"node_timex_pps_shift_seconds", "Length of the interval of calibration", Unit::Seconds, Gauge},
            {"node_timex_pps_stability_hertz", "Stability of the pulse per second", Unit::Hertz, Gauge},
            {"node_timex_pps_jitter_total", "Pulses whose jitter was beyond the limit", Unit::None, Counter},
            {"node_timex_pps_calibration_total", "Intervals of calibration", Unit::None, Counter},
            {"node_timex_pps_error_total", "Errors of calibration", Unit::None, Counter},
            {"node_timex_pps_stability_exceeded_total", "Times that stability was beyond the limit",
             Unit::None, Counter},
            {"node_timex_tai_offset_seconds", "Offset of International Atomic Time", Unit::Seconds, Gauge},
        });
}

}  // namespace

Rows clockMetrics() {
    using enum MetricKind;
    return together(
        passedOn<&FamilyReadings::time>("time",
                                        {
                                            {"node_time_seconds", "System time", Unit::Timestamp, Gauge},
                                            {"node_time_zone_offset_seconds",
                                             "Offset of the time zone from UTC",
                                             Unit::Seconds,
                                             Gauge,
                                             {"time_zone"}},
                                            {"node_time_clocksource_available_info",
                                             "Hardware that can tell the time; always 1",
                                             Unit::None,
                                             Gauge,
                                             {"device", "clocksource"}},
                                            {"node_time_clocksource_current_info",
                                             "Hardware that tells the time; always 1",
                                             Unit::None,
                                             Gauge,
                                             {"device", "clocksource"}},
                                        }),
        timex());
}

}  // namespace baro::catalog
