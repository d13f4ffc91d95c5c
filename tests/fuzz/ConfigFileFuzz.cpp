#include "core/config/ConfigFile.h"
#include "core/config/SettingText.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

// What a setting takes must be taken again as it was stored.
void requireStable(std::string_view text) {
    for (const Setting& setting : settingTable) {
        const auto accepted = normalized(setting, text);
        if (!accepted) continue;
        const auto again = normalized(setting, *accepted);
        fuzz::require(again && *again == *accepted);
        fuzz::require(accepted->find('\n') == std::string::npos);
    }
}

}  // namespace

BARO_FUZZ_TARGET(ConfigFileFuzz, text) {
    auto file = ConfigFile::parse(text);
    const auto again = ConfigFile::parse(file.text());
    fuzz::require(again.text() == file.text());
    fuzz::require(again.entries().size() == file.entries().size());
    for (const auto& entry : file.entries())
        requireStable(entry.value);

    file.set("sampling.interval", "250");
    const auto changed = ConfigFile::parse(file.text());
    fuzz::require(changed.problems().size() == file.problems().size());
    std::string last;
    for (const auto& entry : changed.entries())
        if (entry.key == "sampling.interval") last = entry.value;
    fuzz::require(last == "250");
}
