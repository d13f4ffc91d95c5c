#include "core/history/TierPart.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "core/history/SeriesPart.h"
#include "core/history/TierColumn.h"
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

// One series, by field.
using Columns = std::array<Column, tierFields>;

const Column& at(const Columns& columns, TierField field) {
    return columns[static_cast<std::size_t>(field)];
}

Columns columnsOf(const IntervalSummaries& summaries, std::span<const std::int64_t> ends,
                  std::int64_t interval) {
    Columns columns;
    for (std::size_t field = 0; field < columns.size(); ++field)
        columns[field] = columnOf(static_cast<TierField>(field), summaries, ends, interval);
    for (const TierField field : {TierField::Sum, TierField::Lost})
        roundSums(columns[static_cast<std::size_t>(field)], at(columns, TierField::Count),
                  at(columns, TierField::Least), at(columns, TierField::Greatest));
    return columns;
}

bool isNeeded(TierField field, const Columns& columns) {
    if (isZeroWhenMissing(field)) return !isZero(at(columns, field));
    const auto other = standIn(field);
    return !other || !areSame(at(columns, field), at(columns, *other));
}

// Reads the columns of one series.
class SeriesFields {
  public:
    SeriesFields(SeriesNumber number, const TierRow& row, std::span<const std::int64_t> ends,
                 std::int64_t interval, IntervalSummaries& into)
        : number_(number), row_(row), ends_(ends), interval_(interval), summaries_(into) {
        summaries_.assign(ends.size(), {});
    }

    // Whether the series has a column; put(summary, value, index) is called where it has a value.
    template <class Put>
    Result<bool> read(TierField field, Put put) {
        const auto column = columnOf(field);
        if (!column) return column.error();
        for (std::size_t index = 0; index < (*column)->size(); ++index)
            if (!isNotReadMarker((**column)[index])) put(summaries_[index], (**column)[index], index);
        return !(*column)->empty();
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
    std::int64_t interval() const { return interval_; }

  private:
    // Empty when the series has none. Decoded once, for others are told from it.
    Result<const Column*> columnOf(TierField field) {
        auto& known = columns_[static_cast<std::size_t>(field)];
        if (known) return &*known;
        const auto row = row_(field);
        if (!row) return row.error();
        const SeriesPartPtr& part = *row;
        const auto column = part ? part->find(number_) : std::nullopt;
        Column values;
        if (column) {
            const std::string_view bytes = part->bytes(*column);
            const auto ends = isToldFromEnds(bytes) ? endsFor(field) : Result<TierEnds>(TierEnds{});
            if (!ends) return ends.error();
            values.resize(ends_.size());
            if (Status read = decodeTierColumn(field, bytes, *ends, values); !read) return read.error();
        }
        return &known.emplace(std::move(values));
    }

    Result<TierEnds> endsFor(TierField field) {
        const auto last = field == TierField::Last
                              ? Result<const Column*>(malformed("a column is told from itself"))
                              : columnOf(TierField::Last);
        if (!last) return last.error();
        TierEnds ends{{}, **last};
        if (field != TierField::First) {
            const auto first = columnOf(TierField::First);
            if (!first) return first.error();
            ends.first = **first;
        }
        return ends;
    }

    const SeriesNumber number_;
    const TierRow& row_;
    const std::span<const std::int64_t> ends_;
    const std::int64_t interval_;
    std::array<std::optional<Column>, tierFields> columns_;
    IntervalSummaries& summaries_;
};

// That there are values is known from any of their fields.
void notice(Summary& summary) {
    if (summary.count == 0) summary.count = 1;
}

// put(summary, milliseconds, index): how far from an end of its interval the sample is.
template <class Put>
Status readTimes(SeriesFields& in, TierField field, Put put) {
    bool areWithin = true;
    const auto read = in.read(field, [&](Summary& summary, double distance, std::size_t index) {
        if (distance >= 0 && distance <= static_cast<double>(in.interval()))
            put(summary, static_cast<std::int64_t>(distance), index);
        else
            areWithin = false;
    });
    if (!read) return read.error();
    return areWithin ? Status(Done{}) : Status(malformed("a sample of a tier lies outside its interval"));
}

Status readFirst(SeriesFields& in) {
    const auto values = in.read(TierField::First, [](Summary& summary, double value, std::size_t) {
        notice(summary);
        summary.first.value = value;
    });
    if (!values) return values.error();
    return readTimes(in, TierField::FirstAfter, [&](Summary& summary, std::int64_t after, std::size_t index) {
        summary.first.timeMilliseconds = in.begin(index) + after;
    });
}

Status readLast(SeriesFields& in) {
    const auto values = in.read(TierField::Last, [](Summary& summary, double value, std::size_t) {
        notice(summary);
        summary.last.value = value;
    });
    if (!values) return values.error();
    return readTimes(in, TierField::LastBefore,
                     [&](Summary& summary, std::int64_t before, std::size_t index) {
                         summary.last.timeMilliseconds = in.end(index) - before;
                     });
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
    std::array<SeriesPartWriter, tierFields> parts;
    for (const auto& [number, summaries] : part) {
        const Columns columns = columnsOf(summaries, ends, intervalMilliseconds);
        const TierEnds around{at(columns, TierField::First), at(columns, TierField::Last)};
        for (std::size_t index = 0; index < parts.size(); ++index) {
            const auto field = static_cast<TierField>(index);
            if (isNeeded(field, columns))
                parts[index].add(number, ends.size(), encodeTierColumn(field, columns[index], around));
        }
    }
    std::array<std::string, tierFields> rows;
    for (std::size_t index = 0; index < parts.size(); ++index)
        if (parts[index].size() > 0) rows[index] = parts[index].finish();
    return rows;
}

Status decodeTierSeries(SeriesNumber number, SummaryFields fields, const TierRow& row,
                        std::span<const std::int64_t> ends, std::int64_t intervalMilliseconds,
                        IntervalSummaries& into) {
    SeriesFields in(number, row, ends, intervalMilliseconds, into);
    Status done = Done{};
    if (fields.has(SummaryField::Count)) done = readNumber(in, TierField::Count, &Summary::count);
    if (done && fields.has(SummaryField::Least)) done = readNumber(in, TierField::Least, &Summary::least);
    if (done && fields.has(SummaryField::Greatest))
        done = readNumber(in, TierField::Greatest, &Summary::greatest);
    if (done && fields.has(SummaryField::Sum)) done = readNumber(in, TierField::Sum, &Summary::sum);
    if (done && fields.has(SummaryField::First)) done = readFirst(in);
    if (done && fields.has(SummaryField::Last)) done = readLast(in);
    return done ? readRest(in, fields) : done;
}

}  // namespace baro::history
