// The record's tail, as a crash, a full disk or somebody else leaves it: what is whole before the damage is
// taken, nothing behind it, and the writer goes on there.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/history/FrameRun.h"
#include "core/history/TailContent.h"
#include "core/series/SharedLabels.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/SeedSeries.h"
#include "tests/fuzz/TwistedBytes.h"
#include "tests/support/TemporaryTree.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t tailTime = 1'800'000'000'000;
constexpr int labelledSeries = 8;

TailEntry tickEntry(std::int64_t time, const std::vector<double>& values, FewTicksBefore& before,
                    ZstdCompressor& compressor) {
    TickColumns ticks;
    for (int tick = 0; tick < 3; ++tick)
        ticks.times.push_back(time + tick * 1000);
    for (std::size_t i = 0; i < values.size(); ++i) {
        ticks.numbers.push_back(static_cast<SeriesNumber>(i));
        ticks.values.insert(ticks.values.end(), {values[i], values[i] + 1, staleMarker()});
    }
    return {TailKind::Ticks, encodeTailTicks(ticks, before, compressor).value()};
}

// Held: labels that each run made anew would be looked through for leaks, which takes longer than the run.
const std::vector<LabelsPtr>& seedNames() {
    static const std::vector<LabelsPtr> names = [] {
        std::vector<LabelsPtr> made;
        for (int i = 0; i < labelledSeries; ++i)
            made.push_back(sharedLabels(Labels({{"__name__", "up"}, {"i", std::to_string(i)}})));
        return made;
    }();
    return names;
}

std::vector<TailEntry> seedEntries() {
    FewTicksBefore before;
    ZstdCompressor compressor(1);
    std::vector<TailEntry> entries{{TailKind::Labels, encodeTailLabels(0, seedNames()).value()},
                                   tickEntry(tailTime, {1, 0.5, 1e9}, before, compressor)};
    entries.push_back({TailKind::Event, encodeEvent({tailTime + 1500, "boot", "{}"})});
    entries.push_back(tickEntry(tailTime + 3000, {1, 0.25, 2e9}, before, compressor));
    return entries;
}

// By itself, for a Frame takes longer than all else.
TailEntry frameEntry() {
    FrameRunWriter run;
    return {TailKind::Frame,
            run.append(std::make_shared<const Frame>(std::move(fuzz::seedFrames(1).front()))).value()};
}

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeTail(const std::string& path, const std::vector<TailEntry>& entries) {
    auto writer = TailWriter::begin(path, 7);
    for (const TailEntry& entry : entries)
        writer->add(entry.kind, entry.content);
    fuzz::require(writer->flush().ok());
}

std::vector<TailEntry> wholeEntries(TailReader& reader) {
    std::vector<TailEntry> entries;
    while (true) {
        const std::int64_t place = reader.position();
        auto entry = reader.next();
        fuzz::require(entry.ok());
        if (!*entry) {
            fuzz::require(reader.position() == place);
            return entries;
        }
        fuzz::require(reader.position() > place);
        entries.push_back(std::move(**entry));
    }
}

// Every sample is one that the ticks had.
void checkSamples(const TailContent& content, const SeriesNames& names) {
    fuzz::require(std::ranges::is_sorted(content.ticks(), std::less_equal()));
    SeriesQuery query;
    query.range = {std::numeric_limits<std::int64_t>::min() / 4,
                   std::numeric_limits<std::int64_t>::max() / 4};
    const auto all = readAll(*content.samples(), query);
    fuzz::require(all.ok() && all->size() <= names.count());
    for (const SampleSeries& series : *all)
        for (const Sample& sample : series.samples)
            fuzz::require(std::ranges::binary_search(content.ticks(), sample.timeMilliseconds));
}

void checkFrames(const TailContent& content) {
    if (content.frames().empty()) return;
    const std::vector<std::string_view> pieces(content.frames().begin(), content.frames().end());
    auto run = FrameRunReader::openPieces(pieces);
    if (!run) return fuzz::require(run.error().kind == ErrorKind::Malformed);
    fuzz::require(run->times().front() == content.framesSince());
    (void)run->frame(run->times().size() - 1);
}

void checkContent(TailReader& reader) {
    const auto first = firstTickOf(reader);
    SeriesNames names;
    TailContent content(names);
    const Status taken = content.takeAll(reader);
    fuzz::require(taken || taken.error().kind == ErrorKind::Malformed);
    if (first && !content.ticks().empty()) fuzz::require(*first == content.ticks().front());
    if (taken && first && !*first) fuzz::require(content.ticks().empty());
    checkSamples(content, names);
    checkFrames(content);
    content.end();
    fuzz::require(!content.ticks().empty() || content.samples()->seriesCount() == 0);
}

// Whoever goes on writing keeps what was whole.
void checkResume(const std::string& path, const TailReader& read, std::vector<TailEntry> entries) {
    entries.push_back({TailKind::Event, encodeEvent({tailTime, "boot", "{}"})});
    auto writer = TailWriter::resume(path, read);
    fuzz::require(writer.ok());
    writer->add(entries.back().kind, entries.back().content);
    fuzz::require(writer->flush().ok() &&
                  static_cast<std::uintmax_t>(writer->size()) == std::filesystem::file_size(path));
    auto again = TailReader::open(path);
    fuzz::require(again && again->number() == read.number());
    fuzz::require(std::ranges::equal(
        wholeEntries(*again), entries,
        [](const TailEntry& a, const TailEntry& b) { return a.kind == b.kind && a.content == b.content; }));
}

void checkTail(const std::string& path) {
    auto reader = TailReader::open(path);
    if (!reader) return fuzz::require(reader.error().kind == ErrorKind::Malformed);
    const std::int64_t start = reader->position();
    const auto entries = wholeEntries(*reader);
    const TailReader read = std::move(reader).value();
    auto anew = TailReader::open(path);
    fuzz::require(anew && anew->position() == start);
    checkContent(*anew);
    checkResume(path, read, entries);
}

}  // namespace

// The first byte says what is damaged: the file, with or without a good one to begin with, or what stands in
// an entry whose checksum is right.
BARO_FUZZ_TARGET(TailFuzz, text) {
    static const test::TemporaryTree tree;
    static const std::string path = tree.path("tail");
    static const std::vector<TailEntry> seed = seedEntries();
    static const TailEntry frame = frameEntry();
    static const std::string whole = [] {
        writeTail(path, seed);
        return bytesOf(path);
    }();
    const std::size_t kind = fuzz::takeNumber(text, 1) % 4;
    if (kind == 0) tree.write("tail", text);
    if (kind == 1) tree.write("tail", fuzz::twisted(whole, text));
    if (kind >= 2) {
        std::vector<TailEntry> entries = seed;
        const std::size_t which = fuzz::takeNumber(text, 1) % (entries.size() + 1);
        if (which == entries.size()) entries.push_back(frame);
        TailEntry& entry = entries[which];
        entry.content = kind == 2 ? fuzz::twisted(entry.content, text) : std::string(text);
        writeTail(path, entries);
    }
    checkTail(path);
}
