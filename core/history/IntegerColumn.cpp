#include "core/history/IntegerColumn.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "core/history/NumberCoder.h"

namespace baro::history {
namespace {

using Wrapping = std::vector<WrappingInteger>;

// The lowest two bits of a column's first byte; the others are flags.
enum class Prediction : std::uint8_t {
    Same = 0,    // all are the base
    Level = 1,   // each is the base, and a number
    Before = 2,  // each is the one before, the slope, and a number
    Line = 3,    // each differs from the one before as that does from its own, and by a number
};
// How many of the first integers are known without a number: the base, and the one that the slope leads to.
std::size_t knownOf(Prediction prediction) {
    return prediction == Prediction::Line ? 2 : prediction == Prediction::Before ? 1 : 0;
}

constexpr std::uint8_t predictionMask = 3;
constexpr std::uint8_t signedNumbers = 4;
constexpr std::uint8_t hasStep = 8;
constexpr std::uint8_t plainNumbers = 16;
constexpr std::uint8_t allFlags = 31;

std::uint64_t folded(WrappingInteger n) {
    return (n << 1) ^ (0 - (n >> 63));
}

WrappingInteger unfolded(std::uint64_t number) {
    return (number >> 1) ^ (0 - (number & 1));
}

std::int64_t asSigned(WrappingInteger n) {
    return static_cast<std::int64_t>(n);
}

std::uint64_t magnitude(WrappingInteger n) {
    return asSigned(n) < 0 ? 0 - n : n;
}

// The greatest number by which all integers differ a whole number of times.
std::uint64_t stepOf(std::span<const WrappingInteger> integers) {
    std::uint64_t step = 0;
    for (std::size_t i = 1; i < integers.size() && step != 1; ++i) {
        const std::uint64_t difference = magnitude(integers[i] - integers[i - 1]);
        // Most differences are multiples of what was found so far.
        if (step == 0 || difference % step != 0) step = std::gcd(step, difference);
    }
    return step;
}

// How many steps each is above the first one, or below.
Wrapping stepsFrom(std::span<const WrappingInteger> integers, std::uint64_t step) {
    Wrapping steps(integers.size());
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const WrappingInteger difference = integers[i] - integers[i - 1];
        const std::uint64_t up = step == 1 ? magnitude(difference) : magnitude(difference) / step;
        steps[i] = steps[i - 1] + (asSigned(difference) < 0 ? 0 - up : up);
    }
    return steps;
}

Wrapping differencesOf(const Wrapping& integers) {
    Wrapping differences(integers.size() - 1);
    for (std::size_t i = 0; i < differences.size(); ++i)
        differences[i] = integers[i + 1] - integers[i];
    return differences;
}

WrappingInteger leastOf(const Wrapping& integers) {
    return *std::ranges::min_element(integers, {}, asSigned);
}

struct Predicted {
    Prediction prediction = Prediction::Level;
    WrappingInteger from = 0;   // level: of the base, in steps above the first
    WrappingInteger slope = 0;  // before and line
    bool isSigned = false;
    std::vector<std::uint64_t> numbers;
};

// What is left of the integers above or around the centre.
std::vector<std::uint64_t> numbersOf(const Wrapping& integers, WrappingInteger centre, bool isSigned) {
    std::vector<std::uint64_t> numbers(integers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const WrappingInteger n = integers[i] - centre;
        numbers[i] = isSigned ? folded(n) : n;
    }
    return numbers;
}

std::size_t plainBytes(std::span<const std::uint64_t> numbers) {
    std::size_t bytes = 0;
    for (const std::uint64_t number : numbers)
        bytes += (static_cast<std::size_t>(std::bit_width(number | 1)) + 6) / 7;
    return bytes;
}

class Choice {
  public:
    explicit Choice(NumberForm form) : form_(form) {}

    void offer(Predicted predicted) {
        const double cost = form_ == NumberForm::Plain ? static_cast<double>(plainBytes(predicted.numbers))
                                                       : codedBits(predicted.numbers);
        if (cost >= cost_) return;
        cost_ = cost;
        best_ = std::move(predicted);
    }

    const Predicted& best() const { return best_; }

