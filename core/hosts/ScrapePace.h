// When a host is to be asked for again, so that each scrape is seen soon after it came, and asked for about
// once. Pure: it needs no clock, only what was found.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "core/series/SeriesSource.h"

namespace baro {

// At what distance a host is scraped, out of an answer that may hold several scrapes: the median of the
// distances in the series with the most samples. A single distance longer than ScrapePace::usualInterval may
// as well be a gap, and is not believed.
std::optional<std::chrono::milliseconds> scrapeDistance(std::span<const SampleSeries> answer);

class ScrapePace {
  public:
    static constexpr std::chrono::milliseconds usualInterval{15'000};  // until two scrapes are known

    // What an answer held: the time of the newest samples, milliseconds since 1970 by the server's clock;
    // nothing when it held none. Returns how long to wait before the next question.
    std::chrono::milliseconds next(std::optional<std::int64_t> takenAt);

    // Between two scrapes: the shortest of the last few distances, as a scrape may be missed.
    std::optional<std::chrono::milliseconds> interval() const;

  private:
    std::chrono::milliseconds afterNothingNew();

    static constexpr int remembered = 4;
    std::optional<std::int64_t> newest_;
    std::int64_t distances_[remembered] = {};  // 0: not known yet
    int nextDistance_ = 0;
    int inVain_ = 0;  // questions since the newest
};

}  // namespace baro
