#include "core/series/Column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "core/series/BitStream.h"
#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"

namespace baro {
namespace {

// Counts and bytes; temperatures; then the kernel's clock ticks of 10 ms, milliseconds and microseconds as
// seconds.
constexpr std::array<double, 5> scales{1, 10, 100, 1000, 1e6};
// Integers beyond are not exact in a double, and their differences could overflow after shifting.
constexpr double largestInteger = 9007199254740992.0;

std::uint64_t bitsOf(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

void putBits(std::uint64_t bits, std::vector<std::uint8_t>& out) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        out.push_back(static_cast<std::uint8_t>(bits >> shift));
}

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

void putVarint(std::uint64_t value, std::vector<std::uint8_t>& out) {
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
    out.push_back(static_cast<std::uint8_t>(value));
}

std::optional<std::uint64_t> takeVarint(std::span<const std::uint8_t>& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (bytes.empty()) return std::nullopt;
        const std::uint8_t byte = bytes.front();
        bytes = bytes.subspan(1);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

// A bit per value, set where the predicate holds, padded to whole bytes.
template <class Predicate>
void putBitmap(std::span<const double> values, Predicate isSet, std::vector<std::uint8_t>& out) {
    BitWriter writer(out);
    for (const double value : values)
        writer.write(isSet(value) ? 1 : 0, 1);
}

std::size_t bitmapSize(std::size_t values) {
    return (values + 7) / 8;
}

bool isSet(std::span<const std::uint8_t> bitmap, std::size_t index) {
    return (bitmap[index / 8] & (0x80u >> (index % 8))) != 0;
}

struct Integers {
    std::size_t scale = 0;  // index into scales
    unsigned shift = 0;
    std::vector<std::int64_t> values;  // without the missing ones

    std::int64_t difference(std::size_t i) const { return (values[i] - values[i - 1]) >> shift; }
};

// The integers that give exactly these values when divided by the scale; nothing when there are none.
bool scaledIntegers(std::span<const double> values, double scale, std::vector<std::int64_t>& into) {
    into.clear();
    for (const double value : values) {
        if (isStaleMarker(value)) continue;
        const double scaled = std::nearbyint(value * scale);
        if (!(std::abs(scaled) <= largestInteger)) return false;
        const auto integer = static_cast<std::int64_t>(scaled);
        // Comparing bits also refuses -0, which an integer cannot hold.
        if (bitsOf(static_cast<double>(integer) / scale) != bitsOf(value)) return false;
        into.push_back(integer);
    }
    return true;
}

std::optional<Integers> asIntegers(std::span<const double> values) {
    Integers result;
    while (!scaledIntegers(values, scales[result.scale], result.values)) {
        if (++result.scale == scales.size()) return std::nullopt;
    }
    std::uint64_t all = 0;
    for (std::size_t i = 1; i < result.values.size(); ++i)
        all |= static_cast<std::uint64_t>(result.values[i] - result.values[i - 1]);
    result.shift = all == 0 ? 0 : static_cast<unsigned>(std::countr_zero(all));
    return result;
}

constexpr std::uint8_t hasMissing = 0x80;  // in the byte of the width

// Shifted differences of neighbours, of which the smallest is stored once and the others as what they are
// above it.
struct Differences {
    std::int64_t least = 0;
    unsigned width = 0;  // bits of the largest above the least
};

// The sums stay below 2^55: no integer is beyond largestInteger.
Differences differencesOf(const Integers& integers) {
    if (integers.values.size() < 2) return {};
    std::int64_t least = integers.difference(1);
    std::int64_t most = least;
    for (std::size_t i = 2; i < integers.values.size(); ++i) {
        least = std::min(least, integers.difference(i));
        most = std::max(most, integers.difference(i));
    }
    return {least, static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(most - least)))};
}

void encodeIntegers(std::span<const double> values, const Integers& integers,
                    std::vector<std::uint8_t>& out) {
    const Differences differences = differencesOf(integers);
    const bool missing = integers.values.size() != values.size();
    out.push_back(static_cast<std::uint8_t>(ColumnEncoding::Integers));
    out.push_back(static_cast<std::uint8_t>(integers.scale));
    out.push_back(static_cast<std::uint8_t>(integers.shift));
    out.push_back(static_cast<std::uint8_t>(differences.width | (missing ? hasMissing : 0)));
    if (missing)
        putBitmap(
            values, [](double value) { return !isStaleMarker(value); }, out);
    putVarint(zigzag(integers.values.empty() ? 0 : integers.values.front()), out);
    putVarint(zigzag(differences.least), out);
    BitWriter writer(out);
    for (std::size_t i = 1; i < integers.values.size(); ++i)
        writer.write(static_cast<std::uint64_t>(integers.difference(i) - differences.least),
                     differences.width);
}

bool decodeIntegers(std::span<const std::uint8_t> bytes, std::span<double> values) {
    if (bytes.size() < 3 || bytes[0] >= scales.size() || bytes[1] > 63) return false;
    const double scale = scales[bytes[0]];
    const unsigned shift = bytes[1];
    const unsigned width = bytes[2] & (hasMissing - 1u);
    const std::size_t bitmap = (bytes[2] & hasMissing) != 0 ? bitmapSize(values.size()) : 0;
    if (width > 64 || bytes.size() < 3 + bitmap) return false;
    const auto present = bytes.subspan(3, bitmap);
    auto rest = bytes.subspan(3 + bitmap);
    const auto first = takeVarint(rest);
    const auto least = takeVarint(rest);
    if (!first || !least) return false;
    BitReader reader(rest);
    auto integer = static_cast<std::uint64_t>(unzigzag(*first));  // unsigned: garbage may wrap
    std::size_t taken = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (bitmap != 0 && !isSet(present, i)) {
            values[i] = staleMarker();
            continue;
        }
        if (taken++ > 0)
            integer += (static_cast<std::uint64_t>(unzigzag(*least)) + reader.read(width)) << shift;
        values[i] = static_cast<double>(static_cast<std::int64_t>(integer)) / scale;
    }
    const std::size_t bits = taken > 0 ? (taken - 1) * width : 0;
    return reader.ok() && rest.size() == (bits + 7) / 8;
}

