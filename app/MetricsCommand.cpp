#include "app/MetricsCommand.h"

#include "app/OneShot.h"
#include "core/server/Exposition.h"

namespace baro::app {

int printMetrics(const CommandLine& line) {
    const auto isWanted = [&line](std::string_view collector) { return line.collectors.isOn(collector); };
    return printed("baro metrics", expositionOf(*frameWithRates(line), isWanted, ExpositionFormat::Text));
}

}  // namespace baro::app
