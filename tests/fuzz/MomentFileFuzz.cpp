// A moment file comes from somebody else: whatever its bytes, it is opened and read, or refused.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/exports/MomentFile.h"
#include "core/history/Recorder.h"
#include "core/series/Head.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

namespace {

constexpr std::int64_t seedTime = 1'800'000'000'000;
constexpr TimeRange allTime{0, 4'000'000'000'000};

// A folder of this process alone, removed when the fuzzer ends by itself.
struct Scratch {
    Scratch() { fuzz::require(mkdtemp(path.data()) != nullptr); }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string path = "/tmp/baro-fuzz-XXXXXX";
};

std::string seedMoment(const std::string& folder) {
    Head head;
    for (int second = 0; second < 20; ++second) {
        std::vector<Head::Entry> entries;
        for (int i = 0; i < 40; ++i)
            entries.push_back(
                {head.idOf(Labels({{"__name__", "a"}, {"i", std::to_string(i)}})), 0.5 * i * second});
        head.append(seedTime + second * 1000, entries);
    }
    {
        const auto recorder = history::Recorder::open(folder + "/record", "fuzz");
        fuzz::require(recorder.ok());
        for (Frame& frame : fuzz::seedFrames(2))
            (void)(*recorder)->add(std::make_shared<const Frame>(std::move(frame)));
        (*recorder)->add(history::Event{seedTime, "boot", "{}"});
        fuzz::require((*recorder)->record(head, seedTime + 19'000).ok());
    }
    const auto record = history::Record::open(folder + "/record");
    const std::string path = folder + "/seed";
    fuzz::require(exports::writeMoment(**record, allTime, {}, path, [](const exports::Progress&) {
                      return true;
                  }).ok());
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BARO_FUZZ_TARGET(MomentFileFuzz, text) {
    static const Scratch folder;
    static const std::string seed = seedMoment(folder.path);
    const std::string path = folder.path + "/twisted";
    {
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file << fuzz::twisted(seed, text);
    }
    const auto moment = history::Record::open(path);
    if (!moment) return fuzz::require(moment.error().message.find('\n') == std::string::npos);
    (void)(*moment)->extent();
    SeriesQuery query;
    query.range = allTime;
    (void)readAll(**moment, query);
    (void)(*moment)->frameAt(seedTime);
    (void)(*moment)->events(allTime);
    (void)(*moment)->framesIn(allTime, [](const FramePtr&) { return true; });
}
