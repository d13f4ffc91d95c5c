// absent and absent_over_time: 1 at the steps at which nothing is there, with the labels that the selector
// asks for (promql/functions.go: createLabelsForAbsentFunction).
#include <memory>
#include <set>
#include <utility>

#include "core/promql/Calls.h"
#include "core/promql/RangeCalls.h"
#include "core/promql/SlidingWindow.h"

namespace baro::promql {
namespace {

// Those of a matcher with = that is the only one for its label.
Labels labelsAskedFor(const VectorSelector& selector) {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::set<std::string> seen;
    for (const LabelMatcher& matcher : selector.matchers) {
        if (matcher.label == metricNameLabel) continue;
        const bool isFirst = matcher.kind == LabelMatcher::Kind::Equal && seen.insert(matcher.label).second;
        // An empty value is no label.
        pairs.emplace_back(matcher.label, isFirst ? matcher.value : std::string());
    }
    return Labels(std::move(pairs));
}

Labels labelsFor(const Expression& argument) {
    if (const auto* selector = std::get_if<VectorSelector>(&argument.node)) return labelsAskedFor(*selector);
    if (const auto* matrix = std::get_if<MatrixSelector>(&argument.node))
        return labelsAskedFor(matrix->selector);
    return {};
}

// Marks of an operand's steps.
class Present {
  public:
    explicit Present(std::size_t steps) : steps_(steps) {}

    void mark(std::size_t step) { steps_[step] = true; }
    // False: something is there at every step.
    bool toAbsent(const LabelsPtr& labels, Row& row) const {
        row = {labels, false, std::vector<double>(steps_.size(), staleMarker())};
        bool any = false;
        for (std::size_t step = 0; step < steps_.size(); ++step) {
            if (steps_[step]) continue;
            row.values[step] = 1;
            any = true;
        }
        return any;
    }

  private:
    std::vector<bool> steps_;
};

class Absent final : public Operator {
  public:
    Absent(OperatorPtr rows, Labels labels, std::size_t steps)
        : rows_(std::move(rows)),
          labels_(std::make_shared<const Labels>(std::move(labels))),
          present_(steps) {}

    bool next(Row& row) override {
        if (!rows_) return false;
        const OperatorPtr rows = std::move(rows_);
        while (rows->next(row)) {
            for (std::size_t step = 0; step < row.values.size(); ++step) {
                if (!isAbsent(row.values[step])) present_.mark(step);
            }
        }
        return present_.toAbsent(labels_, row);
    }

  private:
    OperatorPtr rows_;
    LabelsPtr labels_;
    Present present_;
};

class AbsentOverTime final : public Operator {
  public:
    AbsentOverTime(SampleStreamPtr samples, Labels labels, const Steps& steps)
        : samples_(std::move(samples)),
          labels_(std::make_shared<const Labels>(std::move(labels))),
          steps_(steps),
          present_(steps.count()) {}

    bool next(Row& row) override {
        if (!samples_) return false;
        const SampleStreamPtr samples = std::move(samples_);
        while (samples->next()) {
            SlidingWindow window(*samples);
            for (std::size_t step = 0; step < steps_.count(); ++step) {
                if (window.moveTo(steps_.time(step))) present_.mark(step);
            }
        }
        return present_.toAbsent(labels_, row);
    }

  private:
    SampleStreamPtr samples_;
    LabelsPtr labels_;
    Steps steps_;
    Present present_;
};

}  // namespace

OperatorPtr planAbsent(Planner& planner, const Call& call, const Steps& steps) {
    const Expression& argument = unwrapped(*call.arguments.front());
    return std::make_unique<Absent>(planner.plan(argument, steps), labelsFor(argument), steps.count());
}

OperatorPtr planAbsentOverTime(Planner& planner, const Call& call, const Steps& steps) {
    const Expression& range = *rangeArgument(call);
    return std::make_unique<AbsentOverTime>(planner.samples(range, steps), labelsFor(range), steps);
}

}  // namespace baro::promql
