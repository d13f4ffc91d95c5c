#include "core/history/BlockWriter.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/history/TickTimes.h"
#include "core/series/NotReadMarker.h"

namespace baro::history {
namespace {

using Column = std::vector<double>;

Column columnOf(std::span<const Sample> samples, std::span<const std::int64_t> ticks) {
    Column column(ticks.size(), notReadMarker());
    auto tick = ticks.begin();
    for (const Sample& sample : samples) {
        tick = std::lower_bound(tick, ticks.end(), sample.timeMilliseconds);
        if (tick == ticks.end()) break;
        if (*tick == sample.timeMilliseconds)
            column[static_cast<std::size_t>(tick - ticks.begin())] = sample.value;
    }
    return column;
}

class PartsWriter {
  public:
    PartsWriter(Statement& insert, DataWriter& data, Tier tier, std::span<const std::int64_t> ticks)
        : insert_(insert), data_(data), tier_(tier), ticks_(ticks) {}

    void expect(SeriesNumber number) { ++waiting_[partOf(number)].expected; }

    Status add(SeriesNumber number, std::span<const Sample> samples) {
        const std::uint32_t part = partOf(number);
        const auto found = waiting_.find(part);
        if (found == waiting_.end()) return failed("a series was read that the source had not named");
        Waiting& waiting = found->second;
        const Column column = columnOf(samples, ticks_);
        waiting.part.add({number, column});
        return waiting.part.size() < waiting.expected ? Status(Done{}) : write(part);
    }

    // Those of which fewer series came than were expected.
    Status writeRest() {
        while (!waiting_.empty())
            if (Status written = write(waiting_.begin()->first); !written) return written;
        return Done{};
    }

    Status insert(std::uint32_t part, std::string_view bytes) {
        insert_.bind(1, blockPlace(tier_, ticks_.front() / 1000, part)).bind(2, ticks_.back());
        if (Status bound = data_.bind(insert_, 3, bytes, ticks_.back()); !bound) return bound;
        return insert_.run();
    }

  private:
    struct Waiting {
        std::size_t expected = 0;
        SeriesPartWriter part;
    };

    Status write(std::uint32_t part) {
        const auto node = waiting_.extract(part);
        if (node.mapped().part.size() == 0) return Done{};
        return insert(part, node.mapped().part.finish());
    }

    Statement& insert_;
    DataWriter& data_;
    Tier tier_;
    std::span<const std::int64_t> ticks_;
    std::map<std::uint32_t, Waiting> waiting_;  // by part
};

}  // namespace

Status writeBlock(Database& database, DataWriter& data, Tier tier, std::span<const std::int64_t> ticks,
                  const SeriesSource& source, const NumberOf& numberOf) {
    auto insert = database.prepare("INSERT OR REPLACE INTO block(place, until, data) VALUES(?, ?, ?)");
    if (!insert) return insert.error();
    PartsWriter parts(*insert, data, tier, ticks);
    if (Status written = parts.insert(0, encodeTickTimes(ticks)); !written) return written;

    SeriesQuery query;
    query.range = {ticks.front(), ticks.back()};
    query.leadingMarkers = true;
    const auto all = source.series(query);
    if (!all) return all.error();
    for (const LabelsPtr& labels : *all)
        parts.expect(numberOf(*labels));

    const auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    while (true) {
        const auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) return parts.writeRest();
        if (Status added = parts.add(numberOf(*(*cursor)->labels()), (*cursor)->samples()); !added)
            return added;
    }
}

}  // namespace baro::history
