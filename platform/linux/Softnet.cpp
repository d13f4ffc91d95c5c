#include "platform/linux/Softnet.h"

#include <array>
#include <string>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "platform/linux/OneFile.h"

namespace baro::platform {
namespace {

struct Column {
    std::size_t index;
    std::string_view metric;
};
constexpr std::array columns{
    Column{0, "node_softnet_processed_total"},      Column{1, "node_softnet_dropped_total"},
    Column{2, "node_softnet_times_squeezed_total"}, Column{8, "node_softnet_cpu_collision_total"},
    Column{9, "node_softnet_received_rps_total"},   Column{10, "node_softnet_flow_limit_count_total"},
    Column{11, "node_softnet_backlog_len"},
};
constexpr std::size_t fewestColumns = 9;
constexpr std::size_t cpuColumn = 12;  // since Linux 5.10; before that lines stood in the processors' order

}  // namespace

Result<Families> parseSoftnet(std::string_view text) {
    if (text.empty()) return malformed("softnet_stat is empty");
    FamilyBuilder families;
    for (std::uint64_t row = 0; auto line = takeLine(text); ++row) {
        // Columns that older kernels lack stay 0: node_exporter tells them so, and sums over hosts rely on
        // it.
        std::array<std::uint64_t, cpuColumn + 1> numbers{};
        numbers[cpuColumn] = row;
        std::size_t count = 0;
        for (auto field = takeField(*line); !field.empty() && count < numbers.size();
             field = takeField(*line)) {
            const auto number = parseHexadecimal<std::uint64_t>(field);
            if (!number) return malformed("softnet_stat holds what is not a hexadecimal number");
            numbers[count++] = *number;
        }
        if (count < fewestColumns) return malformed("a line of softnet_stat has less than nine numbers");
        const std::string cpu = std::to_string(numbers[cpuColumn]);
        for (const Column& each : columns)
            families.add(each.metric, {cpu}, static_cast<double>(numbers[each.index]));
    }
    return families.take();
}

std::unique_ptr<Collector> makeSoftnetCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("softnet", std::chrono::seconds(1), &FamilyReadings::softnet,
                                              roots.procfs + "/net/softnet_stat", parseSoftnet);
}

}  // namespace baro::platform
