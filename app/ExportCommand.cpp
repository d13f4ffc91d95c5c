#include "app/ExportCommand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <variant>

#include "app/DataDirectory.h"
#include "app/ExportProgress.h"
#include "app/MomentTime.h"
#include "app/StopSignals.h"
#include "core/base/Escape.h"
#include "core/base/Rfc3339.h"
#include "core/exports/CsvExport.h"
#include "core/exports/CsvText.h"
#include "core/exports/MomentFile.h"
#include "core/exports/OpenMetricsExport.h"
#include "core/exports/OutputFile.h"
#include "core/history/DataFiles.h"
#include "core/history/Record.h"
#include "core/history/Schema.h"
#include "core/metrics/MetricMetadata.h"
#include "core/promql/Parser.h"
#include "platform/linux/LinuxClock.h"

namespace baro::app {
namespace {

using exports::Exported;
using exports::GoOn;
using exports::OutputFile;
using exports::SeriesSelection;
using exports::Write;

int exportFailure(const std::string& why, int status = 1) {
    std::fprintf(stderr, "baro export: %s\n", escapedForTerminal(why).c_str());
    return status;
}

Result<std::vector<LabelMatcher>> selectorOf(const std::string& text) {
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) return malformed("--match: " + toString(parsed.error(), text));
    const auto* const selector = std::get_if<promql::VectorSelector>(&parsed.expression()->node);
    if (selector == nullptr || selector->offsetMilliseconds != 0 || selector->at)
        return malformed("--match: \"" + text + "\" is more than a selector such as node_load1{job=\"x\"}");
    return selector->matchers;
}

// What was typed; the record may have less of it.
Result<SeriesSelection> selectionOf(const Takeout& takeout) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(platform::LinuxClock().now().wall);
    const auto from = parseMoment(takeout.from, now.count());
    if (!from) return malformed("--from: " + from.error().message);
    const auto to = parseMoment(takeout.to, now.count());
    if (!to) return malformed("--to: " + to.error().message);
    if (*to < *from) return malformed("--to is before --from");
    SeriesSelection selection;
    selection.range = {*from, *to};
    for (const std::string& text : takeout.selectors) {
        auto matchers = selectorOf(text);
        if (!matchers) return matchers.error();
        selection.selectors.push_back(std::move(matchers).value());
    }
    return selection;
}

// What the record has of the range.
Result<TimeRange> recordedPart(const history::Record& record, TimeRange range) {
    const auto extent = record.extent();
    if (!extent) return extent.error();
    if (extent.value().from > extent.value().to)
        return absent("the record in " + record.directory() + " is empty");
    const TimeRange part{std::max(range.from, extent.value().from), std::min(range.to, extent.value().to)};
    if (part.from > part.to)
        return absent(fmt::format("the record has nothing between {} and {}: it reaches from {} to {}",
                                  rfc3339(range.from), rfc3339(range.to), rfc3339(extent.value().from),
                                  rfc3339(extent.value().to)));
    return part;
}

// What is older than all single samples is there too, but less of it.
Status tellWhatIsCoarse(const history::Record& record, TimeRange range, Takeout::Format format) {
    const auto detail = record.detail();
    if (!detail) return detail.error();
    if (range.from >= detail->samples) return Done{};
    const std::string begin =
        range.to >= detail->samples
            ? fmt::format("before {} the record has no single samples any more", rfc3339(detail->samples))
            : std::string("the record has no single samples of this range any more");
    const std::string minutes =
        range.to > detail->minutes ? "the last of each minute" : "the last of each hour";
    const std::string hours = range.to > detail->minutes && range.from < detail->minutes
                                  ? fmt::format(" (before {} of each hour)", rfc3339(detail->minutes))
                                  : "";
    const char* moments = format == Takeout::Format::Moment ? ", and no processes" : "";
    std::fprintf(stderr,
                 "baro export: %s: %s%s is exported%s. `baro query` tells means and extremes, such as "
                 "max_over_time(node_load1[1h]) with --step 1h\n",
                 begin.c_str(), minutes.c_str(), hours.c_str(), moments);
    return Done{};
}

// A slip of the hand must not replace what is taken from.
bool isPartOfRecord(const std::string& output, const std::string& record) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path database = history::databaseOf(record);
    if (fs::equivalent(output, database, ignored)) return true;
    const fs::path parent = fs::path(output).parent_path();
    const fs::path folder = parent.empty() ? "." : parent;
    if (fs::equivalent(folder, history::dataFolderOf(database), ignored)) return true;
    return fs::path(output).filename().string().starts_with("record.") &&
           fs::equivalent(folder, database.parent_path(), ignored);
}

