#include "core/promql/LabelHash.h"

#include <string>

#include "core/base/XxHash.h"

namespace baro::promql {
namespace {

void appendLength(std::string& bytes, std::size_t length) {
    constexpr std::size_t escape = 255;  // longer ones: 255, and then three bytes
    if (length < escape) {
        bytes += static_cast<char>(length);
        return;
    }
    bytes += static_cast<char>(escape);
    for (int shift = 0; shift < 24; shift += 8)
        bytes += static_cast<char>((length >> shift) & 0xff);
}

}  // namespace

std::uint64_t labelHash(const Labels& labels) {
    std::string bytes;
    for (const auto& [name, value] : labels.pairs()) {
        appendLength(bytes, name.size());
        bytes += name;
        appendLength(bytes, value.size());
        bytes += value;
    }
    return xxHash64(bytes);
}

}  // namespace baro::promql
