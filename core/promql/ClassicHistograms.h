// Quantiles and fractions of classic histograms: cumulative buckets, one series each, told apart by the label
// "le" (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace baro::promql {

struct Bucket {
    double upperBound = 0;  // included
    double count = 0;       // of all observations up to the bound
    bool operator==(const Bucket&) const = default;
};

// Of a label "le"; nothing when it is missing or no number.
std::optional<double> parseUpperBound(std::string_view le);

struct BucketQuantile {
    double value = 0;
    // Counts that fell with the bound were raised: worth an info annotation.
    bool fixedForMonotonicity = false;
};

// The buckets, at least one, are sorted, merged and corrected in place.
BucketQuantile bucketQuantile(double quantile, std::vector<Bucket>& buckets);
// The share of observations above lower and up to upper. The buckets, at least one, are sorted and merged.
double bucketFraction(double lower, double upper, std::vector<Bucket>& buckets);

}  // namespace baro::promql