Status toStandardOutput(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return Done{};
    return failed(std::string("cannot write to standard output: ") + std::strerror(errno));
}

// Series as text, into a file or to standard output.
Result<Exported> writeText(const history::Record& record, const SeriesSelection& selection,
                           const Takeout& takeout, const Write& write, const GoOn& goOn) {
    // Names that the kernel chose are described by a Frame that has them.
    const auto frame = record.frameAt(selection.range.to);
    const auto metadata = metadataOf(frame ? frame.value().get() : nullptr);
    if (takeout.format == Takeout::Format::Csv)
        return exports::writeCsv(record, selection, takeout.stepMilliseconds, metadata, write, goOn);
    return exports::writeOpenMetrics(record, selection, metadata, write, goOn);
}

Result<Exported> writeToStandardOutput(const history::Record& record, const SeriesSelection& selection,
                                       const Takeout& takeout, const GoOn& goOn) {
    auto written = writeText(record, selection, takeout, toStandardOutput, goOn);
    if (written && std::fflush(stdout) != 0) return toStandardOutput(" ").error();
    return written;
}

// The file under its name, or none.
Result<Exported> finished(OutputFile& file, Result<Exported> written) {
    if (!written) {
        Error error = written.error();
        // It is told under the name that it would have got.
        if (const auto at = error.message.find(file.writtenAt()); at != std::string::npos)
            error.message.replace(at, file.writtenAt().size(), file.path());
        return error;
    }
    if (Status committed = file.commit(); !committed) return committed.error();
    return written;
}

Result<Exported> writeToFile(const history::Record& record, const SeriesSelection& selection,
                             const Takeout& takeout, const GoOn& goOn) {
    auto file = OutputFile::create(takeout.output);
    if (!file) return file.error();
    if (takeout.format == Takeout::Format::Moment) {
        if (!file->isFile()) return file->failure("a moment file can only be a file");
        return finished(*file,
                        exports::writeMoment(record, selection.range, takeout.mask, file->writtenAt(), goOn));
    }
    const Write write = [&file](std::string_view bytes) { return file->write(bytes); };
    return finished(*file, writeText(record, selection, takeout, write, goOn));
}

void tellWhatWasWritten(const Exported& exported, const SeriesSelection& selection, const Takeout& takeout) {
    const std::string frames =
        takeout.format == Takeout::Format::Moment ? fmt::format(" and {} moments", exported.frames) : "";
    fmt::print("{}: {} samples of {} series{}, {} to {}\n", escapedForTerminal(takeout.output),
               exported.samples, exported.series, frames, rfc3339(selection.range.from),
               rfc3339(selection.range.to));
}

}  // namespace

int exportRange(const CommandLine& line) {
    const StopSignals stop;
    const Takeout& takeout = line.takeout;
    auto selection = selectionOf(takeout);
    if (!selection) return exportFailure(selection.error().message, 2);
    const std::string directory = dataDirectoryOr(line.dataDirectory);
    const auto record = history::Record::open(directory);
    if (!record) return exportFailure(record.error().message);
    const bool toOutput = takeout.output == "-";
    if (!toOutput && isPartOfRecord(takeout.output, directory))
        return exportFailure(takeout.output +
                             " is a part of the record itself; give another file with --output");
    const auto part = recordedPart(**record, selection->range);
    if (!part) return exportFailure(part.error().message);
    selection->range = *part;
    if (Status told = tellWhatIsCoarse(**record, *part, takeout.format); !told)
        return exportFailure(told.error().message);

    std::optional<ExportProgress> progress(std::in_place);
    const GoOn goOn = [&](const exports::Progress& now) {
        progress->tell(now);
        return !stop.isAsked();
    };
    const auto written = toOutput ? writeToStandardOutput(**record, *selection, takeout, goOn)
                                  : writeToFile(**record, *selection, takeout, goOn);
    progress.reset();
    if (!written && stop.isAsked())
        return exportFailure(toOutput ? "cancelled; what was printed is not complete"
                                      : "cancelled; nothing was written to " + takeout.output);
    if (!written) return exportFailure(written.error().message);
    if (!toOutput) tellWhatWasWritten(*written, *selection, takeout);
    return 0;
}

}  // namespace baro::app
