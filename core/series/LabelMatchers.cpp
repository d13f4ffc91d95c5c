#include "core/series/LabelMatchers.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace baro {
namespace {

using Kind = LabelMatcher::Kind;

bool isRegex(Kind kind) {
    return kind == Kind::Regex || kind == Kind::NotRegex;
}

std::shared_ptr<const re2::RE2> compiled(const std::string& text) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);  // as Prometheus: a dot is any character, a newline too
    return std::make_shared<const re2::RE2>(text, options);
}

}  // namespace

Result<LabelMatchers> LabelMatchers::compile(const std::vector<LabelMatcher>& matchers) {
    LabelMatchers result;
    for (const LabelMatcher& matcher : matchers) {
        One one;
        one.matcher_ = matcher;
        if (isRegex(matcher.kind)) {
            one.expression_ = compiled(matcher.value);
            if (!one.expression_->ok())
                return malformed(fmt::format("the regular expression of label {} is none: {}", matcher.label,
                                             one.expression_->error()));
        }
        result.all_.push_back(std::move(one));
    }
    return result;
}

bool LabelMatchers::One::match(std::string_view value) const {
    const bool equal = isRegex(kind()) ? re2::RE2::FullMatch({value.data(), value.size()}, *expression_)
                                       : value == matcher_.value;
    return equal == (kind() == Kind::Equal || kind() == Kind::Regex);
}

bool LabelMatchers::match(const Labels& labels) const {
    return std::ranges::all_of(all_,
                               [&labels](const One& one) { return one.match(labels.value(one.label())); });
}

std::string_view LabelMatchers::metric() const {
    const auto named = std::ranges::find_if(
        all_, [](const One& one) { return one.label() == metricNameLabel && one.kind() == Kind::Equal; });
    return named == all_.end() ? std::string_view() : named->value();
}

}  // namespace baro
