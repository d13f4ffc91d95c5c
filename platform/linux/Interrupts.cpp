#include "platform/linux/Interrupts.h"

#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "platform/linux/Counters.h"
#include "platform/linux/OneFile.h"

namespace baro::platform {
namespace {

using Processors = std::vector<std::string_view>;  // their numbers, as text

Result<Processors> takeProcessors(std::string_view& text) {
    std::string_view header = takeLine(text).value_or("");
    Processors processors;
    for (auto field = takeField(header); !field.empty(); field = takeField(header)) {
        if (!field.starts_with("CPU") || !parseNumber<unsigned>(field.substr(3)))
            return malformed("interrupts do not begin with a line of processors");
        processors.push_back(field.substr(3));
    }
    if (processors.empty()) return malformed("interrupts do not begin with a line of processors");
    return processors;
}

struct Row {
    std::string_view name;
    std::vector<double> counts;
    std::string_view rest;  // behind the counts
};

// Counts are fewer than the processors where the line does not count per processor.
Result<Row> parseRow(std::string_view line, std::size_t processors) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("a line of interrupts has no name");
    Row row{trimmed(line.substr(0, colon)), {}, line.substr(colon + 1)};
    row.counts.reserve(processors);
    while (row.counts.size() < processors) {
        const std::string_view field = takeField(row.rest);
        if (field.empty()) break;
        const auto count = parseNumber<std::uint64_t>(field);
        if (!count) return malformed("a count of interrupts is not a number");
        row.counts.push_back(static_cast<double>(*count));
    }
    return row;
}

// Words with one blank between each.
std::string joined(std::string_view text) {
    std::string words;
    for (auto word = takeField(text); !word.empty(); word = takeField(text))
        words.append(words.empty() ? "" : " ").append(word);
    return words;
}

}  // namespace

Result<Families> parseInterrupts(std::string_view text) {
    if (endsWithin(text)) return malformed("interrupts is cut");
    const auto processors = takeProcessors(text);
    if (!processors) return processors.error();
    FamilyBuilder families;
    while (const auto line = takeLine(text)) {
        const auto parsed = parseRow(*line, processors->size());
        if (!parsed) return parsed.error();
        Row row = *parsed;
        if (trimmed(row.rest).empty()) continue;
        const bool numbered = parseNumber<unsigned>(row.name).has_value();
        const std::string info = numbered ? std::string(takeField(row.rest)) : joined(row.rest);
        const std::string devices = numbered ? joined(row.rest) : std::string();
        for (std::size_t i = 0; i < row.counts.size(); ++i)
            families.add("node_interrupts_total", {(*processors)[i], devices, info, row.name}, row.counts[i]);
    }
    return families.take();
}

Result<Families> parseSoftirqs(std::string_view text) {
    if (endsWithin(text)) return malformed("softirqs is cut");
    const auto processors = takeProcessors(text);
    if (!processors) return processors.error();
    FamilyBuilder families;
    while (const auto line = takeLine(text)) {
        const auto row = parseRow(*line, processors->size());
        if (!row) return row.error();
        if (row->counts.size() != processors->size())
            return malformed("a line of softirqs has not one count per processor");
        for (std::size_t i = 0; i < row->counts.size(); ++i)
            families.add("node_softirqs_functions_total", {(*processors)[i], row->name}, row->counts[i]);
    }
    return families.take();
}

// Many lines for many processors, and chosen seldom: not every second.
std::unique_ptr<Collector> makeInterruptsCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("interrupts", std::chrono::seconds(5),
                                              &FamilyReadings::interrupts, roots.procfs + "/interrupts",
                                              parseInterrupts);
}

std::unique_ptr<Collector> makeSoftirqsCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("softirqs", std::chrono::seconds(1), &FamilyReadings::softirqs,
                                              roots.procfs + "/softirqs", parseSoftirqs);
}

}  // namespace baro::platform
