#include "app/DataDirectory.h"

#include <cstdlib>

#include "core/config/Settings.h"

namespace baro::app {
namespace {

std::string absoluteFrom(const char* variable, const char* below) {
    const char* value = std::getenv(variable);
    return value != nullptr && value[0] == '/' ? value + std::string(below) : std::string();
}

}  // namespace

std::string dataDirectory() {
    if (auto own = absoluteFrom("BAROGRAPH_DATA_DIR", ""); !own.empty()) return own;
    if (auto shared = absoluteFrom("XDG_DATA_HOME", "/barograph"); !shared.empty()) return shared;
    return absoluteFrom("HOME", "/.local/share/barograph");
}

history::RecordKeeperSettings keeperFor(const std::string& directory, const std::string& name,
                                        const Settings& settings) {
    constexpr std::int64_t day = history::RetentionRules::day;
    history::RecordKeeperSettings keeper;
    keeper.directory = directory;
    keeper.name = name;
    keeper.leastFreeBytes = static_cast<std::uint64_t>(settings.integer("record.free_megabytes")) * 1'000'000;
    keeper.recorder.retention = {.keptMilliseconds = settings.integer("record.days") * day,
                                 .keptMinutes = settings.integer("record.minute_days") * day,
                                 .keptHours = settings.integer("record.hour_days") * day,
                                 .mostBytes = settings.integer("record.megabytes") * 1'000'000};
    return keeper;
}

std::string dataDirectoryOr(const std::string& chosen) {
    return chosen.empty() ? dataDirectory() : chosen;
}

}  // namespace baro::app
