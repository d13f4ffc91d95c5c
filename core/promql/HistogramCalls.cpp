// histogram_quantile and histogram_fraction: the series of one histogram, which differ by the label "le"
// alone, become one series.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "core/promql/Calls.h"
#include "core/promql/ClassicHistograms.h"
#include "core/promql/Quantile.h"
#include "core/promql/Quoting.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

class Histograms : public Operator {
  public:
    Histograms(Evaluation& evaluation, OperatorPtr buckets, TextRange argument)
        : evaluation_(evaluation), argument_(argument), input_(std::move(buckets)), rows_(evaluation) {}

    bool next(Row& row) final {
        if (input_ && !group()) return false;
        for (; current_ != groups_.end(); ++current_) {
            if (!fill(row)) continue;
            row.labels = std::make_shared<const Labels>(current_->first);
            row.dropsName = true;
            ++current_;
            return evaluation_.proceed(row.values.size());
        }
        return false;
    }

  protected:
    virtual void start() {}
    // Of the buckets, at least one, at a step.
    virtual double valueAt(std::size_t step, std::vector<Bucket>& buckets, const Labels& labels) = 0;

    Evaluation& evaluation() { return evaluation_; }
    TextRange argument() const { return argument_; }

  private:
    struct BoundedRow {
        double upperBound;
        std::size_t row;
    };
    using Group = std::vector<BoundedRow>;

    bool group() {
        start();
        const bool all = rows_.collect(*input_);
        input_.reset();
        if (!all) return false;
        for (std::size_t i = 0; i < rows_.rows().size(); ++i)
            addToGroup(rows_.rows()[i], i);
        current_ = groups_.begin();
        return true;
    }

    void addToGroup(const Row& row, std::size_t index) {
        const std::string_view le = row.labels->value("le");
        const auto bound = parseUpperBound(le);
        const bool named = evaluation_.seesName(row);
        if (!bound) {
            evaluation_.warn(argument_,
                             fmt::format("bucket label \"le\" is missing or has a malformed value of {} "
                                         "for metric name {}",
                                         quoted(le), quoted(named ? row.labels->metric() : "")));
            return;
        }
        auto pairs = row.labels->pairs();
        std::erase_if(pairs, [named](const auto& pair) {
            return pair.first == "le" || (!named && pair.first == metricNameLabel);
        });
        groups_[Labels(std::move(pairs))].push_back({*bound, index});
    }

    // False: no bucket has a value at any step.
    bool fill(Row& row) {
        bool any = false;
        const std::size_t steps = rows_.rows()[current_->second.front().row].values.size();
        row.values.assign(steps, staleMarker());
        for (std::size_t step = 0; step < steps; ++step) {
            buckets_.clear();
            for (const BoundedRow& bucket : current_->second) {
                const double count = rows_.rows()[bucket.row].values[step];
                if (!isAbsent(count)) buckets_.push_back({bucket.upperBound, count});
            }
            if (buckets_.empty()) continue;
            row.values[step] = valueAt(step, buckets_, current_->first);
            any = true;
        }
        return any;
    }

    Evaluation& evaluation_;
    TextRange argument_;
    OperatorPtr input_;  // null once it is grouped
    RowStore rows_;
    std::map<Labels, Group> groups_;
    std::map<Labels, Group>::const_iterator current_;
    std::vector<Bucket> buckets_;
};

class HistogramQuantile final : public Histograms {
  public:
    HistogramQuantile(Planner& planner, const Call& call, const Steps& steps)
        : Histograms(planner.evaluation(), planner.plan(*call.arguments[1], steps), call.arguments[1]->at),
          quantiles_(planner.scalar(*call.arguments[0], steps)),
          quantileArgument_(call.arguments[0]->at) {}

  private:
    void start() override {
        for (const double quantile : quantiles_.all())
            if (!isQuantile(quantile)) evaluation().warn(quantileArgument_, invalidQuantileText(quantile));
    }
    double valueAt(std::size_t step, std::vector<Bucket>& buckets, const Labels& labels) override {
        const BucketQuantile result = bucketQuantile(quantiles_.at(step), buckets);
        if (result.fixedForMonotonicity)
            evaluation().inform(
                argument(),
                fmt::format(
                    "input to histogram_quantile needed to be fixed for monotonicity (see "
                    "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile) "
                    "for metric name {}",
                    quoted(labels.metric())));
        return result.value;
    }

    ScalarValues quantiles_;
    TextRange quantileArgument_;
};

class HistogramFraction final : public Histograms {
  public:
    HistogramFraction(Planner& planner, const Call& call, const Steps& steps)
        : Histograms(planner.evaluation(), planner.plan(*call.arguments[2], steps), call.arguments[2]->at),
          lower_(planner.scalar(*call.arguments[0], steps)),
          upper_(planner.scalar(*call.arguments[1], steps)) {}

  private:
    double valueAt(std::size_t step, std::vector<Bucket>& buckets, const Labels&) override {
        return bucketFraction(lower_.at(step), upper_.at(step), buckets);
    }

    ScalarValues lower_;
    ScalarValues upper_;
};

}  // namespace

OperatorPtr planHistogramQuantile(Planner& planner, const Call& call, const Steps& steps) {
    return planner.merged(std::make_unique<HistogramQuantile>(planner, call, steps), *call.arguments[1]);
}

OperatorPtr planHistogramFraction(Planner& planner, const Call& call, const Steps& steps) {
    return planner.merged(std::make_unique<HistogramFraction>(planner, call, steps), *call.arguments[2]);
}

}  // namespace baro::promql
