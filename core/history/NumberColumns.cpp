#include "core/history/NumberColumns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace baro::history {
namespace {

std::uint64_t magnitudeOf(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    return value < 0 ? 0 - bits : bits;
}

// The greatest step that all differences are multiples of: memory moves by pages.
std::uint64_t stepOf(std::span<const std::int64_t> differences) {
    std::uint64_t step = 0;
    std::size_t moved = 0;
    for (const std::int64_t difference : differences) {
        if (difference == 0) continue;
        ++moved;
        step = std::gcd(step, magnitudeOf(difference));
        if (step == 1) break;
    }
    return moved == 1 ? 1 : step;  // of a single one it would be the difference itself
}

// How a real number becomes an integer. The order is the format.
enum class Unit : std::uint8_t {
    Unchanged,
    Whole,
    Hundredths,        // clock ticks
    Thousandths,       // n / 1000
    MilliProduct,      // n * 0.001, which is sometimes another number
    Millionths,        // n / 1000000
    TwiceThousandths,  // n / 1000 / 1000
    Billionths,        // n / 1000000000
    Bits,              // the IEEE bits
    Mixed,             // each number of the column has a unit of its own
};
constexpr std::array commonUnits{Unit::Whole,        Unit::Hundredths, Unit::Thousandths,
                                 Unit::MilliProduct, Unit::Millionths, Unit::TwiceThousandths,
                                 Unit::Billionths};

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

double perWhole(Unit unit) {
    switch (unit) {
        case Unit::Hundredths:
            return 100;
        case Unit::Thousandths:
        case Unit::MilliProduct:
            return 1000;
        case Unit::Millionths:
        case Unit::TwiceThousandths:
            return 1e6;
        case Unit::Billionths:
            return 1e9;
        default:
            return 1;
    }
}

// The integer nearest to the number; what cannot be one is 0. Any number has one, exact or not.
std::int64_t unitsOf(double number, Unit unit) {
    if (unit == Unit::Bits) return std::bit_cast<std::int64_t>(number);
    constexpr double limit = 9007199254740992.0;  // 2^53: integers below are exact
    const double units = std::nearbyint(number * perWhole(unit));
    return std::abs(units) < limit ? static_cast<std::int64_t>(units) : 0;
}

double numberOf(std::int64_t units, Unit unit) {
    const auto count = static_cast<double>(units);
    switch (unit) {
        case Unit::Bits:
            return std::bit_cast<double>(units);
        case Unit::MilliProduct:
            return count * 1e-3;
        case Unit::TwiceThousandths:
            return count / 1000 / 1000;
        default:
            return count / perWhole(unit);
    }
}

bool isExact(double number, Unit unit) {
    return sameBits(numberOf(unitsOf(number, unit), unit), number);
}

Unit unitOf(const RealChange& change) {
    if (sameBits(change.before, change.now)) return Unit::Unchanged;
    const auto found =
        std::ranges::find_if(commonUnits, [&](Unit unit) { return isExact(change.now, unit); });
    return found == commonUnits.end() ? Unit::Bits : *found;
}

// One that is exact for all of them.
Unit unitOf(std::span<const RealChange> changes) {
    if (std::ranges::all_of(changes, [](const RealChange& each) { return sameBits(each.before, each.now); }))
        return Unit::Unchanged;
    const auto found = std::ranges::find_if(commonUnits, [&](Unit unit) {
        return std::ranges::all_of(changes, [&](const RealChange& each) { return isExact(each.now, unit); });
    });
    if (found != commonUnits.end()) return *found;
    return changes.size() == 1 ? Unit::Bits : Unit::Mixed;
}

std::int64_t added(std::int64_t value, std::int64_t difference) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) +
                                     static_cast<std::uint64_t>(difference));
}

std::int64_t difference(const RealChange& change, Unit unit) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(unitsOf(change.now, unit)) -
                                     static_cast<std::uint64_t>(unitsOf(change.before, unit)));
}

std::optional<Unit> takeUnit(ByteReader& in, Unit last) {
    const std::uint8_t byte = in.byte();
    if (in.ok() && byte <= static_cast<std::uint8_t>(last)) return static_cast<Unit>(byte);
    in.fail();
    return std::nullopt;
}

}  // namespace

void putIntegers(std::span<const std::int64_t> differences, ByteWriter& out) {
    if (differences.empty()) return;
    if (differences.size() == 1) return out.signedNumber(differences.front());
    const std::uint64_t step = stepOf(differences);
    out.number(step);
    if (step == 0) return;
    for (const std::int64_t difference : differences) {
        const std::uint64_t multiple = magnitudeOf(difference) / step;
        out.signedNumber(static_cast<std::int64_t>(difference < 0 ? 0 - multiple : multiple));
    }
}

void getIntegers(ByteReader& in, std::span<std::int64_t> differences) {
    if (differences.size() == 1) {
        differences.front() = in.signedNumber();
        return;
    }
    const std::uint64_t step = differences.empty() ? 0 : in.number();
    for (std::int64_t& difference : differences)
        difference =
            step == 0 ? 0 : static_cast<std::int64_t>(static_cast<std::uint64_t>(in.signedNumber()) * step);
}

void putReals(std::span<const RealChange> changes, ByteWriter& out) {
    if (changes.empty()) return;
    const Unit common = unitOf(changes);
    out.byte(static_cast<std::uint8_t>(common));
    if (common == Unit::Unchanged) return;
    std::vector<std::int64_t> differences;
    differences.reserve(changes.size());
    for (const RealChange& change : changes) {
        const Unit unit = common == Unit::Mixed ? unitOf(change) : common;
        if (common == Unit::Mixed) out.byte(static_cast<std::uint8_t>(unit));
        if (unit != Unit::Unchanged) differences.push_back(difference(change, unit));
    }
    putIntegers(differences, out);
}

void getReals(ByteReader& in, std::span<double* const> numbers) {
    if (numbers.empty()) return;
    const auto common = takeUnit(in, Unit::Mixed);
    if (!common || *common == Unit::Unchanged) return;
    std::vector<Unit> units(numbers.size(), *common);
    std::size_t changed = numbers.size();
    if (*common == Unit::Mixed) {
        for (Unit& unit : units)
            unit = takeUnit(in, Unit::Bits).value_or(Unit::Unchanged);
        changed -= static_cast<std::size_t>(std::ranges::count(units, Unit::Unchanged));
    }
    std::vector<std::int64_t> differences(changed);
    getIntegers(in, differences);
    auto next = differences.begin();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (units[i] != Unit::Unchanged)
            *numbers[i] = numberOf(added(unitsOf(*numbers[i], units[i]), *next++), units[i]);
    }
}

}  // namespace baro::history
