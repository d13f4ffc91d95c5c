#include "platform/linux/ArpTable.h"

#include <map>

#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "platform/linux/Counters.h"
#include "platform/linux/OneFile.h"

namespace baro::platform {

Result<Families> parseArpTable(std::string_view text) {
    if (endsWithin(text)) return malformed("arp is cut");
    const auto header = takeLine(text);
    if (!header || !header->starts_with("IP address")) return malformed("arp does not begin with its header");
    std::map<std::string_view, int> entries;
    while (auto line = takeLine(text)) {
        for (int before = 0; before < 5; ++before)
            takeField(*line);
        const std::string_view device = takeField(*line);
        if (device.empty() || !trimmed(*line).empty()) return malformed("a line of arp has not six fields");
        ++entries[device];
    }
    FamilyBuilder families;
    for (const auto& [device, count] : entries)
        families.add("node_arp_entries", {device}, count);
    return families.take();
}

std::unique_ptr<Collector> makeArpTableCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("arp", std::chrono::seconds(5), &FamilyReadings::arp,
                                              roots.procfs + "/net/arp", parseArpTable);
}

}  // namespace baro::platform
