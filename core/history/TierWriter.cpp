#include "core/history/TierWriter.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/history/RecordedBlocks.h"
#include "core/history/TickTimes.h"
#include "core/history/TierPart.h"
#include "core/series/NotReadMarker.h"

namespace baro::history {
namespace {

constexpr std::size_t minutesOfDay = dayMilliseconds / minuteMilliseconds;

std::int64_t floorTo(std::int64_t time, std::int64_t multiple) {
    return time / multiple * multiple;
}

// A sample at a day's very beginning belongs to the day before.
std::int64_t dayOf(std::int64_t time) {
    return floorTo(time - 1, dayMilliseconds);
}

// Malformed only where the part itself is damaged, which is unknown for good. What the database cannot read
// now may be read tomorrow, and what is summed up is all that will be left of it.
Result<SeriesPartPtr> partAt(BlockRows& rows, std::int64_t place, std::size_t ticks) {
    if (const auto bytes = rows.row(place); !bytes) return failed(bytes.error().message);
    return rows.part(place, ticks);
}

struct DayBlock {
    std::int64_t startSeconds = 0;
    std::vector<std::int64_t> times;
};

// The samples of a day, part by part.
class DaySamples {
  public:
    DaySamples(Database& database, std::int64_t begin)
        : database_(database), rows_(database), begin_(begin) {}

    Status open() {
        const auto blocks = listBlocks(database_, Tier::Samples);
        if (!blocks) return blocks.error();
        for (const BlockSpan& block : *blocks)
            if (block.startSeconds * 1000 <= begin_ + dayMilliseconds && block.until > begin_)
                if (Status taken = take(block.startSeconds); !taken) return taken;
        for (std::size_t minute = 0; minute < minutesOfDay; ++minute) {
            if (!hasTicks_[minute]) continue;
            indexes_[minute] = ends_.size();
            ends_.push_back(begin_ + static_cast<std::int64_t>(minute + 1) * minuteMilliseconds);
        }
        return Done{};
    }
    const std::set<std::uint32_t>& parts() const { return parts_; }
    // Of the minutes with ticks.
    const std::vector<std::int64_t>& ends() const { return ends_; }

    // Of those minutes.
    Result<TierPart> summaries(std::uint32_t part) {
        TierPart all;
        for (const DayBlock& block : blocks_) {
            const auto opened =
                partAt(rows_, blockPlace(Tier::Samples, block.startSeconds, part), block.times.size());
            // What is damaged is unknown.
            if (!opened && opened.error().kind != ErrorKind::Malformed) return opened.error();
            if (opened && *opened) add(block, **opened, all);
            rows_.clear();
        }
        std::erase_if(all, [](const auto& one) {
            return one.first >= summarisedSeries || std::ranges::all_of(one.second, &Summary::isEmpty);
        });
        return all;
    }

  private:
    Status take(std::int64_t startSeconds) {
        const auto bytes = rows_.row(blockPlace(Tier::Samples, startSeconds, 0));
        if (!bytes) return bytes.error();
        auto times = decodeTickTimes(*bytes);
        if (!times) return Done{};
        blocks_.push_back({startSeconds, std::move(times).value()});
        for (const std::int64_t time : blocks_.back().times)
            if (isOfTheDay(time)) hasTicks_[minuteOf(time)] = true;
        auto select = database_.prepare("SELECT place FROM block WHERE place > ? AND place < ?");
        if (!select) return select.error();
        const std::int64_t first = blockPlace(Tier::Samples, startSeconds, 0);
        select->bind(1, first).bind(2, blockPlace(Tier::Samples, startSeconds + 1, 0));
        while (true) {
            const auto row = select->step();
            if (!row) return row.error();
            if (!*row) return Done{};
            parts_.insert(static_cast<std::uint32_t>(select->integer(0) - first));
        }
    }

