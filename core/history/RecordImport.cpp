// Samples from elsewhere in a record: Recorder::import().
#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "core/history/BlockWriter.h"
#include "core/history/RecordedBlocks.h"
#include "core/history/Recorder.h"
#include "core/history/TierWriter.h"

namespace baro::history {
namespace {

// A block lies in so much time, and has at most so many ticks.
constexpr std::int64_t importedBlock = 4 * hourMilliseconds;
constexpr std::size_t importedTicks = 900;

// When any series has a sample.
Result<std::vector<std::int64_t>> ticksWithin(const SeriesSource& source, TimeRange range) {
    SeriesQuery query;
    query.range = range;
    query.leadingMarkers = true;
    const auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    std::vector<std::int64_t> ticks;
    std::vector<std::int64_t> times;
    while (true) {
        const auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) return ticks;
        times.clear();
        for (const Sample& sample : (*cursor)->samples())
            times.push_back(sample.timeMilliseconds);
        if (std::ranges::includes(ticks, times)) continue;
        std::vector<std::int64_t> both;
        std::ranges::set_union(ticks, times, std::back_inserter(both));
        ticks = std::move(both);
    }
}

Status importTicks(Database& database, DataWriter& data, std::span<const std::int64_t> ticks,
                   const SeriesSource& source, const NumberOf& numberOf) {
    while (!ticks.empty()) {
        std::size_t count = std::min(importedTicks, ticks.size());
        // Two blocks cannot begin within one second.
        while (count < ticks.size() && ticks[count] / 1000 == ticks[0] / 1000)
            ++count;
        if (Status written = writeBlock(database, data, Tier::Samples, ticks.first(count), source, numberOf);
            !written)
            return written;
        ticks = ticks.subspan(count);
    }
    return Done{};
}

Error tellOverlap(const Database& database, const BlockSpan& block) {
    return denied(database.path() +
                  " has samples of that time already (of a quarter of an hour that begins at " +
                  std::to_string(block.startSeconds) +
                  " s after 1970): import into a folder of their own with --data-dir");
}

Error stopped() {
    return failed("stopped; the record is as it was");
}

}  // namespace

Status Recorder::importBlocks(DataWriter& data, const SeriesSource& source, TimeRange range,
                              const Proceed& proceed) {
    const auto numberOf = [this](const Labels& labels) { return names_.numberOf(labels); };
    const double length = static_cast<double>(range.to - range.from) + 1;
    std::int64_t width = importedBlock;
    for (std::int64_t from = range.from; from <= range.to;) {
        if (!proceed(static_cast<double>(from - range.from) / length)) return stopped();
        const std::int64_t to = from + std::min(width - 1, range.to - from);
        const auto ticks = ticksWithin(source, {from, to});
        if (!ticks) return ticks.error();
        // Over a time without samples with longer and longer strides, and back to the first one after it.
        if (ticks->empty() || width > importedBlock) {
            if (ticks->empty() && to == range.to) break;
            from = ticks->empty() ? to + 1 : ticks->front();
            width = ticks->empty() ? std::min(width, range.to / 2) * 2 : importedBlock;
            continue;
        }
        if (Status written = importTicks(database_, data, *ticks, source, numberOf); !written) return written;
        if (to == range.to) break;
        from = to + 1;
    }
    return Done{};
}

Status Recorder::importAll(const SeriesSource& source, TimeRange range, const Proceed& proceed) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    auto data = DataWriter::begin(database_);
    if (!data) return data.error();
    if (Status written = importBlocks(*data, source, range, proceed); !written) return written;
    if (Status written = writeNames(); !written) return written;
    if (Status finished = data->finish(); !finished) return finished;
    if (Status again = sumUpAgainFrom(database_, range.from); !again) return again;
    return transaction->commit();
}

Status Recorder::import(const SeriesSource& source, TimeRange range, const Proceed& proceed) {
    if (range.from > range.to) return Done{};
    constexpr std::int64_t latest = std::int64_t{1} << 46;  // in the year 4199; a place has room for no more
    if (range.from < 1000 || range.to > latest)
        return malformed("samples from before 1970 or from after the year 4000 cannot be recorded");
    if (Status sealed = seal(Seal::AndEnd); !sealed) return sealed;
    const auto blocks = listBlocks(database_, Tier::Samples);
    if (!blocks) return blocks.error();
    for (const BlockSpan& block : *blocks)
        if (block.startSeconds * 1000 <= range.to && block.until >= range.from)
            return tellOverlap(database_, block);
    if (Status written = importAll(source, range, proceed); !written) {
        (void)deleteForgottenData(database_);  // what had been written of it
        return written;
    }
    namesWritten_ = names_.count();
    newest_ = std::max(newest_.value_or(range.to), range.to);
    while (true) {
        const auto more = sumUpOneDay(database_, *newest_);
        if (!more) return more.error();
        if (!*more) return Done{};
    }
}

}  // namespace baro::history
