#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using enum MetricKind;
using F = FamilyReadings;

Rows watchdogs() {
    return passedOn<&F::watchdog>(
        "watchdog",
        {
            {"node_watchdog_info",
             "What each watchdog is; always 1",
             Unit::None,
             Gauge,
             {"name", "options", "identity", "state", "status", "pretimeout_governor"}},
            {"node_watchdog_bootstatus",
             "Why the machine was started, as the watchdog tells",
             Unit::None,
             Gauge,
             {"name"}},
            {"node_watchdog_fw_version", "Version of the watchdog's firmware", Unit::None, Gauge, {"name"}},
            {"node_watchdog_nowayout", "Whether the watchdog cannot be stopped", Unit::None, Gauge, {"name"}},
            {"node_watchdog_timeleft_seconds",
             "Time left until the watchdog resets",
             Unit::Seconds,
             Gauge,
             {"name"}},
            {"node_watchdog_timeout_seconds",
             "Time without a sign of life until the watchdog resets",
             Unit::Seconds,
             Gauge,
             {"name"}},
            {"node_watchdog_pretimeout_seconds",
             "Time before the reset at which the watchdog warns",
             Unit::Seconds,
             Gauge,
             {"name"}},
            {"node_watchdog_access_cs0",
             "Whether the machine starts from the first chip select",
             Unit::None,
             Gauge,
             {"name"}},
        });
}

Rows firmware() {
    return together(
        passedOn<&F::dmi>(
            "dmi",
            {{"node_dmi_info",
              "What the firmware says of the machine; always 1",
              Unit::None,
              Gauge,
              {"bios_date",      "bios_release",   "bios_vendor",     "bios_version",    "board_asset_tag",
               "board_name",     "board_serial",   "board_vendor",    "board_version",   "chassis_asset_tag",
               "chassis_serial", "chassis_vendor", "chassis_version", "product_family",  "product_name",
               "product_serial", "product_sku",    "product_uuid",    "product_version", "system_vendor"}}}),
        passedOn<&F::cpuVulnerabilities>("cpu_vulnerabilities",
                                         {{"node_cpu_vulnerabilities_info",
                                           "Flaws of the processor and what is done about them; always 1",
                                           Unit::None,
                                           Gauge,
                                           {"codename", "mitigation", "state"}}}));
}

Rows memoryErrors() {
    return passedOn<&F::edac>("edac", {
                                          {"node_edac_correctable_errors_total",
                                           "Memory errors corrected, of each controller",
                                           Unit::None,
                                           Counter,
                                           {"controller"}},
                                          {"node_edac_uncorrectable_errors_total",
                                           "Memory errors beyond correction, of each controller",
                                           Unit::None,
                                           Counter,
                                           {"controller"}},
                                          {"node_edac_csrow_correctable_errors_total",
                                           "Memory errors corrected, of each row of chips",
                                           Unit::None,
                                           Counter,
                                           {"controller", "csrow"}},
                                          {"node_edac_csrow_uncorrectable_errors_total",
                                           "Memory errors beyond correction, of each row of chips",
                                           Unit::None,
                                           Counter,
                                           {"controller", "csrow"}},
                                          {"node_edac_channel_correctable_errors_total",
                                           "Memory errors corrected, of each channel",
                                           Unit::None,
                                           Counter,
                                           {"channel", "controller", "csrow", "dimm_label"}},
                                          {"node_edac_channel_uncorrectable_errors_total",
                                           "Memory errors beyond correction, of each channel",
                                           Unit::None,
                                           Counter,
                                           {"channel", "controller", "csrow", "dimm_label"}},
                                      });
}

Rows nvme() {
    return passedOn<&F::nvme>("nvme",
                              {
                                  {"node_nvme_info",
                                   "What each NVMe controller is; always 1",
                                   Unit::None,
                                   Gauge,
                                   {"cntlid", "device", "firmware_revision", "model", "serial", "state"}},
                                  {"node_nvme_namespace_info",
                                   "Access state of each NVMe namespace; always 1",
                                   Unit::None,
                                   Gauge,
                                   {"ana_state", "device", "nsid"}},
                                  {"node_nvme_namespace_logical_block_size_bytes",
                                   "Size of a block of each NVMe namespace",
                                   Unit::Bytes,
                                   Gauge,
                                   {"device", "nsid"}},
                                  {"node_nvme_namespace_size_bytes",
                                   "Size of each NVMe namespace",
                                   Unit::Bytes,
                                   Gauge,
                                   {"device", "nsid"}},
                                  {"node_nvme_namespace_capacity_bytes",
                                   "Capacity of each NVMe namespace",
                                   Unit::Bytes,
                                   Gauge,
                                   {"device", "nsid"}},
                                  {"node_nvme_namespace_used_bytes",
                                   "Use of each NVMe namespace",
                                   Unit::Bytes,
                                   Gauge,
                                   {"device", "nsid"}},
                              });
}

}  // namespace

// Devices and firmware that are passed on as they describe themselves.
Rows hardwareMetrics() {
    return together(watchdogs(), firmware(), memoryErrors(), nvme());
}

}  // namespace baro::catalog
