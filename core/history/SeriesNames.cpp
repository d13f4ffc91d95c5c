#include "core/history/SeriesNames.h"

#include <utility>

#include "core/base/Zstd.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {
namespace {

constexpr int labelsLevel = 19;  // new series are rare, and their labels stay for years
constexpr std::size_t mostLabelBytes = std::size_t{64} << 20;

Labels readLabels(ByteReader& reader) {
    std::vector<std::pair<std::string, std::string>> pairs;
    // Each pair takes at least two bytes, so a claimed number is not believed further than the input goes.
    for (std::uint64_t left = reader.number(); left > 0 && !!reader.ok(); --left) {
        std::string name(reader.text());
        pairs.emplace_back(std::move(name), reader.text());
    }
    return Labels(std::move(pairs));
}

}  // namespace

Result<std::string> encodeLabels(const std::vector<LabelsPtr>& run) {
    ByteWriter writer;
    writer.number(run.size());
    for (const LabelsPtr& labels : run) {
        writer.number(labels->pairs().size());
        for (const auto& [name, value] : labels->pairs()) {
            writer.text(name);
            writer.text(value);
        }
    }
    return ZstdCompressor(labelsLevel).compress(std::move(writer).take());
}

Result<std::vector<Labels>> decodeLabels(std::string_view bytes) {
    const auto plain = ZstdDecompressor().decompress(bytes, mostLabelBytes);
    if (!plain) return plain.error();
    ByteReader reader(*plain);
    std::vector<Labels> run;
    for (std::uint64_t left = reader.number(); left > 0 && !!reader.ok(); --left)
        run.push_back(readLabels(reader));
    if (!reader.ok() || reader.remaining() != 0)
        return malformed("the names of the record's series are damaged");
    return run;
}

Status SeriesNames::take(SeriesNumber first, std::string_view encodedLabels) {
    const auto run = decodeLabels(encodedLabels);
    if (!run) return run.error();
    if (first > count()) return malformed("names of series are missing in the record");
    for (std::size_t i = 0; i < run->size(); ++i)
        if (index_.idOf((*run)[i]) != first + i) return malformed("two series of the record have one number");
    return Done{};
}

Status SeriesNames::load(Database& database) {
    auto select = database.prepare("SELECT first, labels FROM series ORDER BY first");
    if (!select) return select.error();
    while (true) {
        const auto row = select->step();
        if (!row) return row.error();
        if (!*row) return Done{};
        if (Status taken = take(static_cast<SeriesNumber>(select->integer(0)), select->bytes(1)); !taken)
            return taken;
    }
}

std::vector<LabelsPtr> SeriesNames::from(SeriesNumber first) const {
    std::vector<LabelsPtr> run;
    for (SeriesNumber number = first; number < count(); ++number)
        run.push_back(labels(number));
    return run;
}

}  // namespace baro::history
