#include "core/pages/PageFile.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <set>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/promql/Parser.h"

namespace baro {
namespace {

constexpr std::size_t mostCharts = 100;
constexpr std::size_t mostLines = 50;

// Reads down the tree and remembers the first thing that is wrong; what follows it is not looked at.
class PageReader {
  public:
    explicit PageReader(std::string_view name) : name_(name) {}

    UserPage page(const YAML::Node& root) {
        UserPage page;
        if (!isMap(root, {"barograph-page", "title", "variables", "charts"})) return page;
        version(root);
        page.title = text(root, "title", true);
        page.variables = variables(root["variables"]);
        variables_ = page.variables;
        variables_.try_emplace(std::string(intervalVariable), "1m");
        variables_.try_emplace(std::string(hostVariable), "host");
        for (const YAML::Node& node : list(root, "charts", mostCharts))
            page.charts.push_back(chart(node));
        return page;
    }

    const std::optional<Error>& problem() const { return problem_; }

    void wrong(const YAML::Mark& at, const std::string& message) {
        if (problem_) return;
        const int line = std::max(0, at.line) + 1;
        problem_ = malformed(fmt::format("{}:{}: {}", name_, line, message));
    }

  private:
    bool isMap(const YAML::Node& node, std::initializer_list<std::string_view> keys) {
        if (problem_) return false;
        if (!node.IsMap()) {
            wrong(node.Mark(), "expected keys and values");
            return false;
        }
        std::set<std::string> seen;
        for (const auto& entry : node) {
            const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
            if (std::ranges::find(keys, key) == keys.end())
                wrong(entry.first.Mark(), fmt::format("unknown key \"{}\"; known are {}",
                                                      escapedForTerminal(key), fmt::join(keys, ", ")));
            else if (!seen.insert(key).second)
                wrong(entry.first.Mark(), fmt::format("\"{}\" stands here twice", key));
        }
        return !problem_;
    }

    void version(const YAML::Node& root) {
        const YAML::Node node = root["barograph-page"];
        if (!node || !node.IsScalar() || node.Scalar() != std::to_string(pageFileVersion))
            wrong(
                node ? node.Mark() : root.Mark(),
                fmt::format("expected \"barograph-page: {}\", the version of this format", pageFileVersion));
    }

    std::string text(const YAML::Node& map, const char* key, bool isNeeded) {
        const YAML::Node node = map[key];
        if (!node) {
            if (isNeeded) wrong(map.Mark(), fmt::format("\"{}\" is missing", key));
            return {};
        }
        if (!node.IsScalar() || (isNeeded && node.Scalar().empty())) {
            wrong(node.Mark(), fmt::format("\"{}\" wants a text", key));
            return {};
        }
        return node.Scalar();
    }

    bool flag(const YAML::Node& map, const char* key) {
        const std::string word = text(map, key, false);
        if (word.empty() || word == "false") return false;
        if (word != "true") wrong(map[key].Mark(), fmt::format("\"{}\" is true or false", key));
        return true;
    }

    // Empty when there is none.
    std::vector<YAML::Node> list(const YAML::Node& map, const char* key, std::size_t most) {
        std::vector<YAML::Node> items;
        const YAML::Node node = map[key];
        if (problem_ || !node || node.IsNull()) return items;
        if (!node.IsSequence() || node.size() > most) {
            wrong(node.Mark(), fmt::format("\"{}\" wants a list of at most {}", key, most));
            return items;
        }
        for (const YAML::Node& item : node)
            items.push_back(item);
        return items;
    }

    ExpressionVariables variables(const YAML::Node& node) {
        ExpressionVariables variables;
        if (problem_ || !node || node.IsNull()) return variables;
        if (!node.IsMap()) {
            wrong(node.Mark(), "\"variables\" wants names and texts");
            return variables;
        }
        for (const auto& entry : node) {
            if (!entry.first.IsScalar() || !entry.second.IsScalar())
                wrong(entry.first.Mark(), "a variable is a name and a text");
            else if (!variables.emplace(entry.first.Scalar(), entry.second.Scalar()).second)
                wrong(entry.first.Mark(), "this variable stands here twice");
        }
        return variables;
    }

    PageChart chart(const YAML::Node& node) {
        PageChart chart;
        if (!isMap(node, {"title", "unit", "stacked", "maximum", "lines"})) return chart;
        chart.title = text(node, "title", true);
        chart.isStacked = flag(node, "stacked");
        chart.unit = unit(node);
        chart.maximum = maximum(node);
        for (const YAML::Node& line : list(node, "lines", mostLines))
            chart.lines.push_back(this->line(line));
        if (chart.lines.empty()) wrong(node.Mark(), "a chart needs at least one of \"lines\"");
        return chart;
    }

    Unit unit(const YAML::Node& node) {
        const std::string word = text(node, "unit", false);
        if (word.empty()) return Unit::None;
        const auto unit = unitOfPageWord(word);
        if (!unit) wrong(node["unit"].Mark(), fmt::format("unknown unit \"{}\"", escapedForTerminal(word)));
        return unit.value_or(Unit::None);
    }

    double maximum(const YAML::Node& node) {
        const std::string word = text(node, "maximum", false);
        if (word.empty()) return 0;
        const auto number = parseNumber<double>(word);
        const bool isUsable = number && std::isfinite(*number) && *number > 0;
        if (!isUsable) wrong(node["maximum"].Mark(), "\"maximum\" wants a number above 0");
        return isUsable ? *number : 0;
    }

    PageChartLine line(const YAML::Node& node) {
        PageChartLine line;
        if (!isMap(node, {"expression", "name", "down"})) return line;
        line.expression = text(node, "expression", true);
        line.name = text(node, "name", false);
        line.isDown = flag(node, "down");
        if (problem_) return line;
        const std::string filled = withVariables(line.expression, variables_);
        if (const auto parsed = promql::parse(filled); !parsed.ok())
            wrong(node["expression"].Mark(), promql::toString(parsed.error(), filled));
        return line;
    }

    std::string_view name_;
    ExpressionVariables variables_;
    std::optional<Error> problem_;
};

}  // namespace

Result<UserPage> parsePageFile(std::string_view text, std::string_view name) {
    PageReader reader(name);
    if (text.size() > longestPageFile)
        return malformed(fmt::format("{}: longer than {} bytes", name, longestPageFile));
    try {
        UserPage page = reader.page(YAML::Load(std::string(text)));
        if (!reader.problem()) return page;
    } catch (const YAML::Exception& exception) {
        reader.wrong(exception.mark, exception.msg);
    }
    return *reader.problem();
}

}  // namespace baro
