// How one host is told apart from all others that a server knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/series/LabelMatcher.h"
#include "core/series/Labels.h"

namespace baro {

struct HostTarget {
    std::string instance;
    std::string job;
    // Further labels of the target that tell it from another of the same instance and job.
    std::vector<LabelMatcher> others = {};
    bool hasBarograph = false;  // tells barograph_*; else what stands in for them is asked

    bool operator==(const HostTarget&) const = default;
};

// instance="office:9100", job="node" and the others.
std::vector<LabelMatcher> matchersOf(const HostTarget& target);

// Whether an alert with these labels is of it: labels that a rule has left out do not matter, but for the
// instance.
bool isOf(const HostTarget& target, const Labels& labels);

// All its series, as a selector: {instance="office:9100",job="node"}.
std::string selectorOf(const HostTarget& target);

// What to ask, as an instant query, for the samples of a HostSeries: each with its own time. `range`:
// PromQL's text of how far back, two scrapes at least; five minutes reach whatever has not ended.
std::string samplesQuery(const HostTarget& target, std::string_view range = "5m");

}  // namespace baro
