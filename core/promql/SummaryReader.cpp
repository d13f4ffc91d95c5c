#include "core/promql/SummaryReader.h"

#include <utility>

namespace baro::promql {

std::optional<SummaryWindows> windowsOf(const RangeShape& shape, const Steps& steps) {
    if (shape.shift.fixed && steps.count() > 1) return std::nullopt;
    return SummaryWindows{shape.end(steps.start), steps.step, steps.count(), shape.length};
}

bool SummaryReader::open() {
    if (std::exchange(wasAsked_, true)) return cursor_ != nullptr;
    auto cursor = evaluation_.source().summarise(query_);
    if (!cursor) return evaluation_.fail("expanding series: " + cursor.error().message);
    cursor_ = std::move(cursor).value();
    return cursor_ != nullptr;
}

bool SummaryReader::next() {
    if (evaluation_.failed()) return false;
    const auto more = cursor_->next();
    if (!more) return evaluation_.fail("expanding series: " + more.error().message);
    return *more && evaluation_.proceed(query_.windows.count);
}

}  // namespace baro::promql
