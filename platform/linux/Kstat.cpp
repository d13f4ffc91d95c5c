#include "platform/linux/Kstat.h"

#include <algorithm>
#include <optional>
#include <span>

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

bool isOneOf(std::string_view type, std::span<const std::string_view> types) {
    return std::ranges::find(types, type) != types.end();
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
        const bool isSigned = isOneOf(type, signedTypes);
        const bool isCut = !name.empty() && type.empty();
        if (!isSigned && !isOneOf(type, unsignedTypes) && !isCut) continue;
        const auto value = isSigned ? numberIn<std::int64_t>(data) : numberIn<std::uint64_t>(data);
        if (value)
            kstat.values.push_back({name, *value});
        else
            ++kstat.unreadable;
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
