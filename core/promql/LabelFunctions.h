// label_replace and label_join: series get labels that are made of others.
#pragma once

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

namespace baro::promql {

// Any text is one since Prometheus 3, if it is UTF-8 and not empty.
bool isUtf8LabelName(std::string_view name);

class LabelReplacement {
  public:
    // Fails, in Prometheus's words, on an expression that is none and on a destination that is no label name.
    static Result<LabelReplacement> create(std::string destination, std::string_view replacement,
                                           std::string source, std::string_view expression);
    ~LabelReplacement();
    LabelReplacement(LabelReplacement&&) noexcept;
    LabelReplacement& operator=(LabelReplacement&&) noexcept;

    // Nothing when the expression does not match the whole source: the series stays as it is.
    std::optional<Labels> apply(const Labels& labels) const;
    // Whoever sets a metric name wants to see it, though a function below has dropped the old one.
    bool setsMetricName() const { return destination_ == metricNameLabel; }

  private:
    struct Piece {
        std::string textBefore;
        std::optional<int> group;
    };
    LabelReplacement();
    void readTemplate(std::string_view replacement);

    std::string destination_;
    std::string source_;
    std::unique_ptr<re2::RE2> expression_;
    std::vector<Piece> pieces_;
};

class LabelJoin {
  public:
    static Result<LabelJoin> create(std::string destination, std::string separator,
                                    std::vector<std::string> sources);

    Labels apply(const Labels& labels) const;
    bool setsMetricName() const { return destination_ == metricNameLabel; }

  private:
    LabelJoin() = default;

    std::string destination_;
    std::string separator_;
    std::vector<std::string> sources_;
};

}  // namespace baro::promql
