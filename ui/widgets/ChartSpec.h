// What a chart shows: a title, a unit and PromQL expressions. Nothing else makes a chart.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/pages/ExpressionText.h"
#include "core/series/Labels.h"
#include "ui/theme/Subject.h"

namespace baro::ui {

struct ChartLine {
    std::string expression;  // may name $interval, $host and the variables of the spec
    // How each resulting series is called; "{device}" is replaced by that label's value: "{device} read".
    QString name;
    // Series with the same colour key share a colour ("{device}" for read and written); empty: a colour each.
    QString colorKey = {};
    std::optional<Subject> subject = {};  // this subject's colour instead of the series colours
    bool isDown = false;                  // drawn downwards from 0: sent below received
    bool operator==(const ChartLine&) const = default;
};

struct ChartSpec {
    QString title;
    Unit unit = Unit::None;
    std::vector<ChartLine> lines;
    double maximum = 0;  // of the y axis; 0: follows the data
    double leastMaximum =
        0;           // when it follows the data: never below this, so that noise does not fill the chart
    int height = 0;  // in pixels; 0: the usual one
    ExpressionVariables variables = {};
    bool operator==(const ChartSpec&) const = default;
};

// The name of a series, its labels put in; an empty pattern gives the labels themselves.
QString lineName(const QString& pattern, const Labels& labels);

}  // namespace baro::ui
