#include "core/promql/SeriesReader.h"

#include <utility>

namespace baro::promql {

bool SeriesReader::open() {
    auto cursor = evaluation_.source().read(query_);
    if (!cursor) return evaluation_.fail("expanding series: " + cursor.error().message);
    cursor_ = std::move(cursor).value();
    return true;
}

bool SeriesReader::next() {
    if (evaluation_.failed() || (!cursor_ && !open())) return false;
    const auto more = cursor_->next();
    if (!more) return evaluation_.fail("expanding series: " + more.error().message);
    if (!*more) return false;
    const std::size_t samples = cursor_->samples().size();
    // They are in memory until the next series is.
    if (!evaluation_.hold(samples)) return false;
    evaluation_.release(samples);
    return evaluation_.proceed(samples);
}

}  // namespace baro::promql
