#include "core/history/TierPart.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "core/history/SeriesPart.h"
#include "core/series/NotReadMarker.h"

namespace baro::history {
namespace {

using Column = std::vector<double>;

// What a field says of an interval that has values.
double fieldOf(TierField field, const Summary& summary, std::int64_t begin, std::int64_t end) {
    switch (field) {
        case TierField::Count:
            return summary.count;
        case TierField::Least:
            return summary.least;
        case TierField::Greatest:
            return summary.greatest;
        case TierField::Sum:
            return summary.sum;
        case TierField::First:
            return summary.first.value;
        case TierField::FirstAfter:
            return static_cast<double>(summary.first.timeMilliseconds - begin);
        case TierField::Last:
            return summary.last.value;
        case TierField::LastBefore:
            return static_cast<double>(end - summary.last.timeMilliseconds);
        case TierField::Lost:
            return summary.lost;
        case TierField::EndsUnknown:
            return summary.endsUnknown ? 1 : 0;
    }
    return 0;
}

Column columnOf(TierField field, const IntervalSummaries& summaries, std::span<const std::int64_t> ends,
                std::int64_t interval) {
    Column column(ends.size(), notReadMarker());
    for (std::size_t index = 0; index < ends.size(); ++index) {
        const Summary& summary = summaries[index];
        if (summary.isEmpty() || (summary.count == 0 && field != TierField::EndsUnknown)) continue;
        column[index] = fieldOf(field, summary, ends[index] - interval, ends[index]);
    }
    return column;
}

bool areSame(const Column& one, const Column& other) {
    return std::ranges::equal(one, other, [](double a, double b) {
        return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    });
}

bool isZero(const Column& column) {
    return std::ranges::all_of(column, [](double value) { return value == 0 || isNotReadMarker(value); });
}

// The field that tells the same where a series has no column.
std::optional<TierField> standIn(TierField field) {
    switch (field) {
        case TierField::Least:
            return TierField::First;
        case TierField::Greatest:
        case TierField::Sum:
            return TierField::Last;
        default:
            return std::nullopt;
    }
}

bool isZeroWhenMissing(TierField field) {
    return field == TierField::Lost || field == TierField::EndsUnknown;
}

bool isNeeded(TierField field, const Column& column, const IntervalSummaries& summaries,
              std::span<const std::int64_t> ends, std::int64_t interval) {
    if (isZeroWhenMissing(field)) return !isZero(column);
    const auto other = standIn(field);
    return !other || !areSame(column, columnOf(*other, summaries, ends, interval));
}

std::string encodeField(TierField field, const TierPart& part, std::span<const std::int64_t> ends,
                        std::int64_t interval) {
    std::vector<SeriesNumber> numbers;
    std::vector<Column> columns;
    for (const auto& [number, summaries] : part) {
        Column column = columnOf(field, summaries, ends, interval);
        if (!isNeeded(field, column, summaries, ends, interval)) continue;
        numbers.push_back(number);
        columns.push_back(std::move(column));
    }
    std::vector<SeriesValues> series;
    for (std::size_t index = 0; index < numbers.size(); ++index)
        series.push_back({numbers[index], columns[index]});
    return series.empty() ? std::string() : encodeSeriesPart(series);
}

// Reads the columns of one series.
class SeriesFields {
  public:
    SeriesFields(SeriesNumber number, const TierRow& row, std::span<const std::int64_t> ends,
                 std::int64_t interval)
        : number_(number), row_(row), ends_(ends), interval_(interval), summaries_(ends.size()) {}

    // Whether the series has a column; put(summary, value, index) is called where it has a value.
    template <class Put>
    Result<bool> read(TierField field, Put put) {
        const auto bytes = row_(field);
        if (!bytes) return bytes.error();
        if (bytes->empty()) return false;
        const auto part = SeriesPart::open(*bytes, ends_.size());
        if (!part) return part.error();
        const auto column = part->find(number_);
        if (!column) return false;
        values_.resize(ends_.size());
        if (Status read = part->read(*column, values_); !read) return read.error();
        for (std::size_t index = 0; index < values_.size(); ++index)
            if (!isNotReadMarker(values_[index])) put(summaries_[index], values_[index], index);
        return true;
    }

