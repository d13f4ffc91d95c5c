#include "core/history/Integers.h"

#include <array>
#include <bit>
#include <cmath>

namespace baro::history {
namespace {

constexpr IntegerKind firstProduct = 13;
constexpr IntegerKind thousandths = 22;
constexpr IntegerKind firstBinary = 23;

// Exact, as all powers up to 10^22 are.
constexpr std::array<double, 13> powersOfTen{1,   1e1, 1e2, 1e3,  1e4,  1e5, 1e6,
                                             1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
// The doubles that a program has when it says so in its source.
constexpr std::array<double, 9> fractions{1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

// Integers beyond are not all exact in a double.
constexpr double largestInteger = 9007199254740992.0;
// What 64 bits hold with room for a sign and a difference; a binary fraction has zeros at its end there.
constexpr double largestBinary = 4611686018427387904.0;

double twoTo(int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52);
}

// Without a call, as std::nearbyint is where no particular processor is asked for. Where adding a half would
// round, there are no fractions to round away.
WrappingInteger nearest(double value) {
    constexpr double halvesEnd = 2251799813685248.0;  // 2^51
    if (std::abs(value) < halvesEnd) value += std::copysign(0.5, value);
    return static_cast<WrappingInteger>(static_cast<std::int64_t>(value));
}

double signedReal(WrappingInteger n) {
    return static_cast<double>(static_cast<std::int64_t>(n));
}

struct Whole {
    double scaled(double value) const { return value; }
    double value(WrappingInteger n) const { return signedReal(n); }
    static constexpr double limit = largestInteger;
};

struct Decimal {
    double power;
    double scaled(double value) const { return value * power; }
    double value(WrappingInteger n) const { return signedReal(n) / power; }
    static constexpr double limit = largestInteger;
};

struct Product {
    double power;
    double fraction;
    double scaled(double value) const { return value * power; }
    double value(WrappingInteger n) const { return signedReal(n) * fraction; }
    static constexpr double limit = largestInteger;
};

struct Thousandths {
    double scaled(double value) const { return value * 1e6; }
    double value(WrappingInteger n) const { return signedReal(n) / 1000 / 1000; }
    static constexpr double limit = largestInteger;
};

struct Binary {
    double power;
    double fraction;
    double scaled(double value) const { return value * power; }
    double value(WrappingInteger n) const { return signedReal(n) * fraction; }
    static constexpr double limit = largestBinary;
};

// Calls use(how) with what the kind stands for; not for bitsKind.
template <class Use>
auto withScale(IntegerKind kind, Use use) {
    if (kind == 0) return use(Whole{});
    if (kind < firstProduct) return use(Decimal{powersOfTen[kind]});
    if (kind < thousandths) {
        const std::size_t k = kind - firstProduct;
        return use(Product{powersOfTen[k + 1], fractions[k]});
    }
    if (kind == thousandths) return use(Thousandths{});
    const int e = kind - firstBinary + 1;
    return use(Binary{twoTo(e), twoTo(-e)});
}

template <class Scale>
bool scaleAll(const Scale& scale, std::span<const double> values, std::span<WrappingInteger> integers) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double scaled = scale.scaled(values[i]);
        if (!(std::abs(scaled) <= Scale::limit)) return false;  // NaNs too
        integers[i] = nearest(scaled);
        if (std::bit_cast<std::uint64_t>(scale.value(integers[i])) != std::bit_cast<std::uint64_t>(values[i]))
            return false;
    }
    return true;
}

}  // namespace

Integers integersOf(std::span<const double> values) {
    Integers integers;
    integers.values.resize(values.size());
    for (integers.kind = 0; integers.kind < bitsKind; ++integers.kind) {
        const bool fits = withScale(
            integers.kind, [&](const auto& scale) { return scaleAll(scale, values, integers.values); });
        if (fits) return integers;
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        integers.values[i] = std::bit_cast<WrappingInteger>(values[i]);
    return integers;
}

WrappingInteger integerNear(IntegerKind kind, double value) {
    if (kind == bitsKind) return std::bit_cast<WrappingInteger>(value);
    return withScale(kind, [value]<class Scale>(const Scale& scale) -> WrappingInteger {
        const double scaled = scale.scaled(value);
        if (!(std::abs(scaled) <= Scale::limit)) return 0;
        // No sum of reals, which some processors round only once together with the product before it.
        const auto below = static_cast<WrappingInteger>(static_cast<std::int64_t>(scaled));
        for (const WrappingInteger n : {below, below + 1, below - 1}) {
            if (scale.value(n) == value) return n;
        }
        return below;
    });
}

void valuesOf(IntegerKind kind, std::span<const WrappingInteger> integers, std::span<double> values) {
    if (kind == bitsKind) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = std::bit_cast<double>(integers[i]);
        return;
    }
    withScale(kind, [&](const auto& scale) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = scale.value(integers[i]);
    });
}

}  // namespace baro::history
