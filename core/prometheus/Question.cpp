#include "core/prometheus/Question.h"

#include <fmt/format.h>

#include "core/base/Characters.h"

namespace baro::prometheus {
namespace {

// Since Prometheus 3 a label's name may hold anything.
std::string labelInPath(const std::string& label) {
    std::string escaped;
    for (const char c : label)
        escaped +=
            isWordCharacter(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return escaped;
}

FormFields fieldsOf(const SeriesQuestion& question) {
    FormFields fields;
    for (const std::string& selector : question.selectors)
        fields.emplace_back("match[]", selector);
    if (question.range) {
        fields.emplace_back("start", apiTime(question.range->from));
        fields.emplace_back("end", apiTime(question.range->to));
    }
    if (question.limit > 0) fields.emplace_back("limit", std::to_string(question.limit));
    return fields;
}

}  // namespace

std::string apiTime(std::int64_t milliseconds) {
    const bool isBefore1970 = milliseconds < 0;
    const auto bits = static_cast<std::uint64_t>(milliseconds);
    const std::uint64_t distance = isBefore1970 ? 0 - bits : bits;
    return fmt::format("{}{}.{:03}", isBefore1970 ? "-" : "", distance / 1000, distance % 1000);
}

ApiCall callOf(const InstantQuestion& question) {
    ApiCall call{"/api/v1/query", {{"query", question.expression}}, true};
    if (question.time) call.fields.emplace_back("time", apiTime(*question.time));
    return call;
}

ApiCall callOf(const RangeQuestion& question) {
    return {"/api/v1/query_range",
            {{"query", question.expression},
             {"start", apiTime(question.range.from)},
             {"end", apiTime(question.range.to)},
             {"step", apiTime(question.stepMilliseconds)}},
            true};
}

ApiCall seriesCall(const SeriesQuestion& question) {
    return {"/api/v1/series", fieldsOf(question), true};
}

ApiCall labelNamesCall(const SeriesQuestion& question) {
    return {"/api/v1/labels", fieldsOf(question), true};
}

ApiCall labelValuesCall(const std::string& label, const SeriesQuestion& question) {
    return {"/api/v1/label/" + labelInPath(label) + "/values", fieldsOf(question), false};
}

ApiCall metadataCall(const std::string& metric, std::size_t limit) {
    ApiCall call{"/api/v1/metadata", {}, false};
    if (!metric.empty()) call.fields.emplace_back("metric", metric);
    if (limit > 0) call.fields.emplace_back("limit", std::to_string(limit));
    return call;
}

ApiCall rulesCall() {
    return {"/api/v1/rules", {}, false};
}

ApiCall alertsCall() {
    return {"/api/v1/alerts", {}, false};
}

ApiCall targetsCall() {
    return {"/api/v1/targets", {{"state", "active"}}, false};
}

ApiCall buildInfoCall() {
    return {"/api/v1/status/buildinfo", {}, false};
}

}  // namespace baro::prometheus
