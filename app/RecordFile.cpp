#include "app/RecordFile.h"

#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <utility>

#include "core/base/Escape.h"
#include "core/series/OpenMetricsReader.h"

namespace baro::app {
namespace {

constexpr std::string_view zstdMagic = "\x28\xb5\x2f\xfd";
// What zstd --long=27 needs: 128 MB. A file that claims to need more is refused.
constexpr int windowLog = 27;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
using Take = std::function<Status(std::string_view)>;

// Calls take(bytes) until the end of the file.
Status readAll(std::FILE* file, const Take& take) {
    std::string piece(1 << 17, '\0');
    while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), file))
        if (Status taken = take({piece.data(), size}); !taken) return taken;
    if (std::ferror(file) != 0) return failed(std::string("cannot be read: ") + std::strerror(errno));
    return Done{};
}

Status readCompressed(std::FILE* file, const Take& take) {
    const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(),
                                                                               ZSTD_freeDStream);
    ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, windowLog);
    std::string plain(ZSTD_DStreamOutSize(), '\0');
    std::size_t expected = 0;  // 0: a frame has ended
    const Status read = readAll(file, [&](std::string_view bytes) -> Status {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        bool mayHaveMore = true;
        while (in.pos < in.size || mayHaveMore) {
            ZSTD_outBuffer out{plain.data(), plain.size(), 0};
            expected = ZSTD_decompressStream(stream.get(), &out, &in);
            if (ZSTD_isError(expected) != 0)
                return malformed(std::string("is damaged: ") + ZSTD_getErrorName(expected));
            if (Status taken = take({plain.data(), out.pos}); !taken) return taken;
            mayHaveMore = out.pos == out.size;
        }
        return Done{};
    });
    if (!read) return read;
    if (expected != 0) return malformed("is cut");
    return Done{};
}

Status readPlainOrCompressed(std::FILE* file, const Take& take) {
    std::string start(zstdMagic.size(), '\0');
    start.resize(std::fread(start.data(), 1, start.size(), file));
    std::rewind(file);
    return start == zstdMagic ? readCompressed(file, take) : readAll(file, take);
}

std::vector<MetricMetadata> metadataOf(const std::vector<OpenMetricsDescription>& descriptions) {
    std::map<std::string, MetricMetadata> byName;
    for (const OpenMetricsDescription& description : descriptions) {
        MetricMetadata& metric = byName[description.name];
        metric.name = description.name;
        switch (description.kind) {
            case OpenMetricsDescription::Kind::Type:
                metric.type = description.text;
                break;
            case OpenMetricsDescription::Kind::Help:
                metric.help = description.text;
                break;
            case OpenMetricsDescription::Kind::Unit:
                metric.unit = description.text;
                break;
        }
    }
    std::vector<MetricMetadata> all;
    for (auto& [name, metric] : byName) {
        if (metric.type.empty()) metric.type = "unknown";
        all.push_back(std::move(metric));
    }
    return all;
}

using Descriptions = std::vector<OpenMetricsDescription>;

Status readFile(const std::string& path, RecordedSeries& series, Descriptions& descriptions) {
    const File file(std::fopen(path.c_str(), "rbe"), std::fclose);
    if (!file) return failed(std::string("cannot be opened: ") + std::strerror(errno));
    OpenMetricsReader reader(series);
    Status read =
        readPlainOrCompressed(file.get(), [&reader](std::string_view bytes) { return reader.take(bytes); });
    if (read) read = reader.finish();
    descriptions.insert(descriptions.end(), reader.descriptions().begin(), reader.descriptions().end());
    return read;
}

}  // namespace

bool isDatabase(const std::string& path) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    const File file(std::fopen(path.c_str(), "rbe"), std::fclose);
    std::string start(magic.size(), '\0');
    return file && std::fread(start.data(), 1, start.size(), file.get()) == start.size() && start == magic;
}

Result<RecordFile> readRecordFiles(const std::vector<std::string>& paths) {
    RecordFile record{std::make_unique<RecordedSeries>(), {}};
    Descriptions descriptions;
    for (const std::string& path : paths) {
        const Status read = readFile(path, *record.series, descriptions);
        if (!read)
            return Error{read.error().kind,
                         escapedForTerminal(path) + ": " + escapedForTerminal(read.error().message)};
    }
    record.metadata = metadataOf(descriptions);
    return record;
}

}  // namespace baro::app
