// The series of a part of a block, one column each over the same ticks: docs/record-format.md, "A block's
// series". Any thread; several may read
// one SeriesPart.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/history/PartDirectory.h"

namespace baro::history {

// One value for each tick. Where there is none, a marker stands: staleMarker() of core/series/SeriesSource.h
// or notReadMarker() of core/series/NotReadMarker.h.
struct SeriesValues {
    SeriesNumber number = 0;
    std::span<const double> values;
};

// A block has this many ticks at most.
inline constexpr std::size_t mostTicks = 65536;

// Takes the series in any order, each once, and holds them encoded: a hundredth of their values' size.
class SeriesPartWriter {
  public:
    // All have equally many values, at least one, at most mostTicks.
    void add(const SeriesValues& series);
    // A column that is encoded already.
    void add(SeriesNumber number, std::size_t ticks, std::string column);
    std::size_t size() const { return columns_.size(); }  // series
    std::string finish() const;

  private:
    std::size_t ticks_ = 0;
    std::map<SeriesNumber, std::string> columns_;
};

std::string encodeSeriesPart(std::span<const SeriesValues> series);

// Opened bytes: what they hold is known, and no column is decoded yet.
class SeriesPart {
  public:
    // Views the bytes, which must stay as long as it is used. `ticks`: of the block, as its part 0 says.
    // Malformed when the bytes are damaged or are not a part of so many ticks.
    static Result<SeriesPart> open(std::string_view bytes, std::size_t ticks);

    // Ascending; a column is its series' index here.
    std::span<const SeriesNumber> numbers() const { return directory_.numbers; }
    std::optional<std::size_t> find(SeriesNumber number) const;

    // The value of every tick when they are all the same, which is known without decoding; the staleness
    // marker of a series that is unknown throughout.
    std::optional<double> constant(std::size_t column) const;

    // As it was written.
    std::string_view bytes(std::size_t column) const { return directory_.columns[column]; }

    // Fills `values`, one for each tick. Malformed when the column is damaged: values is unspecified then.
    Status read(std::size_t column, std::span<double> values) const;

  private:
    SeriesPart() = default;

    std::size_t ticks_ = 0;
    PartDirectory directory_;
};

}  // namespace baro::history
