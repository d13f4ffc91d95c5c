// What is kept of samples when they are many: enough for the functions of a range that need no single one of
// them. Summaries of neighbouring intervals add up to that of both.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/Result.h"
#include "core/series/Sample.h"

namespace baro {

// Of the values within an interval, which staleness markers are none of. NaN is less than nothing and greater
// than nothing: least and greatest are NaN only when all values are.
struct Summary {
    double count = 0;  // 0: there were none, and only endsUnknown means something
    double least = 0;
    double greatest = 0;
    double sum = 0;
    Sample first;
    Sample last;
    // A counter that falls began anew at 0: the sum of what it had reached before each fall.
    double lost = 0;
    // The newest thing in the interval is a staleness marker.
    bool endsUnknown = false;

    bool isEmpty() const { return count == 0 && !endsUnknown; }
    void add(const Sample& sample);
    // Of the interval that follows, at once or after others in which there was nothing.
    void add(const Summary& later);
};

// What of a summary is wanted; the rest may be anything, except that count is above 0 where there are values.
enum class SummaryField : std::uint16_t {
    Count = 1 << 0,
    Least = 1 << 1,
    Greatest = 1 << 2,
    Sum = 1 << 3,
    First = 1 << 4,  // with its time, as Last
    Last = 1 << 5,
    Lost = 1 << 6,
    EndsUnknown = 1 << 7,
};
class SummaryFields {
  public:
    constexpr SummaryFields() = default;
    constexpr SummaryFields(SummaryField field)  // NOLINT(google-explicit-constructor)
        : bits_(static_cast<unsigned>(field)) {}
    constexpr bool has(SummaryField field) const { return (bits_ & static_cast<unsigned>(field)) != 0; }
    constexpr SummaryFields operator|(SummaryFields other) const {
        SummaryFields both;
        both.bits_ = bits_ | other.bits_;
        return both;
    }

  private:
    unsigned bits_ = 0;
};
constexpr SummaryFields operator|(SummaryField one, SummaryField other) {
    return SummaryFields(one) | other;
}

// Intervals (end - length, end] at ends one step apart. Milliseconds since 1970-01-01 UTC.
struct SummaryWindows {
    std::int64_t firstEnd = 0;
    std::int64_t step = 1;  // above 0
    std::size_t count = 0;
    std::int64_t length = 1;  // above 0

    std::int64_t end(std::size_t index) const { return firstEnd + static_cast<std::int64_t>(index) * step; }
    std::int64_t begin(std::size_t index) const { return end(index) - length; }
};

// A summary of an interval (from, to].
struct SummaryPiece {
    std::int64_t from = 0;
    std::int64_t to = 0;
    Summary summary;
};

// Samples ascend and may hold staleness markers. Appends pieces that no window's edge cuts; where no sample
// is there is none. Only samples in (from, to] are taken.
void appendPieces(std::span<const Sample> samples, std::int64_t from, std::int64_t to,
                  const SummaryWindows& windows, std::vector<SummaryPiece>& pieces);

// What is wanted of each window's summary. The pieces ascend, and none overlaps another one; those that a
// window's edge cuts do not count.
void sumUp(std::span<const SummaryPiece> pieces, const SummaryWindows& windows, SummaryFields fields,
           std::vector<Summary>& into);

}  // namespace baro
