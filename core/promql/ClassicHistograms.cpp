#include "core/promql/ClassicHistograms.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/promql/NumberText.h"
#include "core/promql/SpecialValues.h"

namespace baro::promql {
namespace {

// Counts this close together differ by rounding only, as sums of rates do (promql/quantile.go:
// smallDeltaTolerance).
constexpr double roundingTolerance = 1e-12;

// As Prometheus's almost.Equal for numbers that are not NaN.
bool almostEqual(double a, double b) {
    const double sum = std::abs(a) + std::abs(b);
    const double difference = std::abs(a - b);
    constexpr double leastNormal = std::numeric_limits<double>::min();
    if (a == 0 || b == 0 || sum < leastNormal) return difference < roundingTolerance * leastNormal;
    return difference / std::min(sum, std::numeric_limits<double>::max()) < roundingTolerance;
}

// Buckets of the same bound, as of a sum over differently written bounds, become one.
void sortAndMerge(std::vector<Bucket>& buckets) {
    std::ranges::stable_sort(buckets, {}, &Bucket::upperBound);
    auto last = buckets.begin();
    for (auto each = last + 1; each != buckets.end(); ++each) {
        if (each->upperBound == last->upperBound)
            last->count += each->count;
        else
            *++last = *each;
    }
    buckets.erase(last + 1, buckets.end());
}

// A cumulative count never falls. Where it does (an inconsistent scrape), the previous one is taken;
// differences by rounding are taken away without a word, in either direction.
bool forceMonotonicity(std::vector<Bucket>& buckets) {
    bool fixed = false;
    double previous = buckets.front().count;
    for (Bucket& bucket : buckets) {
        if (almostEqual(previous, bucket.count)) {
            bucket.count = previous;
        } else if (bucket.count < previous) {
            bucket.count = previous;
            fixed = true;
        } else {
            previous = bucket.count;
        }
    }
    return fixed;
}

double interpolate(double rank, const std::vector<Bucket>& buckets, std::size_t index) {
    const Bucket& bucket = buckets[index];
    const Bucket below = index > 0 ? buckets[index - 1] : Bucket{};
    return below.upperBound +
           (bucket.upperBound - below.upperBound) * ((rank - below.count) / (bucket.count - below.count));
}

// How many observations lie up to the value, by linear interpolation in the value's bucket.
double rankOf(double value, const std::vector<Bucket>& buckets) {
    Bucket below{-infinity, 0};
    for (const Bucket& bucket : buckets) {
        if (below.upperBound >= value) return below.count;
        if (bucket.upperBound > value)
            return below.count + (bucket.count - below.count) * (value - below.upperBound) /
                                     (bucket.upperBound - below.upperBound);
        below = bucket;
    }
    return buckets.back().count;
}

}  // namespace

std::optional<double> parseUpperBound(std::string_view le) {
    return readNumber(le);
}

BucketQuantile bucketQuantile(double quantile, std::vector<Bucket>& buckets) {
    if (std::isnan(quantile)) return {notANumber};
    if (quantile < 0) return {-infinity};
    if (quantile > 1) return {infinity};
    sortAndMerge(buckets);
    if (buckets.back().upperBound != infinity) return {notANumber};
    const bool fixed = forceMonotonicity(buckets);
    const double observations = buckets.back().count;
    // Prometheus says nothing of a correction that no value came of.
    if (buckets.size() < 2 || observations == 0) return {notANumber};

    const double rank = quantile * observations;
    const auto lastFinite = buckets.end() - 1;
    const auto found = std::partition_point(buckets.begin(), lastFinite,
                                            [rank](const Bucket& b) { return !(b.count >= rank); });
    if (found == lastFinite) return {(lastFinite - 1)->upperBound, fixed};
    if (found == buckets.begin() && found->upperBound <= 0) return {found->upperBound, fixed};
    return {interpolate(rank, buckets, static_cast<std::size_t>(found - buckets.begin())), fixed};
}

double bucketFraction(double lower, double upper, std::vector<Bucket>& buckets) {
    sortAndMerge(buckets);
    const double observations = buckets.back().count;
    if (buckets.back().upperBound != infinity || observations == 0 || std::isnan(lower) || std::isnan(upper))
        return notANumber;
    if (lower >= upper) return 0;
    return (std::min(rankOf(upper, buckets), observations) - std::min(rankOf(lower, buckets), observations)) /
           observations;
}

}  // namespace baro::promql
