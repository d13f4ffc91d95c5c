#include "platform/linux/Kstat.h"

#include <optional>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

// KSTAT_DATA_* of include/os/linux/spl/sys/kstat.h.
constexpr std::string_view signedTypes[] = {"1", "3", "5"};
constexpr std::string_view unsignedTypes[] = {"2", "4", "6"};
constexpr std::string_view textType = "7";

template <class Number>
std::optional<double> numberIn(std::string_view text) {
    const auto number = parseNumber<Number>(text);
    return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
}

std::optional<double> valueOf(std::string_view type, std::string_view text) {
    for (const std::string_view each : signedTypes)
        if (type == each) return numberIn<std::int64_t>(text);
    for (const std::string_view each : unsignedTypes)
        if (type == each) return numberIn<std::uint64_t>(text);
    return std::nullopt;
}

void takeHeader(std::string_view& text) {
    takeLine(text);
}

}  // namespace

Result<Kstat> parseNamedKstat(std::string_view text) {
    takeHeader(text);
    std::string_view titles = takeLine(text).value_or("");
    if (takeField(titles) != "name" || takeField(titles) != "type" || takeField(titles) != "data")
        return malformed("a kstat has no line \"name type data\"");
    Kstat kstat;
    while (auto line = takeLine(text)) {
        const std::string_view name = takeField(*line);
        const std::string_view type = takeField(*line);
        const std::string_view data = trimmed(*line);  // a dataset's name may hold blanks
        if (type == textType && name == "dataset_name") kstat.datasetName = data;
        if (const auto value = valueOf(type, data)) kstat.values.push_back({name, *value});
    }
    return kstat;
}

Result<Kstat> parseIoKstat(std::string_view text) {
    takeHeader(text);
    std::string_view names = takeLine(text).value_or("");
    std::string_view values = takeLine(text).value_or("");
    Kstat kstat;
    for (std::string_view name = takeField(names); !name.empty(); name = takeField(names)) {
        const auto value = numberIn<std::uint64_t>(takeField(values));
        if (!value) return malformed("a kstat of I/O has no number for each name");
        kstat.values.push_back({name, *value});
    }
    if (kstat.values.empty() || !takeField(values).empty())
        return malformed("a kstat of I/O has no name for each number");
    return kstat;
}

}  // namespace baro::platform
