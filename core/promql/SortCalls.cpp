// sort, sort_desc, sort_by_label and sort_by_label_desc. They say in which order an instant query answers;
// the series of a range query come in the order of their labels all the same.
#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>

#include "core/base/NaturalOrder.h"
#include "core/promql/Calls.h"
#include "core/promql/Functions.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

using Before = std::function<bool(const Row&, const Row&)>;

class Sorted final : public Operator {
  public:
    Sorted(Evaluation& evaluation, OperatorPtr rows, Before before)
        : source_(std::move(rows)), before_(std::move(before)), rows_(evaluation) {}

    bool next(Row& row) override {
        if (source_) {
            const OperatorPtr source = std::move(source_);
            if (!rows_.collect(*source)) return false;
            std::ranges::stable_sort(rows_.rows(), before_);
        }
        return rows_.take(row);
    }

  private:
    OperatorPtr source_;
    Before before_;
    RowStore rows_;
};

// NaN comes last either way.
bool isBefore(double a, double b, bool descending) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(b) && !std::isnan(a);
    return descending ? a > b : a < b;
}

bool isDescending(const Call& call) {
    return call.function->name.ends_with("_desc");
}

OperatorPtr planned(Planner& planner, const Call& call, const Steps& steps, Before before) {
    OperatorPtr rows = planner.plan(*call.arguments.front(), steps);
    if (steps.count() > 1) return rows;
    return std::make_unique<Sorted>(planner.evaluation(), std::move(rows), std::move(before));
}

}  // namespace

OperatorPtr planSort(Planner& planner, const Call& call, const Steps& steps) {
    return planned(planner, call, steps, [descending = isDescending(call)](const Row& a, const Row& b) {
        return isBefore(a.values.front(), b.values.front(), descending);
    });
}

OperatorPtr planSortByLabel(Planner& planner, const Call& call, const Steps& steps) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        names.push_back(std::get<StringLiteral>(unwrapped(*call.arguments[i]).node).value);
    const auto isBeforeByLabels = [names = std::move(names)](const Row& a, const Row& b) {
        for (const std::string& name : names) {
            const std::string_view left = a.labels->value(name);
            const std::string_view right = b.labels->value(name);
            if (left != right) return isBeforeNaturally(left, right);
        }
        return *a.labels < *b.labels;
    };
    if (!isDescending(call)) return planned(planner, call, steps, isBeforeByLabels);
    return planned(planner, call, steps,
                   [isBeforeByLabels](const Row& a, const Row& b) { return isBeforeByLabels(b, a); });
}

}  // namespace baro::promql
