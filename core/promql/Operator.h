// What each node of an expression becomes: something that yields series one at a time, each with its values
// at all steps. Whoever needs the values pulls.
#pragma once

#include <memory>
#include <vector>

#include "core/series/SeriesSource.h"

namespace baro::promql {

struct Row {
    LabelsPtr labels;
    // A function has made something else of the metric. Its name goes now or, with delayed name removal, at
    // the end (Evaluation::seesName). The labels themselves stay shared with the source.
    bool dropsName = false;
    std::vector<double> values;  // one a step; isAbsent() where there is none
};

class Operator {
  public:
    virtual ~Operator() = default;
    // False: there is none any more, or the query has failed. The row is overwritten; its memory is used
    // again. No row is without any value.
    virtual bool next(Row& row) = 0;
};

using OperatorPtr = std::unique_ptr<Operator>;

class NoRows final : public Operator {
  public:
    bool next(Row&) override { return false; }
};

}  // namespace baro::promql