    void add(const DayBlock& block, const SeriesPart& part, TierPart& all) {
        values_.resize(block.times.size());
        for (std::size_t column = 0; column < part.numbers().size(); ++column) {
            if (!part.read(column, values_)) continue;
            IntervalSummaries& minutes = all[part.numbers()[column]];
            minutes.resize(ends_.size());
            for (std::size_t tick = 0; tick < values_.size(); ++tick) {
                const std::int64_t time = block.times[tick];
                if (isOfTheDay(time) && !isNotReadMarker(values_[tick]))
                    minutes[indexes_[minuteOf(time)]].add(Sample{time, values_[tick]});
            }
        }
    }

    bool isOfTheDay(std::int64_t time) const { return time > begin_ && time <= begin_ + dayMilliseconds; }
    std::size_t minuteOf(std::int64_t time) const {
        return static_cast<std::size_t>((time - begin_ - 1) / minuteMilliseconds);
    }

    Database& database_;
    BlockRows rows_;
    const std::int64_t begin_;
    std::vector<DayBlock> blocks_;
    std::set<std::uint32_t> parts_;
    std::array<bool, minutesOfDay> hasTicks_{};
    std::array<std::size_t, minutesOfDay> indexes_{};  // of the minutes with ticks, in ends_
    std::vector<std::int64_t> ends_;
    std::vector<double> values_;
};

// Writes one block of a tier, whose intervals are known before its parts.
class TierBlockWriter {
  public:
    static Result<TierBlockWriter> open(Database& database, Tier tier, std::int64_t begin,
                                        std::vector<std::int64_t> ends) {
        auto insert = database.prepare("INSERT OR REPLACE INTO block(place, until, data) VALUES(?, ?, ?)");
        if (!insert) return insert.error();
        auto remove = database.prepare("DELETE FROM block WHERE place = ?");
        if (!remove) return remove.error();
        return TierBlockWriter(std::move(insert).value(), std::move(remove).value(), tier, begin,
                               std::move(ends));
    }

    Status writeTicks() { return write(0, encodeTickTimes(ends_)); }
    Status writePart(std::uint32_t part, const TierPart& summaries) {
        const auto rows = encodeTierPart(summaries, ends_, shapeOf(tier_).intervalMilliseconds);
        for (std::size_t field = 0; field < rows.size(); ++field)
            if (Status written = write(tierPart(static_cast<TierField>(field), part), rows[field]); !written)
                return written;
        return Done{};
    }

  private:
    TierBlockWriter(Statement insert, Statement remove, Tier tier, std::int64_t begin,
                    std::vector<std::int64_t> ends)
        : insert_(std::move(insert)),
          remove_(std::move(remove)),
          tier_(tier),
          begin_(begin),
          ends_(std::move(ends)) {}

    Status write(std::uint32_t part, const std::string& bytes) {
        if (ends_.empty()) return Done{};
        const std::int64_t place = blockPlace(tier_, begin_ / 1000, part);
        if (bytes.empty()) return remove_.bind(1, place).run();
        return insert_.bind(1, place).bind(2, ends_.back()).bindBlob(3, bytes).run();
    }

    Statement insert_;
    Statement remove_;
    const Tier tier_;
    const std::int64_t begin_;
    const std::vector<std::int64_t> ends_;
};

// A block of hours that grows by a day.
class HourBlock {
  public:
    HourBlock(Database& database, std::int64_t dayBegin, std::span<const std::int64_t> minuteEnds)
        : database_(database),
          rows_(database),
          minuteEnds_(minuteEnds),
          begin_(floorTo(dayBegin, shapeOf(Tier::Hours).blockMilliseconds)),
          dayBegin_(dayBegin) {}

