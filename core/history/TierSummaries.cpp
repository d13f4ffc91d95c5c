#include "core/history/TierSummaries.h"

#include <algorithm>
#include <utility>

#include "core/history/TickTimes.h"
#include "core/history/TierWriter.h"

namespace baro::history {

Result<TierSpans> listTiers(Database& database) {
    auto minutes = listBlocks(database, Tier::Minutes);
    if (!minutes) return minutes.error();
    auto hours = listBlocks(database, Tier::Hours);
    if (!hours) return hours.error();
    const auto until = summedUpUntil(database);
    if (!until) return until.error();
    return TierSpans{std::move(minutes).value(), std::move(hours).value(), *until};
}

Result<std::optional<std::int64_t>> summedUpSince(Database& database, const TierSpans& spans) {
    if (spans.hours.empty()) return std::optional<std::int64_t>();
    BlockRows rows(database);
    const auto bytes = rows.row(blockPlace(Tier::Hours, spans.hours.front().startSeconds, 0));
    if (!bytes) return bytes.error();
    const auto ends = decodeTickTimes(*bytes);
    // Damaged: at least it is known when the block begins.
    if (!ends || ends->empty()) return std::optional(spans.hours.front().startSeconds * 1000);
    return std::optional(ends->front() - shapeOf(Tier::Hours).intervalMilliseconds);
}

bool areWhole(const SummaryWindows& windows, std::int64_t intervalMilliseconds) {
    return windows.firstEnd % intervalMilliseconds == 0 && windows.length % intervalMilliseconds == 0 &&
           (windows.count == 1 || windows.step % intervalMilliseconds == 0);
}

TierSummaries::TierSummaries(Database& database, const TierSpans& spans, std::int64_t after,
                             std::int64_t until, bool areHoursEnough, SummaryFields fields)
    : rows_(database), fields_(fields) {
    until = std::min(until, spans.until);
    const std::int64_t minutesBegin =
        spans.minutes.empty() || areHoursEnough ? until : spans.minutes.front().startSeconds * 1000;
    addBlocks(Tier::Hours, spans.hours, after, std::min(until, minutesBegin));
    addBlocks(Tier::Minutes, spans.minutes, std::max(after, minutesBegin), until);
}

void TierSummaries::addBlocks(Tier tier, const std::vector<BlockSpan>& spans, std::int64_t after,
                              std::int64_t until) {
    for (const BlockSpan& span : spans)
        if (span.startSeconds * 1000 < until && span.until > after)
            blocks_.push_back({tier, span.startSeconds, after, until, {}});
}

Status TierSummaries::endsOf(Block& block) {
    if (!block.ends.empty()) return Done{};
    const auto bytes = rows_.row(blockPlace(block.tier, block.startSeconds, 0));
    if (!bytes) return bytes.error();
    auto ends = decodeTickTimes(*bytes);
    if (!ends) return ends.error();
    block.ends = std::move(ends).value();
    return Done{};
}

Status TierSummaries::readBlock(Block& block, SeriesNumber number, std::vector<SummaryPiece>& into) {
    if (Status known = endsOf(block); !known) return known;
    const std::int64_t interval = shapeOf(block.tier).intervalMilliseconds;
    const auto row = [&](TierField field) {
        return rows_.part(blockPlace(block.tier, block.startSeconds, tierPart(field, partOf(number))),
                          block.ends.size());
    };
    if (Status read = decodeTierSeries(number, fields_, row, block.ends, interval, summaries_); !read)
        return read;
    for (std::size_t index = 0; index < summaries_.size(); ++index) {
        const std::int64_t end = block.ends[index];
        if (summaries_[index].isEmpty() || end - interval < block.after || end > block.until) continue;
        into.push_back({end - interval, end, summaries_[index]});
    }
    return Done{};
}

Status TierSummaries::read(SeriesNumber number, std::vector<SummaryPiece>& into) {
    if (number >= summarisedSeries) return Done{};
    for (Block& block : blocks_) {
        const Status done = readBlock(block, number, into);
        if (!done && done.error().kind != ErrorKind::Malformed) return done;
        if (!done) ++damagedReads_;  // what is damaged is unknown
    }
    return Done{};
}

Result<bool> TierSummaries::hasSamples(SeriesNumber number) {
    std::vector<SummaryPiece> pieces;
    if (Status done = read(number, pieces); !done) return done.error();
    return std::ranges::any_of(pieces, [](const SummaryPiece& piece) { return piece.summary.count > 0; });
}

void appendLastSamples(const std::vector<SummaryPiece>& pieces, std::vector<Sample>& into) {
    for (const SummaryPiece& piece : pieces) {
        if (piece.summary.count > 0) into.push_back(piece.summary.last);
        if (piece.summary.endsUnknown)
            into.push_back({std::max(piece.to, into.empty() ? piece.to : into.back().timeMilliseconds + 1),
                            staleMarker()});
    }
}

}  // namespace baro::history
