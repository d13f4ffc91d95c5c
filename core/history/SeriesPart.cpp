#include "core/history/SeriesPart.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/history/Checked.h"
#include "core/history/ValueColumn.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

void SeriesPartWriter::add(const SeriesValues& series) {
    ByteWriter column;
    encodeValues(series.values, staleMarker(), NumberForm::Smallest, column);
    add(series.number, series.values.size(), std::move(column).take());
}

void SeriesPartWriter::add(SeriesNumber number, std::size_t ticks, std::string column) {
    ticks_ = ticks;
    columns_.emplace(number, std::move(column));
}

std::string SeriesPartWriter::finish() const {
    std::vector<SeriesNumber> numbers;
    std::vector<std::string> columns;
    for (const auto& [number, column] : columns_) {
        numbers.push_back(number);
        columns.push_back(column);
    }
    ByteWriter out;
    out.number(ticks_);
    putColumns(numbers, columns, out);
    return withChecksum(std::move(out).take());
}

std::string encodeSeriesPart(std::span<const SeriesValues> series) {
    SeriesPartWriter part;
    for (const SeriesValues& each : series)
        part.add(each);
    return part.finish();
}

Result<SeriesPart> SeriesPart::open(std::string_view bytes, std::size_t ticks) {
    const auto checked = checkedBytes(bytes);
    if (!checked) return malformed("a part of a block is cut or damaged");
    ByteReader in(*checked);
    if (in.number() != ticks || ticks > mostTicks) return malformed("a part is not of its block's ticks");
    SeriesPart part;
    part.ticks_ = ticks;
    part.directory_ = takeColumns(in);
    if (!in.ok()) return malformed("a part of a block has no valid directory");
    return part;
}

std::optional<std::size_t> SeriesPart::find(SeriesNumber number) const {
    const auto found = std::ranges::lower_bound(directory_.numbers, number);
    if (found == directory_.numbers.end() || *found != number) return std::nullopt;
    return static_cast<std::size_t>(found - directory_.numbers.begin());
}

std::optional<double> SeriesPart::constant(std::size_t column) const {
    return constantOf(directory_.columns[column], staleMarker());
}

Status SeriesPart::read(std::size_t column, std::span<double> values) const {
    if (values.size() != ticks_ || !decodeValues(directory_.columns[column], staleMarker(), values))
        return malformed("a column of a block is damaged");
    return Done{};
}

}  // namespace baro::history
