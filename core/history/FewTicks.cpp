#include "core/history/FewTicks.h"

#include <utility>

#include "core/base/XxHash.h"
#include "core/history/ValueColumn.h"
#include "core/series/SeriesSource.h"

namespace baro::history {
namespace {

// Ten thousand series take about 100 KB.
constexpr std::size_t mostPlain = std::size_t{16} << 20;
constexpr std::size_t mostValues = std::size_t{1} << 22;

double valueBefore(const FewTicksBefore& before, SeriesNumber number) {
    const auto found = before.values.find(number);
    return found != before.values.end() ? found->second : staleMarker();
}

std::uint32_t checksumOfFew(std::string_view plain) {
    return static_cast<std::uint32_t>(xxHash64(plain));
}

}  // namespace

Result<std::string> encodeFewTicks(std::span<const SeriesValues> series, FewTicksBefore& before,
                                   ZstdCompressor& compressor) {
    std::vector<SeriesNumber> numbers;
    std::vector<std::string> columns;
    for (const auto& [number, values] : series) {
        ByteWriter column;
        encodeValues(values, valueBefore(before, number), NumberForm::Plain, column);
        numbers.push_back(number);
        columns.push_back(std::move(column).take());
    }
    const std::size_t ticks = series.empty() ? 0 : series.front().values.size();
    ByteWriter out;
    out.number(before.checksum);
    out.number(ticks);
    putColumns(numbers, columns, out);
    const std::string plain = std::move(out).take();
    if (plain.size() > mostPlain || ticks * series.size() > mostValues)
        return failed("too many values to write at once");
    auto bytes = compressor.compress(plain);
    if (!bytes) return bytes;
    before.checksum = checksumOfFew(plain);
    for (const auto& [number, values] : series)
        before.values[number] = values.back();
    return bytes;
}

Result<FewTicks> decodeFewTicks(std::string_view bytes, std::size_t ticks, FewTicksBefore& before,
                                ZstdDecompressor& decompressor) {
    const auto plain = decompressor.decompress(bytes, mostPlain);
    if (!plain) return plain.error();
    ByteReader in(*plain);
    if (in.number() != before.checksum)
        return malformed("some ticks follow others than those they were written after");
    const bool asMany = in.number() == ticks;
    PartDirectory directory = takeColumns(in);
    if (!in.ok() || !asMany || (ticks > 0 && directory.numbers.size() > mostValues / ticks))
        return malformed("some ticks are damaged");
    FewTicks few{std::move(directory.numbers), {}};
    few.values.resize(few.numbers.size() * ticks);
    for (std::size_t i = 0; i < few.numbers.size(); ++i) {
        const auto values = std::span(few.values).subspan(i * ticks, ticks);
        if (!decodeValues(directory.columns[i], valueBefore(before, few.numbers[i]), values))
            return malformed("some ticks are damaged");
    }
    for (std::size_t i = 0; ticks > 0 && i < few.numbers.size(); ++i)
        before.values[few.numbers[i]] = few.values[(i + 1) * ticks - 1];
    before.checksum = checksumOfFew(*plain);
    return few;
}

}  // namespace baro::history