    template <class Put>
    Status readOrStandIn(TierField field, Put put) {
        auto found = read(field, put);
        if (!found) return found.error();
        if (*found || !standIn(field)) return Done{};
        found = read(*standIn(field), put);
        return found ? Status(Done{}) : Status(found.error());
    }

    std::int64_t begin(std::size_t index) const { return ends_[index] - interval_; }
    std::int64_t end(std::size_t index) const { return ends_[index]; }
    IntervalSummaries take() { return std::move(summaries_); }

  private:
    const SeriesNumber number_;
    const TierRow& row_;
    const std::span<const std::int64_t> ends_;
    const std::int64_t interval_;
    Column values_;
    IntervalSummaries summaries_;
};

// That there are values is known from any of their fields.
void notice(Summary& summary) {
    if (summary.count == 0) summary.count = 1;
}

Status readFirst(SeriesFields& in) {
    const auto values = in.read(TierField::First, [](Summary& summary, double value, std::size_t) {
        notice(summary);
        summary.first.value = value;
    });
    if (!values) return values.error();
    const auto times = in.read(TierField::FirstAfter, [&](Summary& summary, double after, std::size_t index) {
        summary.first.timeMilliseconds = in.begin(index) + static_cast<std::int64_t>(after);
    });
    return times ? Status(Done{}) : Status(times.error());
}

Status readLast(SeriesFields& in) {
    const auto values = in.read(TierField::Last, [](Summary& summary, double value, std::size_t) {
        notice(summary);
        summary.last.value = value;
    });
    if (!values) return values.error();
    const auto times =
        in.read(TierField::LastBefore, [&](Summary& summary, double before, std::size_t index) {
            summary.last.timeMilliseconds = in.end(index) - static_cast<std::int64_t>(before);
        });
    return times ? Status(Done{}) : Status(times.error());
}

Status readNumber(SeriesFields& in, TierField field, double Summary::*into) {
    return in.readOrStandIn(field, [into](Summary& summary, double value, std::size_t) {
        notice(summary);
        summary.*into = value;
    });
}

Status readRest(SeriesFields& in, SummaryFields fields) {
    if (fields.has(SummaryField::Lost)) {
        const auto lost = in.read(TierField::Lost,
                                  [](Summary& summary, double value, std::size_t) { summary.lost = value; });
        if (!lost) return lost.error();
    }
    if (!fields.has(SummaryField::EndsUnknown)) return Done{};
    const auto ends = in.read(TierField::EndsUnknown, [](Summary& summary, double value, std::size_t) {
        summary.endsUnknown = value != 0;
    });
    return ends ? Status(Done{}) : Status(ends.error());
}

}  // namespace

std::array<std::string, tierFields> encodeTierPart(const TierPart& part, std::span<const std::int64_t> ends,
                                                   std::int64_t intervalMilliseconds) {
    std::array<std::string, tierFields> rows;
    for (int field = 0; field < tierFields; ++field)
        rows[static_cast<std::size_t>(field)] =
            encodeField(static_cast<TierField>(field), part, ends, intervalMilliseconds);
    return rows;
}

Result<IntervalSummaries> decodeTierSeries(SeriesNumber number, SummaryFields fields, const TierRow& row,
                                           std::span<const std::int64_t> ends,
                                           std::int64_t intervalMilliseconds) {
    SeriesFields in(number, row, ends, intervalMilliseconds);
    Status done = Done{};
    if (fields.has(SummaryField::Count)) done = readNumber(in, TierField::Count, &Summary::count);
    if (done && fields.has(SummaryField::Least)) done = readNumber(in, TierField::Least, &Summary::least);
    if (done && fields.has(SummaryField::Greatest))
        done = readNumber(in, TierField::Greatest, &Summary::greatest);
    if (done && fields.has(SummaryField::Sum)) done = readNumber(in, TierField::Sum, &Summary::sum);
    if (done && fields.has(SummaryField::First)) done = readFirst(in);
    if (done && fields.has(SummaryField::Last)) done = readLast(in);
    if (done) done = readRest(in, fields);
    if (!done) return done.error();
    return in.take();
}

Result<std::vector<SeriesNumber>> seriesOfRow(std::string_view row, std::size_t intervals) {
    const auto part = SeriesPart::open(row, intervals);
    if (!part) return part.error();
    return std::vector<SeriesNumber>(part->numbers().begin(), part->numbers().end());
}

}  // namespace baro::history
