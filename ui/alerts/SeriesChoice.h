// What a rule may be about, by names that need no PromQL: common questions, and every metric that is there.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/rules/ThresholdRule.h"
#include "ui/explore/SeriesNames.h"

namespace baro::ui {

struct SeriesChoice {
    QString title;        // "Space of a filesystem in use"
    std::string metric;   // whose labels narrow it down; empty: nothing does
    std::string pattern;  // PromQL; "{}" stands where the labels go
    Unit unit = Unit::None;
    // What a new rule begins with.
    alerts::Comparison comparison = alerts::Comparison::Above;
    std::optional<double> threshold = {};  // in the unit
};

// Each label with the only value it may have, ascending by label.
using Narrowing = std::vector<std::pair<std::string, std::string>>;

// Common ones of which there are series come first, then the metrics by title. Without names, which are not
// read yet, the common ones alone.
std::vector<SeriesChoice> seriesChoices(const NameIndex& names);

std::string expressionOf(const SeriesChoice& choice, const Narrowing& narrowing);
// The narrowing with which the choice gives the expression; nothing: it does not.
std::optional<Narrowing> narrowingIn(const SeriesChoice& choice, const std::string& expression);

}  // namespace baro::ui