  private:
    NumberForm form_;
    double cost_ = std::numeric_limits<double>::infinity();
    Predicted best_;
};

Predicted bestOf(const Wrapping& steps, NumberForm form) {
    Choice choice(form);
    const WrappingInteger least = leastOf(steps);
    choice.offer({Prediction::Level, least, 0, false, numbersOf(steps, least, false)});
    const Wrapping differences = differencesOf(steps);
    const WrappingInteger leastDifference = leastOf(differences);
    const bool falls = asSigned(leastDifference) < 0;
    choice.offer({Prediction::Before, 0, 0, falls, numbersOf(differences, 0, falls)});
    if (differences.size() > 1)
        choice.offer(
            {Prediction::Line, 0, differences[0], true, numbersOf(differencesOf(differences), 0, true)});
    return choice.best();
}

void putNumbers(std::span<const std::uint64_t> numbers, bool plain, std::string_view coded, ByteWriter& out) {
    if (!plain) return out.bytes(coded);
    for (const std::uint64_t number : numbers)
        out.number(number);
}

void takeNumbers(ByteReader& in, bool plain, std::span<std::uint64_t> numbers) {
    if (plain) {
        for (std::uint64_t& number : numbers)
            number = in.number();
        return;
    }
    const auto taken = decodeNumbers(in.rest(), numbers);
    if (!taken) return in.fail();
    in.bytes(*taken);
}

// From what is left of them to the steps, in place.
void sumUp(Prediction prediction, WrappingInteger slope, std::span<WrappingInteger> steps) {
    WrappingInteger sum = 0;
    if (prediction == Prediction::Before) {
        for (std::size_t i = 1; i < steps.size(); ++i)
            steps[i] = sum += slope + steps[i];
    } else if (prediction == Prediction::Line) {
        for (std::size_t i = 1; i < steps.size(); ++i) {
            slope += steps[i];
            steps[i] = sum += slope;
        }
    }
}

}  // namespace

void encodeIntegers(std::span<const WrappingInteger> integers, WrappingInteger before, NumberForm form,
                    ByteWriter& out) {
    if (integers.empty()) return;
    const std::uint64_t step = stepOf(integers);
    if (step == 0) {
        out.byte(static_cast<std::uint8_t>(Prediction::Same));
        return out.signedNumber(asSigned(integers[0] - before));
    }
    const Predicted best = bestOf(stepsFrom(integers, step), form);
    const std::string coded = form == NumberForm::Plain ? std::string() : encodeNumbers(best.numbers);
    const bool plain = form == NumberForm::Plain || plainBytes(best.numbers) <= coded.size();
    out.byte(static_cast<std::uint8_t>(static_cast<unsigned>(best.prediction) |
                                       (best.isSigned ? signedNumbers : 0) | (step > 1 ? hasStep : 0) |
                                       (plain ? plainNumbers : 0)));
    out.signedNumber(asSigned(integers[0] + best.from * step - before));
    if (step > 1) out.number(step);
    if (best.prediction != Prediction::Level) out.signedNumber(asSigned(best.slope));
    putNumbers(best.numbers, plain, coded, out);
}

void decodeIntegers(ByteReader& in, WrappingInteger before, std::span<WrappingInteger> integers) {
    if (integers.empty()) return;
    const std::uint8_t flags = in.byte();
    const auto prediction = static_cast<Prediction>(flags & predictionMask);
    const WrappingInteger base = static_cast<WrappingInteger>(in.signedNumber()) + before;
    if (prediction == Prediction::Same) {
        if (flags != 0) return in.fail();
        std::ranges::fill(integers, base);
        return;
    }
    if (flags > allFlags) return in.fail();
    const std::uint64_t step = (flags & hasStep) != 0 ? in.number() : 1;
    const auto slope = static_cast<WrappingInteger>(prediction != Prediction::Level ? in.signedNumber() : 0);
    const std::size_t known = std::min(knownOf(prediction), integers.size());
    std::ranges::fill(integers.first(known), 0);
    takeNumbers(in, (flags & plainNumbers) != 0, integers.subspan(known));
    if (!in.ok()) return;
    if ((flags & signedNumbers) != 0) {
        for (WrappingInteger& n : integers)
            n = unfolded(n);
    }
    sumUp(prediction, slope, integers);
    for (WrappingInteger& n : integers)
        n = step == 1 ? base + n : base + n * step;
}

std::optional<WrappingInteger> sameInteger(ByteReader& in, WrappingInteger before) {
    if (in.byte() != static_cast<std::uint8_t>(Prediction::Same)) return std::nullopt;
    return static_cast<WrappingInteger>(in.signedNumber()) + before;
}

}  // namespace baro::history