void encodeXor(std::span<const double> values, std::vector<std::uint8_t>& out) {
    out.push_back(static_cast<std::uint8_t>(ColumnEncoding::Xor));
    BitWriter writer(out);
    std::uint64_t previous = bitsOf(values.front());
    writer.write(previous, 64);
    unsigned leading = 64;  // of the window; no window yet
    unsigned length = 0;
    for (const double value : values.subspan(1)) {
        const std::uint64_t difference = bitsOf(value) ^ previous;
        previous ^= difference;
        if (difference == 0) {
            writer.write(0, 1);
            continue;
        }
        const auto zerosBefore = static_cast<unsigned>(std::countl_zero(difference));
        const auto zerosAfter = static_cast<unsigned>(std::countr_zero(difference));
        if (zerosBefore >= leading && zerosAfter >= 64 - leading - length) {
            writer.write(0b10, 2);
        } else {
            leading = zerosBefore;
            length = 64 - zerosBefore - zerosAfter;
            writer.write(0b11, 2);
            writer.write(leading, 6);
            writer.write(length - 1, 6);
        }
        writer.write((difference >> (64 - leading - length)) & (~0ULL >> (64 - length)), length);
    }
}

bool decodeXor(std::span<const std::uint8_t> bytes, std::span<double> values) {
    BitReader reader(bytes);
    std::uint64_t bits = reader.read(64);
    values.front() = std::bit_cast<double>(bits);
    unsigned leading = 0;
    unsigned length = 0;
    for (double& value : values.subspan(1)) {
        if (reader.read(1) == 1) {
            if (reader.read(1) == 1) {
                leading = static_cast<unsigned>(reader.read(6));
                length = static_cast<unsigned>(reader.read(6)) + 1;
            }
            if (length == 0 || leading + length > 64) return false;
            bits ^= reader.read(length) << (64 - leading - length);
        }
        if (!reader.ok()) return false;
        value = std::bit_cast<double>(bits);
    }
    return reader.ok();
}

void encodeSparse(std::span<const double> values, std::vector<std::uint8_t>& out) {
    out.push_back(static_cast<std::uint8_t>(ColumnEncoding::Sparse));
    putBitmap(
        values, [](double value) { return !isNotReadMarker(value); }, out);
    std::vector<double> read;
    std::ranges::remove_copy_if(values, std::back_inserter(read), isNotReadMarker);
    encodeColumn(read, out);
}

bool decodeSparse(std::span<const std::uint8_t> bytes, std::span<double> values) {
    const std::size_t size = bitmapSize(values.size());
    if (bytes.size() <= size || static_cast<ColumnEncoding>(bytes[size]) == ColumnEncoding::Sparse)
        return false;
    const auto bitmap = bytes.first(size);
    std::vector<double> read;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (isSet(bitmap, i)) read.push_back(0);
    }
    if (!decodeColumn(bytes.subspan(size), read)) return false;
    auto next = read.begin();
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = isSet(bitmap, i) ? *next++ : notReadMarker();
    return true;
}

}  // namespace

void encodeColumn(std::span<const double> values, std::vector<std::uint8_t>& out) {
    const auto same = [&values](double value) { return bitsOf(value) == bitsOf(values.front()); };
    if (values.empty() || (isStaleMarker(values.front()) && std::ranges::all_of(values, same))) {
        out.push_back(static_cast<std::uint8_t>(ColumnEncoding::Missing));
    } else if (std::ranges::all_of(values, same)) {
        out.push_back(static_cast<std::uint8_t>(ColumnEncoding::Constant));
        putBits(bitsOf(values.front()), out);
    } else if (std::ranges::any_of(values, isNotReadMarker)) {
        encodeSparse(values, out);
    } else if (const auto integers = asIntegers(values)) {
        encodeIntegers(values, *integers, out);
    } else {
        encodeXor(values, out);
    }
}

bool decodeColumn(std::span<const std::uint8_t> bytes, std::span<double> values) {
    if (bytes.empty()) return false;
    const auto encoding = static_cast<ColumnEncoding>(bytes.front());
    const auto rest = bytes.subspan(1);
    if (encoding == ColumnEncoding::Missing) {
        std::ranges::fill(values, staleMarker());
        return rest.empty();
    }
    if (values.empty()) return false;
    if (encoding == ColumnEncoding::Constant) {
        if (rest.size() != 8) return false;
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < 8; ++i)
            bits |= static_cast<std::uint64_t>(rest[i]) << (8 * i);
        std::ranges::fill(values, std::bit_cast<double>(bits));
        return true;
    }
    if (encoding == ColumnEncoding::Integers) return decodeIntegers(rest, values);
    if (encoding == ColumnEncoding::Sparse) return decodeSparse(rest, values);
    return encoding == ColumnEncoding::Xor && decodeXor(rest, values);
}

}  // namespace baro
