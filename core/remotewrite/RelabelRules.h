// Prometheus's relabelling (prometheus.io, "Configuration", <relabel_config>; model/relabel/relabel.go):
// rules that drop series, and change or drop labels. Pure.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/series/Labels.h"

namespace re2 {
class RE2;
}

namespace baro::remotewrite {

struct RelabelRule {
    enum class Action {
        Replace,
        Keep,
        Drop,
        KeepEqual,
        DropEqual,
        Lowercase,
        Uppercase,
        LabelMap,
        LabelDrop,
        LabelKeep
    };
    Action action = Action::Replace;
    std::vector<std::string> sourceLabels;
    std::string separator = ";";
    std::string regex = "(.*)";  // RE2's, of the whole text
    std::string targetLabel;
    std::string replacement = "$1";
    bool operator==(const RelabelRule&) const = default;
};

// As it is written; nothing for what is none. hashmod is not known here: it shares targets out among servers.
std::optional<RelabelRule::Action> relabelActionOf(std::string_view word);

class RelabelRules {
  public:
    // The error says what is wrong with which rule, counted from 1.
    static Result<RelabelRules> compile(const std::vector<RelabelRule>& rules);

    // Nothing when the series is dropped, or has no label left.
    std::optional<Labels> applied(const Labels& labels) const;
    bool isEmpty() const { return rules_.empty(); }
    bool operator==(const RelabelRules& other) const {
        return std::ranges::equal(rules_, other.rules_, {}, &Compiled::rule, &Compiled::rule);
    }

  private:
    struct Compiled {
        RelabelRule rule;
        std::shared_ptr<const re2::RE2> regex;
    };
    std::vector<Compiled> rules_;
};

}  // namespace baro::remotewrite
