#include <yaml-cpp/yaml.h>

#include <array>
#include <utility>

#include "core/pages/PageFile.h"

namespace baro {
namespace {

constexpr std::array<std::pair<Unit, std::string_view>, 16> unitWords{{
    {Unit::None, "none"},
    {Unit::Ratio, "ratio"},
    {Unit::Bytes, "bytes"},
    {Unit::BytesPerSecond, "bytes/s"},
    {Unit::NetworkBytesPerSecond, "network-bytes/s"},
    {Unit::BitsPerSecond, "bits/s"},
    {Unit::Seconds, "seconds"},
    {Unit::Hertz, "hertz"},
    {Unit::Celsius, "celsius"},
    {Unit::Volts, "volts"},
    {Unit::Amperes, "amperes"},
    {Unit::Watts, "watts"},
    {Unit::Joules, "joules"},
    {Unit::RevolutionsPerMinute, "rpm"},
    {Unit::PerSecond, "per-second"},
    {Unit::Timestamp, "timestamp"},
}};

// In quotes, so that no text is taken for a number, a truth or a comment.
void writeText(YAML::Emitter& out, const char* key, const std::string& text) {
    out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
}

void writeLine(YAML::Emitter& out, const PageChartLine& line) {
    out << YAML::BeginMap;
    writeText(out, "expression", line.expression);
    if (!line.name.empty()) writeText(out, "name", line.name);
    if (line.isDown) out << YAML::Key << "down" << YAML::Value << true;
    out << YAML::EndMap;
}

void writeChart(YAML::Emitter& out, const PageChart& chart) {
    out << YAML::BeginMap;
    writeText(out, "title", chart.title);
    if (chart.unit != Unit::None)
        out << YAML::Key << "unit" << YAML::Value << std::string(pageUnitWord(chart.unit));
    if (chart.isStacked) out << YAML::Key << "stacked" << YAML::Value << true;
    if (chart.maximum > 0) out << YAML::Key << "maximum" << YAML::Value << chart.maximum;
    out << YAML::Key << "lines" << YAML::Value << YAML::BeginSeq;
    for (const PageChartLine& line : chart.lines)
        writeLine(out, line);
    out << YAML::EndSeq << YAML::EndMap;
}

}  // namespace

std::string_view pageUnitWord(Unit unit) {
    for (const auto& [known, word] : unitWords)
        if (known == unit) return word;
    return "none";
}

std::optional<Unit> unitOfPageWord(std::string_view word) {
    for (const auto& [unit, known] : unitWords)
        if (known == word) return unit;
    return std::nullopt;
}

std::string pageFileText(const UserPage& page) {
    YAML::Emitter out;
    out.SetDoublePrecision(17);
    out << YAML::BeginMap << YAML::Key << "barograph-page" << YAML::Value << pageFileVersion;
    writeText(out, "title", page.title);
    if (!page.variables.empty()) {
        out << YAML::Key << "variables" << YAML::Value << YAML::BeginMap;
        for (const auto& [name, value] : page.variables)
            out << YAML::Key << YAML::DoubleQuoted << name << YAML::Value << YAML::DoubleQuoted << value;
        out << YAML::EndMap;
    }
    if (!page.charts.empty()) {
        out << YAML::Key << "charts" << YAML::Value << YAML::BeginSeq;
        for (const PageChart& chart : page.charts)
            writeChart(out, chart);
        out << YAML::EndSeq;
    }
    out << YAML::EndMap;
    return std::string(out.c_str()) + '\n';
}

}  // namespace baro
