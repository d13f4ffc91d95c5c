#include "core/promql/EqualLabels.h"

#include <unordered_set>
#include <utility>

#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

class Merging final : public Operator {
  public:
    Merging(Evaluation& evaluation, OperatorPtr rows)
        : evaluation_(evaluation), source_(std::move(rows)), rows_(evaluation) {}

    bool next(Row& row) override {
        if (source_) collect();
        return !evaluation_.failed() && rows_.take(row);
    }

  private:
    void collect() {
        const OperatorPtr source = std::move(source_);
        for (Row row; source->next(row); row = {}) {
            if (!rows_.add(std::move(row))) continue;
            evaluation_.failDuplicateLabels();
            return;
        }
    }

    Evaluation& evaluation_;
    OperatorPtr source_;
    MergedRows rows_;
};

class Checking final : public Operator {
  public:
    Checking(Evaluation& evaluation, OperatorPtr rows)
        : evaluation_(evaluation), rows_(std::move(rows)), identity_(LabelKey::all(evaluation)) {}

    bool next(Row& row) override {
        if (!rows_->next(row)) return false;
        return seen_.insert(identity_.of(row)).second || evaluation_.failDuplicateLabels();
    }

  private:
    Evaluation& evaluation_;
    OperatorPtr rows_;
    LabelKey identity_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

OperatorPtr mergedRows(Evaluation& evaluation, OperatorPtr rows) {
    return std::make_unique<Merging>(evaluation, std::move(rows));
}

OperatorPtr uniqueRows(Evaluation& evaluation, OperatorPtr rows) {
    return std::make_unique<Checking>(evaluation, std::move(rows));
}

}  // namespace baro::promql
