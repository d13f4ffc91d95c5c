#include "core/history/PartDirectory.h"

#include <algorithm>
#include <limits>

namespace baro::history {
namespace {

// So that the distance takes one byte.
constexpr std::size_t farthestEqual = 64;

// As runs of successive numbers: how many are left out before each, and its length - 1.
void putSeriesNumbers(std::span<const SeriesNumber> numbers, ByteWriter& out) {
    out.number(numbers.size());
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < numbers.size();) {
        const std::size_t begin = i;
        do
            ++i;
        while (i < numbers.size() && numbers[i] - numbers[begin] == i - begin);
        out.number(numbers[begin] - next);
        out.number(i - begin - 1);
        next = std::uint64_t{numbers[i - 1]} + 1;
    }
}

std::vector<SeriesNumber> takeSeriesNumbers(ByteReader& in) {
    constexpr std::uint64_t most = std::numeric_limits<SeriesNumber>::max();
    const std::uint64_t count = in.number();
    // Each has a byte for its column at least.
    if (count > in.remaining()) return in.fail(), std::vector<SeriesNumber>();
    std::vector<SeriesNumber> numbers;
    numbers.reserve(count);
    std::uint64_t next = 0;
    while (in.ok() && numbers.size() < count) {
        const std::uint64_t leftOut = in.number();
        const std::uint64_t more = in.number();
        if (next > most || leftOut > most - next || more > most - next - leftOut ||
            more >= count - numbers.size())
            return in.fail(), std::vector<SeriesNumber>();
        next += leftOut;
        for (std::uint64_t i = 0; i <= more; ++i)
            numbers.push_back(static_cast<SeriesNumber>(next++));
    }
    return numbers;
}

// How far before the column an equal one lies; 0 where none does.
std::size_t equalBefore(std::span<const std::string> columns, std::size_t column) {
    for (std::size_t distance = 1; distance <= std::min(column, farthestEqual); ++distance) {
        if (columns[column - distance] == columns[column]) return distance;
    }
    return 0;
}

}  // namespace

void putColumns(std::span<const SeriesNumber> numbers, std::span<const std::string> columns,
                ByteWriter& out) {
    putSeriesNumbers(numbers, out);
    std::string bytes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t distance = columns[i].empty() ? 0 : equalBefore(columns, i);
        out.number(distance > 0 ? (distance - 1) * 2 + 1 : columns[i].size() * 2);
        if (distance == 0) bytes += columns[i];
    }
    out.bytes(bytes);
}

PartDirectory takeColumns(ByteReader& in) {
    PartDirectory directory{takeSeriesNumbers(in), {}};
    // First where each begins, for the columns follow only after all of that.
    struct Place {
        std::size_t begin;
        std::size_t length;
    };
    std::vector<Place> places(directory.numbers.size());
    std::size_t end = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::uint64_t code = in.number();
        const std::uint64_t half = code / 2;
        if (code % 2 == 1) {
            if (half >= i) return in.fail(), PartDirectory();
            places[i] = places[i - half - 1];
            continue;
        }
        if (half > in.remaining() || end > in.remaining() - half) return in.fail(), PartDirectory();
        places[i] = {end, half};
        end += half;
    }
    const std::string_view columns = in.rest();
    if (!in.ok() || columns.size() != end) return in.fail(), PartDirectory();
    directory.columns.reserve(places.size());
    for (const auto& [begin, length] : places)
        directory.columns.push_back(columns.substr(begin, length));
    in.bytes(end);
    return directory;
}

}  // namespace baro::history
