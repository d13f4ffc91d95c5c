#include "core/metrics/ExpositionText.h"

#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Text.h"
#include "core/metrics/ExpositionLine.h"

namespace baro {
namespace {

using Type = ExpositionFamily::Type;

constexpr std::array<std::pair<std::string_view, Type>, 5> typeNames{{
    {"counter", Type::Counter},
    {"gauge", Type::Gauge},
    {"histogram", Type::Histogram},
    {"summary", Type::Summary},
    {"untyped", Type::Untyped},
}};

class Reader {
  public:
    Status take(std::string_view line) {
        line = trimmed(line);
        if (line.empty()) return Done{};
        return line.front() == '#' ? takeComment(line.substr(1)) : takeSample(line);
    }

    // What has a type or help but no sample is no metric yet.
    std::vector<ExpositionFamily> finish() && {
        std::erase_if(families_, [](const ExpositionFamily& family) { return family.samples.empty(); });
        return std::move(families_);
    }

  private:
    struct Known {
        std::size_t index = 0;
        bool hasHelp = false;
        bool hasType = false;
    };

    Status takeComment(std::string_view rest) {
        const std::string_view keyword = takeField(rest);
        if (keyword != "HELP" && keyword != "TYPE") return Done{};
        const std::string_view name = takeField(rest);
        if (!isMetricName(name)) return malformed("a comment is about no metric name");
        Known& known = knownOf(name);
        return keyword == "HELP" ? takeHelp(known, rest) : takeType(known, trimmed(rest));
    }

    Status takeHelp(Known& known, std::string_view text) {
        if (std::exchange(known.hasHelp, true)) return malformed("a metric has a second HELP line");
        Result<std::string> help = unescapeHelp(trimmed(text));
        if (!help) return help.error();
        families_[known.index].help = std::move(help).value();
        return Done{};
    }

    Status takeType(Known& known, std::string_view word) {
        ExpositionFamily& family = families_[known.index];
        if (std::exchange(known.hasType, true)) return malformed("a metric has a second TYPE line");
        if (!family.samples.empty()) return malformed("a TYPE line stands behind samples of its metric");
        for (const auto& [name, type] : typeNames) {
            if (word != name) continue;
            family.type = type;
            return Done{};
        }
        return malformed("a metric is of an unknown type");
    }

    Status takeSample(std::string_view line) {
        Result<ExpositionSample> sample = parseSampleLine(line);
        if (!sample) return sample.error();
        if (!seen_.emplace(sample->name, sample->labels).second) return malformed("a sample is there twice");
        const std::size_t index = knownOf(familyNameOf(sample->name)).index;
        families_[index].samples.push_back(std::move(sample).value());
        return Done{};
    }

    // "x_bucket", "x_sum" and "x_count" belong to a histogram x, the last two to a summary x as well.
    std::string_view familyNameOf(std::string_view name) const {
        for (const std::string_view ending : {"_bucket", "_sum", "_count"}) {
            if (!name.ends_with(ending)) continue;
            const auto found = known_.find(name.substr(0, name.size() - ending.size()));
            if (found == known_.end()) continue;
            const Type type = families_[found->second.index].type;
            if (type == Type::Histogram || (type == Type::Summary && ending != "_bucket"))
                return found->first;
        }
        return name;
    }

    Known& knownOf(std::string_view name) {
        const auto found = known_.find(name);
        if (found != known_.end()) return found->second;
        families_.push_back({.name = std::string(name), .help = {}, .samples = {}});
        return known_.emplace(name, Known{.index = families_.size() - 1}).first->second;
    }

    std::vector<ExpositionFamily> families_;
    std::map<std::string, Known, std::less<>> known_;
    std::set<std::pair<std::string, Labels>> seen_;
};

}  // namespace

Result<std::vector<ExpositionFamily>> parseExposition(std::string_view text) {
    if (!text.empty() && text.back() != '\n') return malformed("the last line does not end");
    Reader reader;
    std::size_t number = 0;
    while (const auto line = takeLine(text)) {
        ++number;
        if (Status status = reader.take(*line); !status)
            return malformed("line " + std::to_string(number) + ": " + status.error().message);
    }
    return std::move(reader).finish();
}

}  // namespace baro
