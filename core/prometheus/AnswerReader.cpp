#include "core/prometheus/AnswerReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/promql/NumberText.h"

namespace baro::prometheus {
namespace {

constexpr std::size_t mostNotes = 100;
constexpr std::size_t bytesPerNode = 64;  // of a tree, beside its text
constexpr std::string_view blanks = " \t\r\n";

std::string beginningOf(std::string_view text) {
    constexpr std::size_t mostShown = 40;
    return escapedForTerminal(text.substr(0, std::min(mostShown, text.find_first_of("\r\n"))));
}

}  // namespace

AnswerReader::AnswerReader(AnswerKind kind, const AnswerLimits& limits)
    : kind_(kind), limits_(limits), json_(*this) {}

bool AnswerReader::stop(Error why) {
    if (!problem_) problem_ = std::move(why);
    return false;
}

bool AnswerReader::wrongType() {
    return stop(
        malformed("its answer is not as Prometheus writes it: " +
                  (key_.empty() ? std::string("its beginning") : "\"" + escapedForTerminal(key_) + "\"") +
                  " is of another type"));
}

bool AnswerReader::keep(std::size_t bytes) {
    kept_ += bytes;
    if (kept_ <= limits_.keptBytes) return true;
    return stop(failed(fmt::format("its answer takes more than {} kB; ask for fewer series or a shorter time",
                                   limits_.keptBytes / 1000)));
}

bool AnswerReader::take(std::string_view bytes) {
    if (problem_) return false;
    if (!hasBegun_) {
        bytes.remove_prefix(std::min(bytes.find_first_not_of(blanks), bytes.size()));
        if (bytes.empty()) return true;
        if (bytes.front() == '<')
            return stop(malformed("what answers there is not Prometheus but a web page"));
        if (bytes.front() != '{')
            return stop(malformed("what answers there is not Prometheus: it is no JSON"));
        hasBegun_ = true;
    }
    read_ += bytes.size();
    if (read_ > limits_.textBytes)
        return stop(failed(fmt::format("its answer is longer than {} MiB", limits_.textBytes >> 20)));
    const Status taken = json_.take(bytes);
    return taken.ok() || stop(taken.error());
}

Status AnswerReader::finish() {
    if (problem_) return *problem_;
    if (!hasBegun_) return malformed("what answers there is not Prometheus: its answer is empty");
    if (const Status whole = json_.finish(); !whole) return whole;
    return checkWhole();
}

Status AnswerReader::checkWhole() const {
    if (status_ == "error")
        return failed((errorType_.empty() ? "" : errorType_ + ": ") +
                      (error_.empty() ? "no reason is given" : error_));
    if (status_ != "success")
        return malformed("what answers there is not Prometheus: its answer has no \"status\"");
    if (!hasData_ && kind_ != AnswerKind::Tree)
        return malformed("its answer is not as Prometheus writes it: it has no \"data\"");
    if (kind_ == AnswerKind::Query && !hasResult_)
        return malformed("its answer is not as Prometheus writes it: it has no \"result\"");
    return Done{};
}

QueryAnswer AnswerReader::takeQuery() {
    QueryAnswer answer;
    answer.histograms = histograms_;
    answer.notes = std::move(notes_);
    answer.series = std::move(all_);
    if (resultType_ == "matrix") answer.type = ResultType::Matrix;
    if (resultType_ == "scalar") answer.type = ResultType::Scalar;
    if (resultType_ == "string") {
        answer.type = ResultType::Text;
        answer.text = std::move(pointText_);
        answer.series.clear();
    }
    return answer;
}

bool AnswerReader::enter(Place place, char bracket, char wanted) {
    if (bracket != wanted) return wrongType();
    places_.push_back(place);
    return true;
}

bool AnswerReader::openInRoot(char bracket) {
    if (key_ == "warnings") return enter(Place::Warnings, bracket, '[');
    if (key_ == "infos") return enter(Place::Infos, bracket, '[');
    if (key_ != "data") return enter(Place::Skipped, bracket, bracket);
    if (std::exchange(hasData_, true)) return stop(malformed("its answer has \"data\" twice"));
    switch (kind_) {
        case AnswerKind::Query:
            return enter(Place::Data, bracket, '{');
        case AnswerKind::Series:
            return enter(Place::LabelSets, bracket, '[');
        case AnswerKind::Texts:
            return enter(Place::Texts, bracket, '[');
        case AnswerKind::Tree:
            break;
    }
    return openInTree(bracket);
}

bool AnswerReader::openInSeries(char bracket) {
    if (key_ == "metric") {
        labels_.clear();
        return enter(Place::Metric, bracket, '{');
    }
    if (key_ == "values") return enter(Place::Values, bracket, '[');
    if (key_ == "value") {
        pointPart_ = 0;
        return enter(Place::Value, bracket, '[');
    }
    if (key_ == "histogram" || key_ == "histograms") ++histograms_;
    return enter(Place::Skipped, bracket, bracket);
}

bool AnswerReader::openInTree(char bracket) {
    if (!keep(bytesPerNode)) return false;
    Json::Value value;
    if (bracket == '{')
        value = Json::Object();
    else
        value = Json::Array();
    branches_.push_back({key_, std::move(value)});
    return enter(Place::Tree, bracket, bracket);
}

bool AnswerReader::takeOpen(char bracket) {
    switch (place()) {
        case Place::Start:
            return enter(Place::Root, bracket, '{');
        case Place::Root:
            return openInRoot(bracket);
        case Place::Data:
            if (key_ != "result") return enter(Place::Skipped, bracket, bracket);
            if (std::exchange(hasResult_, true)) return stop(malformed("its answer has \"result\" twice"));
            pointPart_ = 0;
            return enter(Place::Result, bracket, '[');
        case Place::Result:
            if (pointPart_ > 0) return wrongType();
            if (all_.size() >= limits_.series)
                return stop(failed(fmt::format("its answer has more than {} series; narrow the expression",
                                               limits_.series)));
            series_ = {};
            labels_.clear();
            return enter(Place::Series, bracket, '{');
        case Place::Series:
            return openInSeries(bracket);
        case Place::Values:
            pointPart_ = 0;
            return enter(Place::Value, bracket, '[');
        case Place::LabelSets:
            if (labelSets_.size() >= limits_.series)
                return stop(failed(
                    fmt::format("its answer has more than {} series; narrow the selector", limits_.series)));
            labels_.clear();
            return enter(Place::LabelSet, bracket, '{');
        case Place::Tree:
            return openInTree(bracket);
        case Place::Skipped:
            return enter(Place::Skipped, bracket, bracket);
        case Place::Warnings:
        case Place::Infos:
        case Place::Metric:
        case Place::Value:
        case Place::LabelSet:
        case Place::Texts:
            break;
    }
    return wrongType();
}

bool AnswerReader::endSeries() {
    pointPart_ = 0;
    const auto isBefore = [](const Sample& a, const Sample& b) {
        return a.timeMilliseconds < b.timeMilliseconds;
    };
    // A series of histograms alone has nothing that is shown.
    if (series_.samples.empty()) return true;
    if (!std::ranges::is_sorted(series_.samples, isBefore))
        return stop(malformed("its answer is not as Prometheus writes it: samples do not ascend by time"));
    series_.samples.shrink_to_fit();
    all_.push_back(std::move(series_));
    return keep(sizeof(SampleSeries) + all_.back().samples.size() * sizeof(Sample));
}

bool AnswerReader::takeClose() {
    const Place closed = place();
    places_.pop_back();
    switch (closed) {
        case Place::Metric:
            series_.labels = Labels(std::exchange(labels_, {}));
            return true;
        case Place::LabelSet:
            labelSets_.push_back(Labels(std::exchange(labels_, {})));
            return keep(sizeof(Labels));
        case Place::Value:
            return pointPart_ == 2 || wrongType();
        case Place::Series:
            return endSeries();
        case Place::Result:
            if (pointPart_ == 0) return true;
            if (pointPart_ != 2) return wrongType();
            all_.push_back(std::exchange(series_, {}));
            return true;
        case Place::Tree: {
            Branch branch = std::move(branches_.back());
            branches_.pop_back();
            key_ = std::move(branch.key);
            return addToTree(Json(std::move(branch.value)));
        }
        default:
            return true;
    }
}

bool AnswerReader::addToTree(Json value) {
    if (branches_.empty()) {
        tree_ = std::move(value);
        return true;
    }
    Json::Value& above = branches_.back().value;
    if (auto* const array = std::get_if<Json::Array>(&above))
        array->push_back(std::move(value));
    else
        std::get<Json::Object>(above).insert_or_assign(key_, std::move(value));
    return true;
}

bool AnswerReader::takeKey(std::string_view key) {
    key_ = key;
    return true;
}

bool AnswerReader::takeRootText(std::string_view text) {
    if (key_ == "status") status_ = text;
    if (key_ == "error") error_ = escapedForTerminal(text);
    if (key_ == "errorType") errorType_ = escapedForTerminal(text);
    if (key_ == "data") return kind_ == AnswerKind::Tree ? takeScalar(Json(std::string(text))) : wrongType();
    return true;
}

// A number as Prometheus writes it: "0.5", "NaN", "+Inf".
bool AnswerReader::takePointText(std::string_view text) {
    if (pointPart_ != 1) return wrongType();
    ++pointPart_;
    if (resultType_ == "string" && place() == Place::Result) {
        pointText_ = text;
        return keep(text.size());
    }
    const auto value = promql::readNumber(text);
    if (!value)
        return stop(malformed("its answer is not as Prometheus writes it: \"" + beginningOf(text) +
                              "\" is no value"));
    series_.samples.push_back({pointTime_, *value});
    // Counted here as well: one series may be endless.
    if (series_.samples.size() * sizeof(Sample) > limits_.keptBytes) return keep(limits_.keptBytes);
    return true;
}

bool AnswerReader::takeText(std::string_view text) {
    switch (place()) {
        case Place::Root:
            return takeRootText(text);
        case Place::Data:
            if (key_ == "resultType") resultType_ = text;
            return key_ != "result" || wrongType();
        case Place::Warnings:
        case Place::Infos: {
            auto& notes = place() == Place::Warnings ? notes_.warnings : notes_.infos;
            if (notes.size() < mostNotes) notes.emplace_back(text);
            return true;
        }
        case Place::Metric:
        case Place::LabelSet:
            labels_.emplace_back(key_, text);
            return keep(sizeof(labels_[0]) + key_.size() + text.size());
        case Place::Value:
        case Place::Result:
            return takePointText(text);
        case Place::Texts:
            texts_.emplace_back(text);
            return keep(sizeof(std::string) + text.size());
        case Place::Tree:
            return keep(text.size()) && takeScalar(Json(std::string(text)));
        case Place::Skipped:
            return true;
        case Place::Series:
            return key_ != "metric" && key_ != "value" && key_ != "values" ? true : wrongType();
        default:
            return wrongType();
    }
}

bool AnswerReader::takeTime(std::string_view digits) {
    constexpr double latest = 9e15;  // milliseconds that a double still tells apart
    const auto seconds = parseNumber<double>(digits);
    const bool isAmongSeries = place() == Place::Result && !all_.empty();
    if (pointPart_ != 0 || isAmongSeries || !seconds || !(std::abs(*seconds * 1000) < latest))
        return wrongType();
    pointPart_ = 1;
    pointTime_ = std::llround(*seconds * 1000);
    return true;
}

bool AnswerReader::takeNumber(std::string_view digits) {
    if (isPoint()) return takeTime(digits);
    const auto number = parseNumber<double>(digits);
    return takeScalar(Json(number.value_or(std::nan(""))));
}

bool AnswerReader::takeFlag(bool flag) {
    return takeScalar(Json(flag));
}

// Go writes an empty list so.
bool AnswerReader::takeNull() {
    if (place() == Place::Root && key_ == "data" && kind_ != AnswerKind::Query && kind_ != AnswerKind::Tree)
        return hasData_ = true;
    if (place() == Place::Data && key_ == "result") return hasResult_ = true;
    if (place() == Place::Root && key_ != "data") return true;
    return takeScalar(Json());
}

// What is no text where a text is expected is wrong; elsewhere nobody asks for it.
bool AnswerReader::takeScalar(Json value) {
    switch (place()) {
        case Place::Tree:
            return keep(bytesPerNode) && addToTree(std::move(value));
        case Place::Root:
            if (key_ == "data" && kind_ == AnswerKind::Tree) {
                hasData_ = true;
                tree_ = std::move(value);
                return true;
            }
            return key_ != "data" && key_ != "status" && key_ != "error" ? true : wrongType();
        case Place::Data:
            return key_ != "result" && key_ != "resultType" ? true : wrongType();
        case Place::Series:
            return key_ != "metric" && key_ != "value" && key_ != "values" ? true : wrongType();
        case Place::Skipped:
            return true;
        default:
            return wrongType();
    }
}

}  // namespace baro::prometheus
