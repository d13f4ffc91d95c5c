#include "core/promql/Evaluation.h"

#include <algorithm>
#include <utility>

namespace baro::promql {

bool Evaluation::fail(std::string message, QueryError::Kind kind) {
    if (!error_) error_ = QueryError{kind, std::move(message)};
    return false;
}

bool Evaluation::failDuplicateLabels() {
    return fail("vector cannot contain metrics with the same labelset");
}

bool Evaluation::look() {
    work_ = 0;
    if (limits_.stop.stop_requested())
        return fail("query was canceled in expression evaluation", QueryError::Kind::Canceled);
    if (limits_.timedOut && limits_.timedOut())
        return fail("query timed out in expression evaluation", QueryError::Kind::Timeout);
    return !failed();
}

bool Evaluation::hold(std::size_t samples) {
    held_ += samples;
    if (held_ <= options_.maximumSamples) return !failed();
    return failTooManySamples();
}

bool Evaluation::failTooManySamples() {
    return fail("query processing would load too many samples into memory in query execution");
}

void Evaluation::warn(TextRange at, const std::string& text) {
    std::string full = "PromQL warning: " + text;
    annotations_[full] = {Annotation::Level::Warning, full, at};
}

void Evaluation::inform(TextRange at, const std::string& text) {
    std::string full = "PromQL info: " + text;
    annotations_[full] = {Annotation::Level::Info, full, at};
}

std::vector<Annotation> Evaluation::annotations() const {
    std::vector<Annotation> all;
    for (const auto& [text, annotation] : annotations_)
        all.push_back(annotation);
    std::ranges::stable_sort(all, {}, [](const Annotation& annotation) { return annotation.at.from; });
    return all;
}

}  // namespace baro::promql
