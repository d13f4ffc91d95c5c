// A page that a user made: charts, in order. docs/page-format.md says how it is kept.
#pragma once

#include <string>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/pages/ExpressionText.h"

namespace baro {

struct PageChartLine {
    std::string expression;  // PromQL; may name $interval, $host and the page's variables
    std::string name;        // of its series; "{device}" is replaced by that label; empty: all labels
    bool isDown = false;     // drawn downwards from 0
    bool operator==(const PageChartLine&) const = default;
};

struct PageChart {
    std::string title;
    Unit unit = Unit::None;
    bool isStacked = false;
    double maximum = 0;  // of the y axis; 0: follows the data
    std::vector<PageChartLine> lines;
    bool operator==(const PageChart&) const = default;
};

struct UserPage {
    std::string title;
    ExpressionVariables variables;
    std::vector<PageChart> charts;
    bool operator==(const UserPage&) const = default;
};

}  // namespace baro
