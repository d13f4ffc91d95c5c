// Alerts that nobody wants to hear of for a while, as Alertmanager has them
// (https://prometheus.io/docs/alerting/latest/alertmanager/#silences), and the file that keeps them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/series/LabelMatcher.h"
#include "core/series/LabelMatchers.h"
#include "core/series/Labels.h"

namespace baro::alerts {

// Times in milliseconds since 1970-01-01 UTC; the end is not part of it.
struct Silence {
    std::string id;
    std::vector<LabelMatcher> matchers;  // all of them must match
    std::int64_t startsAt = 0;
    std::int64_t endsAt = 0;
    std::string comment;
    bool operator==(const Silence&) const = default;

    bool isActive(std::int64_t time) const { return time >= startsAt && time < endsAt; }
};

// What a file may hold.
inline constexpr std::size_t mostSilences = 1000;
inline constexpr std::size_t mostSilenceMatchers = 50;
inline constexpr std::size_t mostSilenceBytes = 10'000;  // of a text in it

// Whether it can be used, with its matchers made ready: at least one of them must not match an empty text, as
// else it would silence everything.
Result<LabelMatchers> checkedSilence(const Silence& silence);

// All alerts of the rule, or all with this value of a label.
std::vector<LabelMatcher> matchersOfRule(const Labels& alert);
std::vector<LabelMatcher> matchersOfLabel(const Labels& alert, std::string_view label);

// A JSON list of silences in the form of Alertmanager's API v2. All of it is right, or it is refused.
Result<std::vector<Silence>> parseSilences(std::string_view text);
std::string silencesText(const std::vector<Silence>& silences);

// alertname="HighLoad", device=~"sd.*"
std::string toString(const std::vector<LabelMatcher>& matchers);

}  // namespace baro::alerts
