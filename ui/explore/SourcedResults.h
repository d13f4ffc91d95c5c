// Answers of several sources as one: each series is told whose it is by a label that none of the results has
// itself. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/prometheus/Answer.h"
#include "core/promql/Engine.h"
#include "core/series/SeriesSource.h"
#include "ui/series/Plot.h"

namespace baro::ui {

struct SourcedPlot {
    std::string source;
    const Plot* plot = nullptr;
};
struct SourcedResult {
    std::string source;
    const promql::QueryResult* result = nullptr;
};

// "server", or where a series has such a label, "server_2" and so on.
std::string sourceLabel(std::span<const SourcedPlot> plots);
std::string sourceLabel(std::span<const SourcedResult> results);

// Columns are as narrow as those of the finest plot, of at most mostColumns; a wider column stands in each of
// those that it covers.
Plot mergedPlot(std::span<const SourcedPlot> plots, std::size_t mostColumns = 11'000);

// Samples of ranges and values of a moment do not stand in one table: of which kind the first is, the others
// are left out.
promql::QueryResult mergedResult(std::span<const SourcedResult> results);

// What a server answered, as the engine would have, of which a table shows so many rows: samples.
struct MomentRows {
    promql::QueryResult result;
    std::size_t leftOut = 0;  // rows beyond those
};
MomentRows rowsOf(prometheus::QueryAnswer answer, std::size_t mostRows);
// Of a range that was asked at multiples of the step. Of very many series the largest.
Plot plotOf(const prometheus::QueryAnswer& answer, TimeRange range, std::int64_t step);

}  // namespace baro::ui
