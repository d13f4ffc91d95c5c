// The labels of a row that count for some purpose - its identity, its group, what it is matched by - as bytes
// that are equal exactly when those labels are.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/promql/Evaluation.h"

namespace baro::promql {

class LabelKey {
  public:
    static LabelKey all(const Evaluation& evaluation) { return {evaluation, Kind::All, {}}; }
    static LabelKey only(const Evaluation& evaluation, std::vector<std::string> names) {
        return {evaluation, Kind::Only, std::move(names)};
    }
    // The metric's name does not count either.
    static LabelKey without(const Evaluation& evaluation, std::vector<std::string> names) {
        return {evaluation, Kind::Without, std::move(names)};
    }

    // Valid until the next call.
    const std::string& of(const Row& row);
    Labels labelsOf(const Row& row) const;

  private:
    enum class Kind { All, Only, Without };
    LabelKey(const Evaluation& evaluation, Kind kind, std::vector<std::string> names);
    bool counts(const std::string& name, bool seesName) const;

    const Evaluation* evaluation_;
    Kind kind_;
    std::vector<std::string> names_;  // ascending
    std::string key_;
};

// A map by such keys.
template <class Value>
using KeyMap = std::unordered_map<std::string, Value>;

}  // namespace baro::promql
