#include <algorithm>

#include "core/base/Escape.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/server/Exposition.h"
#include "tests/fuzz/FuzzInput.h"

// Names, help and label values of any bytes: each line of what comes out must still be a comment or a sample.
BARO_FUZZ_TARGET(ExpositionFuzz, text) {
    using namespace baro;
    const auto part = [&text] {
        const std::size_t end = std::min(text.find('\0'), text.size());
        const std::string_view taken = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return taken;
    };
    FamilyBuilder families;
    while (!text.empty()) {
        const std::string_view name = part(), help = part(), label = part(), value = part();
        families.add(
            name, {.kind = MetricKind::Gauge, .help = std::string(help), .labelNames = {std::string(label)}},
            {value}, 1);
    }
    Frame frame;
    frame.readings.families.textfile = Section<Families>(families.take(), {});
    const auto all = [](std::string_view) { return true; };
    for (const auto format : {ExpositionFormat::Text, ExpositionFormat::OpenMetrics}) {
        const std::string told = expositionOf(frame, all, format);
        fuzz::require(told.empty() || told.back() == '\n');
        fuzz::require(validUtf8(told) == told);
        std::string_view rest = told;
        while (const auto line = takeLine(rest))
            fuzz::require(line->starts_with("# ") || line->ends_with(" 1"));
    }
}