    Status open() {
        const auto bytes = rows_.row(place(0));
        if (!bytes) return bytes.error();
        if (!bytes->empty())
            if (auto ends = decodeTickTimes(*bytes); ends) before_ = std::move(ends).value();
        for (const std::int64_t end : before_)
            if (end <= dayBegin_ || end > dayBegin_ + dayMilliseconds) ends_.push_back(end);
        for (const std::int64_t minute : minuteEnds_)
            ends_.push_back(hourOf(minute));
        std::ranges::sort(ends_);
        ends_.erase(std::unique(ends_.begin(), ends_.end()), ends_.end());
        return listParts();
    }
    const std::vector<std::int64_t>& ends() const { return ends_; }
    std::int64_t begin() const { return begin_; }
    const std::set<std::uint32_t>& parts() const { return parts_; }

    // What the part had, and the new day's minutes.
    Result<TierPart> grown(std::uint32_t part, const TierPart& minutes) {
        TierPart all;
        const auto numbers = numbersOf(part);
        if (!numbers) return numbers.error();
        for (const SeriesNumber number : *numbers) {
            const auto row = [&](TierField field) {
                return partAt(rows_, place(tierPart(field, part)), before_.size());
            };
            const Status read = decodeTierSeries(number, everyField, row, before_, hourMilliseconds, old_);
            if (!read && read.error().kind != ErrorKind::Malformed) return read.error();
            if (read) keep(old_, all[number]);
        }
        for (const auto& [number, summaries] : minutes)
            add(summaries, all[number]);
        std::erase_if(all,
                      [](const auto& one) { return std::ranges::all_of(one.second, &Summary::isEmpty); });
        rows_.clear();
        return all;
    }

  private:
    static constexpr SummaryFields everyField =
        SummaryField::Count | SummaryField::Least | SummaryField::Greatest | SummaryField::Sum |
        SummaryField::First | SummaryField::Last | SummaryField::Lost | SummaryField::EndsUnknown;

    std::int64_t place(std::uint32_t part) const { return blockPlace(Tier::Hours, begin_ / 1000, part); }

    // Every series has a count, or at least a staleness marker.
    Result<std::set<SeriesNumber>> numbersOf(std::uint32_t part) {
        std::set<SeriesNumber> all;
        for (const TierField field : {TierField::Count, TierField::EndsUnknown}) {
            const auto row = partAt(rows_, place(tierPart(field, part)), before_.size());
            if (!row && row.error().kind != ErrorKind::Malformed) return row.error();
            if (row && *row) all.insert((*row)->numbers().begin(), (*row)->numbers().end());
        }
        return all;
    }

    Status listParts() {
        auto select = database_.prepare("SELECT place FROM block WHERE place > ? AND place < ?");
        if (!select) return select.error();
        select->bind(1, place(0)).bind(2, place(tierPart(TierField::Least, 0)));
        while (true) {
            const auto row = select->step();
            if (!row) return row.error();
            if (!*row) return Done{};
            parts_.insert(static_cast<std::uint32_t>(select->integer(0) - place(0)));
        }
    }

    void keep(const IntervalSummaries& old, IntervalSummaries& into) const {
        into.resize(ends_.size());
        for (std::size_t index = 0; index < before_.size(); ++index) {
            if (before_[index] > dayBegin_ && before_[index] <= dayBegin_ + dayMilliseconds) continue;
            into[indexOf(before_[index])] = old[index];
        }
    }
    void add(const IntervalSummaries& minutes, IntervalSummaries& into) const {
        into.resize(ends_.size());
        for (std::size_t index = 0; index < minutes.size(); ++index)
            into[indexOf(hourOf(minuteEnds_[index]))].add(minutes[index]);
    }
    // The end of the hour that the minute with that end is of.
    static std::int64_t hourOf(std::int64_t minuteEnd) {
        return floorTo(minuteEnd - 1, hourMilliseconds) + hourMilliseconds;
    }
    std::size_t indexOf(std::int64_t end) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(ends_, end) - ends_.begin());
    }

