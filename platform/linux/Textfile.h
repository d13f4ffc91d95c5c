// Metrics that other programs leave in a folder, as files of Prometheus' text format: *.prom
// (https://github.com/prometheus/node_exporter#textfile-collector).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// A file that cannot be read or breaks the format is left out whole, logged once, and counted. Without a
// folder (roots.textfile is empty) there is nothing to fail. The folder may be on a network, so run it apart.
std::unique_ptr<Collector> makeTextfileCollector(const Roots& roots);

}  // namespace baro::platform
