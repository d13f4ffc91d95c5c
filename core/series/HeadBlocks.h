// The two forms of a Head's blocks of ticks: open (plain numbers, growing) and sealed (compressed,
// immutable).
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "core/series/Head.h"

namespace baro {

inline constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();

struct Head::Sealed {
    struct Columns {
        std::vector<std::uint8_t> bytes;
        std::vector<std::uint32_t> ends;  // by series id: where its column ends in bytes
    };
    std::vector<std::int64_t> times;  // ascending, never empty; fewer than the columns hold after before()
    std::shared_ptr<const Columns> columns;

    // The block without its ticks from that time on.
    std::shared_ptr<const Sealed> before(std::int64_t time) const;
    bool hasSamples(SeriesId id) const;
    // Room for blockTicks values is expected; those beyond times are of no meaning.
    bool decode(SeriesId id, std::span<double> values) const;
    std::size_t bytesUsed() const;

  private:
    std::span<const std::uint8_t> column(SeriesId id) const;  // empty when the series came later
};

struct Head::Open {
    explicit Open(std::size_t series);
    std::vector<std::int64_t> times;  // ascending, at most blockTicks

    void grow(std::size_t series);
    std::span<double> column(SeriesId id) { return {values_.data() + id * blockTicks, blockTicks}; }
    std::span<const double> known(SeriesId id) const;  // one value a tick; empty: the series came later
    void forgetFrom(std::int64_t time);
    bool hasSamples(SeriesId id) const;
    std::shared_ptr<const Sealed> sealed() const;
    std::size_t bytesUsed() const;

  private:
    std::vector<double>
        values_;  // one series after the other, blockTicks each; stale markers where nothing is known
};

}  // namespace baro
