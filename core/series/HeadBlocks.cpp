#include "core/series/HeadBlocks.h"

#include <algorithm>

#include "core/series/Column.h"

namespace baro {
namespace {

constexpr std::size_t seriesToCome = 32;

}  // namespace

std::span<const std::uint8_t> Head::Sealed::column(SeriesId id) const {
    if (id >= columns->ends.size()) return {};
    const std::size_t start = id == 0 ? 0 : columns->ends[id - 1];
    return std::span(columns->bytes).subspan(start, columns->ends[id] - start);
}

std::shared_ptr<const Head::Sealed> Head::Sealed::before(std::int64_t time) const {
    auto shorter = std::make_shared<Sealed>(*this);
    shorter->times.erase(std::ranges::lower_bound(shorter->times, time), shorter->times.end());
    return shorter;
}

bool Head::Sealed::hasSamples(SeriesId id) const {
    const auto bytes = column(id);
    return !bytes.empty() && static_cast<ColumnEncoding>(bytes.front()) != ColumnEncoding::Missing;
}

bool Head::Sealed::decode(SeriesId id, std::span<double> values) const {
    if (hasSamples(id)) return decodeColumn(column(id), values);
    std::ranges::fill(values, staleMarker());
    return true;
}

std::size_t Head::Sealed::bytesUsed() const {
    return columns->bytes.capacity() + columns->ends.capacity() * sizeof(std::uint32_t) +
           times.capacity() * sizeof(std::int64_t);
}

Head::Open::Open(std::size_t series) {
    grow(series);
}

void Head::Open::grow(std::size_t series) {
    if (values_.size() >= series * blockTicks) return;
    // Without it the room would double for a single new series.
    if (values_.capacity() < series * blockTicks) values_.reserve((series + seriesToCome) * blockTicks);
    values_.resize(series * blockTicks, staleMarker());
}

std::span<const double> Head::Open::known(SeriesId id) const {
    if ((std::size_t{id} + 1) * blockTicks > values_.size()) return {};
    return {values_.data() + id * blockTicks, times.size()};
}

void Head::Open::forgetFrom(std::int64_t time) {
    const auto kept = static_cast<std::size_t>(std::ranges::lower_bound(times, time) - times.begin());
    for (std::size_t start = 0; start < values_.size(); start += blockTicks) {
        std::fill_n(values_.begin() + static_cast<std::ptrdiff_t>(start + kept), times.size() - kept,
                    staleMarker());
    }
    times.resize(kept);
}

bool Head::Open::hasSamples(SeriesId id) const {
    return !std::ranges::all_of(known(id), isStaleMarker);
}

std::shared_ptr<const Head::Sealed> Head::Open::sealed() const {
    auto columns = std::make_shared<Sealed::Columns>();
    columns->ends.reserve(values_.size() / blockTicks);
    for (std::size_t start = 0; start < values_.size(); start += blockTicks) {
        encodeColumn(std::span(values_).subspan(start, blockTicks), columns->bytes);
        columns->ends.push_back(static_cast<std::uint32_t>(columns->bytes.size()));
    }
    columns->bytes.shrink_to_fit();
    auto block = std::make_shared<Sealed>();
    block->times = times;
    block->columns = std::move(columns);
    return block;
}

std::size_t Head::Open::bytesUsed() const {
    return values_.capacity() * sizeof(double) + times.capacity() * sizeof(std::int64_t);
}

}  // namespace baro
