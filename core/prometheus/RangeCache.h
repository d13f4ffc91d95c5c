// What a server answered of parts of ranges that are over: a part is a fixed number of steps on a fixed grid,
// so questions of any range are made of the same parts. The least recently used go first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/series/SeriesSource.h"

namespace baro::prometheus {

// A part begins at a multiple of so many steps from 1970 on, and ends before the next one. It is kept by the
// time of its first point, in milliseconds.
inline constexpr std::int64_t stepsInPart = 32;

struct RangePart {
    // Its times are those of the grid, so that only the values are held.
    struct Row {
        LabelsPtr labels;
        std::array<double, stepsInPart> values;  // a staleness marker where the server told none
    };
    std::vector<Row> rows;
    std::size_t bytes() const;
};
using RangePartPtr = std::shared_ptr<const RangePart>;

// Any thread.
class RangeCache {
  public:
    explicit RangeCache(std::size_t mostBytes = std::size_t{64} << 20) : mostBytes_(mostBytes) {}

    // Null when it is not kept.
    RangePartPtr find(const std::string& expression, std::int64_t step, std::int64_t begin);
    void keep(const std::string& expression, std::int64_t step, std::int64_t begin, RangePartPtr part);
    std::size_t bytes() const;

  private:
    using Key = std::tuple<std::string, std::int64_t, std::int64_t>;
    struct Kept {
        Key key;
        RangePartPtr part;
        std::size_t bytes = 0;
    };
    mutable Mutex mutex_;
    const std::size_t mostBytes_;
    std::size_t bytes_ BARO_GUARDED_BY(mutex_) = 0;
    std::list<Kept> byUse_ BARO_GUARDED_BY(mutex_);  // the newest use first
    std::map<Key, std::list<Kept>::iterator> byKey_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::prometheus