    Database& database_;
    BlockRows rows_;
    const std::span<const std::int64_t> minuteEnds_;  // of the new day
    const std::int64_t begin_;
    const std::int64_t dayBegin_;
    std::vector<std::int64_t> before_;
    std::vector<std::int64_t> ends_;
    std::set<std::uint32_t> parts_;
    IntervalSummaries old_;  // of the series that is read
};

Status deleteBlock(Database& database, Tier tier, std::int64_t begin) {
    return database.execute(
        "DELETE FROM block WHERE place >= " + std::to_string(blockPlace(tier, begin / 1000, 0)) +
        " AND place < " + std::to_string(blockPlace(tier, begin / 1000 + 1, 0)));
}

// Hours first: what they were is read before anything is replaced.
Status sumUpDay(Database& database, std::int64_t begin) {
    DaySamples samples(database, begin);
    if (Status opened = samples.open(); !opened) return opened;
    HourBlock hours(database, begin, samples.ends());
    if (Status opened = hours.open(); !opened) return opened;
    if (Status deleted = deleteBlock(database, Tier::Minutes, begin); !deleted) return deleted;
    if (hours.ends().empty()) return deleteBlock(database, Tier::Hours, hours.begin());

    auto ofMinutes = TierBlockWriter::open(database, Tier::Minutes, begin, samples.ends());
    if (!ofMinutes) return ofMinutes.error();
    auto ofHours = TierBlockWriter::open(database, Tier::Hours, hours.begin(), hours.ends());
    if (!ofHours) return ofHours.error();
    if (Status written = ofMinutes->writeTicks(); !written) return written;

    std::set<std::uint32_t> parts = samples.parts();
    parts.insert(hours.parts().begin(), hours.parts().end());
    for (const std::uint32_t part : parts) {
        const auto minutes = samples.summaries(part);
        if (!minutes) return minutes.error();
        const auto grown = hours.grown(part, *minutes);
        if (!grown) return grown.error();
        if (Status written = ofMinutes->writePart(part, *minutes); !written) return written;
        if (Status written = ofHours->writePart(part, *grown); !written) return written;
    }
    return ofHours->writeTicks();
}

Status noteUntil(Database& database, std::int64_t until) {
    return database.execute("INSERT OR REPLACE INTO meta VALUES('summed_up', " + std::to_string(until) + ")");
}

// Not after the first tick that is later than that time, and within a second of it.
Result<std::optional<std::int64_t>> firstTickAfter(Database& database, std::int64_t time) {
    const auto blocks = listBlocks(database, Tier::Samples);
    if (!blocks) return blocks.error();
    for (const BlockSpan& block : *blocks)
        if (block.until > time) return std::optional(std::max(block.startSeconds * 1000, time + 1));
    return std::optional<std::int64_t>();
}

}  // namespace

Result<std::int64_t> summedUpUntil(Database& database) {
    const auto until = database.integer("SELECT value FROM meta WHERE key = 'summed_up'");
    if (!until) return until.error();
    return until->value_or(0);
}

Result<bool> sumUpOneDay(Database& database, std::int64_t newest) {
    const auto until = summedUpUntil(database);
    if (!until) return until.error();
    if (newest <= *until + dayMilliseconds) return false;
    const auto first = firstTickAfter(database, *until);
    if (!first) return first.error();
    if (!*first) return false;
    const std::int64_t begin = dayOf(**first);
    if (newest <= begin + dayMilliseconds) return false;
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (Status done = sumUpDay(database, begin); !done) return done.error();
    if (Status noted = noteUntil(database, begin + dayMilliseconds); !noted) return noted.error();
    if (Status committed = transaction->commit(); !committed) return committed.error();
    return true;
}

Status sumUpAgainFrom(Database& database, std::int64_t time) {
    const auto until = summedUpUntil(database);
    if (!until) return until.error();
    return time > *until ? Status(Done{}) : noteUntil(database, std::max<std::int64_t>(dayOf(time), 0));
}

}  // namespace baro::history
