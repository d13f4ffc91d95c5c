#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/XxHash.h"
#include "core/history/TierPart.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedSeries.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr SummaryFields everyTierField = SummaryField::Count | SummaryField::Least | SummaryField::Greatest |
                                         SummaryField::Sum | SummaryField::First | SummaryField::Last |
                                         SummaryField::Lost | SummaryField::EndsUnknown;
using TierRows = std::array<std::string, tierFields>;

std::vector<std::int64_t> intervalEnds() {
    std::vector<std::int64_t> ends;
    for (std::size_t i = 1; i <= fuzz::seedTicks; ++i)
        ends.push_back(static_cast<std::int64_t>(i) * minuteMilliseconds);
    return ends;
}

// Of each seed value an interval with it, one below and one above.
TierRows seedRows(std::span<const std::int64_t> ends) {
    TierPart part;
    for (const auto& values : fuzz::seedValues()) {
        IntervalSummaries& summaries = part[static_cast<SeriesNumber>(part.size())];
        summaries.resize(values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            for (const int by : {0, -1, 2})
                summaries[i].add(Sample{ends[i] - 500 + by, values[i] + by});
    }
    return encodeTierPart(part, ends, minuteMilliseconds);
}

std::string withRightChecksum(std::string_view bytes) {
    const std::uint64_t hash = xxHash64(bytes);
    std::string whole;
    for (int shift = 0; shift < 32; shift += 8)
        whole.push_back(static_cast<char>(hash >> shift));
    return whole.append(bytes);
}

}  // namespace

// One row is twisted; the others are as they were, so that columns are told from it and it from them.
BARO_FUZZ_TARGET(TierPartFuzz, text) {
    static const std::vector<std::int64_t> ends = intervalEnds();
    static const TierRows seed = seedRows(ends);
    TierRows rows = seed;
    std::string& row = rows[fuzz::takeNumber(text, 1) % rows.size()];
    row = withRightChecksum(fuzz::twisted(row.size() > 4 ? row.substr(4) : row, text));
    const auto opened = [&](TierField field) -> Result<SeriesPartPtr> {
        const std::string& bytes = rows[static_cast<std::size_t>(field)];
        if (bytes.empty()) return SeriesPartPtr();
        auto part = SeriesPart::open(bytes, ends.size());
        if (!part) return part.error();
        return SeriesPartPtr(std::make_shared<SeriesPart>(std::move(part).value()));
    };
    IntervalSummaries summaries;
    for (SeriesNumber number = 0; number < 8; ++number) {
        const Status read =
            decodeTierSeries(number, everyTierField, opened, ends, minuteMilliseconds, summaries);
        if (!read)
            fuzz::require(read.error().kind == ErrorKind::Malformed);
        else
            fuzz::require(summaries.size() == ends.size());
    }
}
