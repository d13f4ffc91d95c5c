#include "ui/widgets/ChartBreaks.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace baro::ui {
namespace {

struct BreakWords {
    Q_DECLARE_TR_FUNCTIONS(ChartBreaks)
};

QString breakWord(const std::string& kind) {
    if (kind == "sleep") return BreakWords::tr("asleep");
    if (kind == "boot") return BreakWords::tr("restart");
    return {};
}

bool isKnownAt(const ChartData& data, std::size_t column) {
    return std::ranges::any_of(data.series, [column](const ChartSeries& series) {
        return !series.isCompared && column < series.maximum.size() && !std::isnan(series.maximum[column]);
    });
}

// Where what is known before that moment ends. The column of the moment itself may hold what came after it.
std::int64_t knownUntil(const ChartData& data, std::int64_t moment) {
    const std::int64_t own = floorDivide(moment - data.columnsFrom, data.columnMilliseconds);
    auto column = std::clamp<std::int64_t>(own, 0, static_cast<std::int64_t>(data.columns()));
    while (column > 0)
        if (isKnownAt(data, static_cast<std::size_t>(--column)))
            return std::min(data.timeOf(static_cast<std::size_t>(column) + 1), moment);
    return data.range.from;
}

}  // namespace

std::vector<ChartBreak> breaksOf(const ChartData& data, std::span<const history::Event> events) {
    std::vector<ChartBreak> breaks;
    if (data.series.empty()) return breaks;
    for (const history::Event& event : events) {
        const QString word = breakWord(event.kind);
        const std::int64_t moment = event.timeMilliseconds;
        if (word.isEmpty() || moment <= data.range.from || moment > data.range.to) continue;
        breaks.push_back({{knownUntil(data, moment), moment}, word});
    }
    return breaks;
}

}  // namespace baro::ui
