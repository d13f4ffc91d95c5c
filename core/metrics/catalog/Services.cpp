#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using enum MetricKind;
using F = FamilyReadings;

Rows textfileRows() {
    return passedOn<&F::textfile>(
        "textfile",
        {
            {"node_textfile_mtime_seconds", "When each file was written", Unit::Timestamp, Gauge, {"file"}},
            {"node_textfile_scrape_error", "1 when the folder or a file of it could not be read", Unit::None,
             Gauge},
            {"barograph_textfile_broken_files",
             "Files that were left out whole since something in them is wrong", Unit::None, Gauge},
        });
}

Rows systemdRows() {
    return passedOn<&F::systemd>(
        "systemd",
        {
            {"node_systemd_unit_state",
             "1 for the state that each unit is in; type is that of services",
             Unit::None,
             Gauge,
             {"name", "state", "type"}},
            {"node_systemd_units", "Units by state", Unit::None, Gauge, {"state"}},
            {"node_systemd_system_running", "1 when systemd calls the system running", Unit::None, Gauge},
            {"node_systemd_version", "Version of systemd as a number", Unit::None, Gauge, {"version"}},
            {"node_systemd_virtualization_info",
             "Virtual machine or container that systemd runs in",
             Unit::None,
             Gauge,
             {"virtualization_type"}},
            {"node_systemd_timer_last_trigger_seconds",
             "When each timer ran out last",
             Unit::Timestamp,
             Gauge,
             {"name"}},
            {"node_systemd_socket_accepted_connections_total",
             "Connections that each socket unit accepted",
             Unit::None,
             Counter,
             {"name"}},
            {"node_systemd_socket_current_connections",
             "Open connections of each socket unit",
             Unit::None,
             Gauge,
             {"name"}},
            {"node_systemd_socket_refused_connections_total",
             "Connections that each socket unit refused",
             Unit::None,
             Counter,
             {"name"}},
        });
}

}  // namespace

// What other programs say of themselves.
Rows serviceMetrics() {
    return together(textfileRows(), systemdRows());
}

}  // namespace baro::catalog
