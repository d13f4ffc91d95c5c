#include "core/history/TierColumn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "core/history/IntegerColumn.h"
#include "core/history/Integers.h"
#include "core/history/ValueColumn.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"
#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"

namespace baro::history {
namespace {

// Of a column's first byte, beside the IntegerKind.
constexpr std::uint8_t toldFromEnds = 128;

bool mayBeToldFromEnds(TierField field) {
    return field == TierField::First || field == TierField::Least || field == TierField::Greatest;
}

std::vector<double> presentOf(std::span<const double> values) {
    std::vector<double> present;
    std::ranges::remove_copy_if(values, std::back_inserter(present), isNotReadMarker);
    return present;
}

// Of the intervals that have values: what the field would be if nothing happened but at an interval's ends.
std::vector<WrappingInteger> expected(TierField field, IntegerKind kind, const TierEnds& ends) {
    const auto before = [](WrappingInteger a, WrappingInteger b) {
        return static_cast<std::int64_t>(a) < static_cast<std::int64_t>(b);
    };
    std::vector<WrappingInteger> all;
    WrappingInteger lastBefore = 0;
    for (std::size_t index = 0; index < ends.last.size(); ++index) {
        if (isNotReadMarker(ends.last[index])) continue;
        const WrappingInteger last = integerNear(kind, ends.last[index]);
        if (field == TierField::First) {
            all.push_back(std::exchange(lastBefore, last));
            continue;
        }
        const WrappingInteger first = integerNear(kind, ends.first[index]);
        all.push_back(field == TierField::Least ? std::min(first, last, before)
                                                : std::max(first, last, before));
    }
    return all;
}

// How far it is from what is expected; numbers that are rarely negative.
WrappingInteger distance(TierField field, WrappingInteger value, WrappingInteger expected) {
    return field == TierField::Least ? expected - value : value - expected;
}
WrappingInteger atDistance(TierField field, WrappingInteger expected, WrappingInteger distance) {
    return field == TierField::Least ? expected - distance : expected + distance;
}

// Empty where the values have no common unit.
std::string encodeFromEnds(TierField field, std::span<const double> values, const TierEnds& ends) {
    Integers integers = integersOf(presentOf(values));
    if (integers.kind == bitsKind) return {};
    const auto near = expected(field, integers.kind, ends);
    if (near.size() != integers.values.size()) return {};
    for (std::size_t i = 0; i < near.size(); ++i)
        integers.values[i] = distance(field, integers.values[i], near[i]);
    ByteWriter out;
    out.byte(integers.kind | toldFromEnds);
    encodeIntegers(integers.values, 0, NumberForm::Smallest, out);
    return std::move(out).take();
}

double multipleOf(IntegerKind kind, WrappingInteger n) {
    double value = 0;
    valuesOf(kind, {&n, 1}, {&value, 1});
    return value;
}

// The multiple of the kind's unit that is nearest to the value.
double nearestMultiple(IntegerKind kind, double value) {
    const WrappingInteger near = integerNear(kind, value);
    const std::array multiples{multipleOf(kind, near), multipleOf(kind, near + 1),
                               multipleOf(kind, near - 1)};
    return std::ranges::min(multiples, {}, [value](double each) { return std::abs(each - value); });
}

}  // namespace

std::string encodeTierColumn(TierField field, std::span<const double> values, const TierEnds& ends) {
    ByteWriter itself;
    encodeValues(values, staleMarker(), NumberForm::Smallest, itself);
    std::string column = std::move(itself).take();
    if (!mayBeToldFromEnds(field)) return column;
    std::string told = encodeFromEnds(field, values, ends);
    return told.empty() || told.size() >= column.size() ? column : told;
}

bool isToldFromEnds(std::string_view column) {
    return !column.empty() && (static_cast<std::uint8_t>(column.front()) & toldFromEnds) != 0;
}

Status decodeTierColumn(TierField field, std::string_view column, const TierEnds& ends,
                        std::span<double> values) {
    const auto damaged = [] { return malformed("a column of a tier is damaged"); };
    if (!isToldFromEnds(column))
        return decodeValues(column, staleMarker(), values) ? Status(Done{}) : Status(damaged());
    if (!mayBeToldFromEnds(field) || ends.last.size() != values.size()) return damaged();
    if (field != TierField::First && ends.first.size() != values.size()) return damaged();
    ByteReader in(column);
    const IntegerKind kind = in.byte() & ~toldFromEnds;
    if (kind >= bitsKind) return damaged();
    auto integers = expected(field, kind, ends);
    std::vector<WrappingInteger> distances(integers.size());
    decodeIntegers(in, 0, distances);
    if (!in.ok() || in.remaining() > 0) return damaged();
    for (std::size_t i = 0; i < integers.size(); ++i)
        integers[i] = atDistance(field, integers[i], distances[i]);
    std::vector<double> present(integers.size());
    valuesOf(kind, integers, present);
    auto next = present.begin();
    for (std::size_t index = 0; index < values.size(); ++index)
        values[index] = isNotReadMarker(ends.last[index]) ? notReadMarker() : *next++;
    return Done{};
}

void roundSums(std::span<double> sums, std::span<const double> counts, std::span<const double> least,
               std::span<const double> greatest) {
    // Of n additions each is wrong by half of the last bit at most.
    constexpr double wrong = 0x1p-52;
    std::vector<double> values = presentOf(least);
    std::ranges::remove_copy_if(greatest, std::back_inserter(values), isNotReadMarker);
    const IntegerKind kind = integersOf(values).kind;
    if (kind == bitsKind) return;
    for (std::size_t index = 0; index < sums.size(); ++index) {
        if (isNotReadMarker(sums[index])) continue;
        const double most = std::max(std::abs(least[index]), std::abs(greatest[index]));
        const double rounded = nearestMultiple(kind, sums[index]);
        if (std::abs(rounded - sums[index]) <= counts[index] * counts[index] * most * wrong)
            sums[index] = rounded;
    }
}

}  // namespace baro::history
