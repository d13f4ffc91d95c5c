#include "core/history/ValueColumn.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <vector>

#include "core/history/Integers.h"
#include "core/model/ByteReader.h"
#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"

namespace baro::history {
namespace {

// Of a column's first byte, which is else an IntegerKind.
constexpr std::uint8_t hasGaps = 64;

bool isSameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Not asked of isStaleMarker(), as it is asked for each of all values.
bool isGap(double value) {
    static const auto staleBits = std::bit_cast<std::uint64_t>(staleMarker());
    return std::bit_cast<std::uint64_t>(value) == staleBits || isNotReadMarker(value);
}

// Gap i is a run of equal markers. A run of values, which may be empty, lies before each and after the last.
struct Gaps {
    std::vector<WrappingInteger> valuesBefore;
    std::vector<WrappingInteger> kinds;  // the number of markers - 1, twice, and 1 for those of "not read"
};

Gaps gapsOf(std::span<const double> values) {
    Gaps gaps;
    std::size_t from = 0;  // after the gap before
    for (std::size_t i = 0; i < values.size();) {
        if (!isGap(values[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < values.size() && isSameBits(values[i], values[begin]))
            ++i;
        gaps.valuesBefore.push_back(begin - from);
        gaps.kinds.push_back((i - begin - 1) * 2 + (isNotReadMarker(values[begin]) ? 1 : 0));
        from = i;
    }
    return gaps;
}

// How many of `count` ticks have a value; nothing when the gaps do not fit in.
std::optional<std::size_t> valuesAmong(const Gaps& gaps, std::size_t count) {
    std::size_t values = count;
    for (std::size_t i = 0; i < gaps.kinds.size(); ++i) {
        const std::uint64_t markers = gaps.kinds[i] / 2 + 1;
        if (gaps.valuesBefore[i] > count || markers > count - gaps.valuesBefore[i]) return std::nullopt;
        count -= gaps.valuesBefore[i] + markers;
        values -= markers;
    }
    return values;
}

std::optional<std::size_t> takeGaps(ByteReader& in, std::size_t ticks, Gaps& gaps) {
    const std::uint64_t count = in.number();
    if (count == 0 || count > ticks) return std::nullopt;
    gaps.valuesBefore.resize(count);
    gaps.kinds.resize(count);
    decodeIntegers(in, 0, gaps.valuesBefore);
    decodeIntegers(in, 0, gaps.kinds);
    return in.ok() ? valuesAmong(gaps, ticks) : std::nullopt;
}

// The values stand at the beginning. From the last to the first, so that none is overwritten before it moved.
void spreadOut(const Gaps& gaps, std::size_t present, std::span<double> values) {
    double* from = values.data() + present;
    double* to = values.data() + values.size();
    const auto move = [&](std::size_t count) {
        if (from != to) std::copy_backward(from - count, from, to);
        from -= count;
        to -= count;
    };
    std::size_t last = present;
    for (const WrappingInteger count : gaps.valuesBefore)
        last -= count;
    move(last);
    for (std::size_t i = gaps.kinds.size(); i-- > 0;) {
        const std::size_t markers = gaps.kinds[i] / 2 + 1;
        std::fill(to - markers, to, gaps.kinds[i] % 2 == 1 ? notReadMarker() : staleMarker());
        to -= markers;
        move(gaps.valuesBefore[i]);
    }
}

void putIntegers(std::span<const double> values, std::uint8_t flags, double before, NumberForm form,
                 const Gaps& gaps, ByteWriter& out) {
    const Integers integers = integersOf(values);
    out.byte(integers.kind | flags);
    if (!gaps.kinds.empty()) {
        out.number(gaps.kinds.size());
        encodeIntegers(gaps.valuesBefore, 0, form, out);
        encodeIntegers(gaps.kinds, 0, form, out);
    }
    encodeIntegers(integers.values, integerNear(integers.kind, before), form, out);
}

}  // namespace

void encodeValues(std::span<const double> values, double before, NumberForm form, ByteWriter& out) {
    if (std::ranges::all_of(values, [before](double value) { return isSameBits(value, before); })) return;
    const Gaps gaps = gapsOf(values);
    if (gaps.kinds.empty()) return putIntegers(values, 0, before, form, gaps, out);
    std::vector<double> present;
    std::ranges::remove_copy_if(values, std::back_inserter(present), isGap);
    putIntegers(present, hasGaps, before, form, gaps, out);
}

bool decodeValues(std::string_view bytes, double before, std::span<double> values) {
    if (bytes.empty()) {
        std::ranges::fill(values, before);
        return true;
    }
    ByteReader in(bytes);
    const std::uint8_t first = in.byte();
    const IntegerKind kind = first & ~hasGaps;
    if (kind > bitsKind) return false;
    Gaps gaps;
    std::size_t present = values.size();
    if ((first & hasGaps) != 0) {
        const auto among = takeGaps(in, values.size(), gaps);
        if (!among) return false;
        present = *among;
    }
    std::vector<WrappingInteger> integers(present);
    decodeIntegers(in, integerNear(kind, before), integers);
    if (!in.ok() || in.remaining() > 0) return false;
    valuesOf(kind, integers, values.first(present));
    if (present < values.size()) spreadOut(gaps, present, values);
    return true;
}

std::optional<double> constantOf(std::string_view bytes, double before) {
    if (bytes.empty()) return before;
    const auto kind = static_cast<IntegerKind>(bytes.front());
    if (kind > bitsKind) return std::nullopt;  // gaps among them
    ByteReader in(bytes.substr(1));
    const auto integer = sameInteger(in, integerNear(kind, before));
    if (!integer || !in.ok() || in.remaining() > 0) return std::nullopt;
    double value = 0;
    valuesOf(kind, {&*integer, 1}, {&value, 1});
    return value;
}

}  // namespace baro::history
