#include "platform/linux/UdpQueues.h"

#include <algorithm>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

class UdpQueuesCollector final : public FamiliesCollector {
  public:
    explicit UdpQueuesCollector(const Roots& roots)
        : FamiliesCollector("udp_queues", std::chrono::seconds(1), &FamilyReadings::udpQueues),
          v4_(roots.procfs + "/net/udp"),
          v6_(roots.procfs + "/net/udp6") {}

  protected:
    Result<Families> read() override {
        FamilyBuilder families;
        const Status v4 = add(families, v4_, "v4");
        const Status v6 = add(families, v6_, "v6");
        // A kernel may do without either protocol; what is there must be readable.
        for (const Status& each : {v4, v6})
            if (!each && (each.error().kind != ErrorKind::Absent || (!v4 && !v6))) return each.error();
        return families.take();
    }

  private:
    static Status add(FamilyBuilder& families, KeptFile& file, std::string_view protocol) {
        const auto text = file.read();
        if (!text) return text.error();
        const auto queues = parseUdpQueues(*text);
        if (!queues) return queues.error();
        families.add("node_udp_queues", {"tx", protocol}, queues->transmitBytes);
        families.add("node_udp_queues", {"rx", protocol}, queues->receiveBytes);
        return Done{};
    }

    KeptFile v4_;
    KeptFile v6_;
};

}  // namespace

Result<UdpQueues> parseUdpQueues(std::string_view text) {
    if (endsWithin(text)) return malformed("udp is cut");
    if (takeLine(text).value_or("").find("tx_queue") == std::string_view::npos)
        return malformed("udp does not begin with its header");
    UdpQueues sums;
    while (auto line = takeLine(text)) {
        for (int before = 0; before < 4; ++before)
            takeField(*line);
        const std::string_view queues = takeField(*line);
        const auto colon = std::min(queues.find(':'), queues.size());
        const auto transmit = parseHexadecimal<std::uint32_t>(queues.substr(0, colon));
        const auto receive =
            parseHexadecimal<std::uint32_t>(queues.substr(std::min(colon + 1, queues.size())));
        if (!transmit || !receive) return malformed("a line of udp has no \"tx_queue:rx_queue\"");
        sums.transmitBytes += *transmit;
        sums.receiveBytes += *receive;
    }
    return sums;
}

std::unique_ptr<Collector> makeUdpQueuesCollector(const Roots& roots) {
    return std::make_unique<UdpQueuesCollector>(roots);
}

}  // namespace baro::platform
