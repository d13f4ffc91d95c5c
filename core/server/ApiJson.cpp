#include "core/server/ApiJson.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "core/promql/NumberText.h"

namespace baro {
namespace {

constexpr std::size_t typicalPointBytes = 32;  // [1435781451.781,"0.30000000000000004"],

constexpr std::size_t mostNotes = 10;

std::string_view nameOf(ApiErrorType type) {
    switch (type) {
        case ApiErrorType::BadData:
            return "bad_data";
        case ApiErrorType::Execution:
            return "execution";
        case ApiErrorType::Timeout:
            return "timeout";
        case ApiErrorType::Canceled:
            return "canceled";
        case ApiErrorType::Internal:
            return "internal";
        case ApiErrorType::NotFound:
            return "not_found";
    }
    return "internal";
}

char digit(int value) {
    return static_cast<char>('0' + value);
}

// Seconds with their milliseconds where there are any: 1435781451.781
void appendTime(std::string& text, std::int64_t milliseconds) {
    if (milliseconds < 0) text += '-';
    const auto magnitude = milliseconds < 0 ? 0 - static_cast<std::uint64_t>(milliseconds)
                                            : static_cast<std::uint64_t>(milliseconds);
    std::array<char, 20> seconds{};
    text.append(seconds.begin(), std::to_chars(seconds.begin(), seconds.end(), magnitude / 1000).ptr);
    if (const auto rest = static_cast<int>(magnitude % 1000); rest != 0)
        text.append({'.', digit(rest / 100), digit(rest / 10 % 10), digit(rest % 10)});
}

void appendPoint(std::string& text, std::int64_t time, double value) {
    text += '[';
    appendTime(text, time);
    text += ",\"";
    promql::appendJsonNumber(text, value);
    text += "\"]";
}

// [time,"text"]
void writeMoment(JsonWriter& json, std::int64_t time, std::string_view value) {
    json.open('[');
    json.raw([time](std::string& text) { appendTime(text, time); });
    json.text(value);
    json.close(']');
}

void openResult(JsonWriter& json, std::string_view type) {
    json.open('{');
    json.key("resultType");
    json.text(type);
    json.key("result");
}

void closeResult(JsonWriter& json, const ResultOptions& options) {
    if (options.evaluationSeconds) {
        json.key("stats");
        json.open('{');
        json.key("timings");
        json.open('{');
        json.key("evalTotalTime");
        json.raw([&](std::string& text) { promql::appendJsonNumber(text, *options.evaluationSeconds); });
        json.close('}');
        json.close('}');
    }
    json.close('}');
}

void writeSample(JsonWriter& json, const promql::StepSeries& series, std::int64_t time) {
    json.open('{');
    json.key("metric");
    writeLabels(json, series.labels);
    json.key("value");
    json.raw([&](std::string& text) { appendPoint(text, time, series.values.front()); });
    json.close('}');
}

// timeOf(index) and valueOf(index) of `count` points; absent ones are left out.
template <class TimeOf, class ValueOf>
void writeSeries(JsonWriter& json, const Labels& labels, std::size_t count, TimeOf timeOf, ValueOf valueOf) {
    json.open('{');
    json.key("metric");
    writeLabels(json, labels);
    json.key("values");
    json.open('[');
    json.reserve(count * typicalPointBytes);
    for (std::size_t i = 0; i < count; ++i) {
        if (promql::isAbsent(valueOf(i))) continue;
        json.raw([&](std::string& text) { appendPoint(text, timeOf(i), valueOf(i)); });
    }
    json.close(']');
    json.close('}');
}

bool isKnown(const promql::StepSeries& series) {
    return !std::ranges::all_of(series.values, promql::isAbsent);
}

// Calls write(series) of those that have a value, at most limit of them unless it is 0.
template <class Write>
void writeKnown(JsonWriter& json, const std::vector<promql::StepSeries>& all, std::size_t limit,
                Write write) {
    json.open('[');
    std::size_t written = 0;
    for (const promql::StepSeries& series : all) {
        if (!isKnown(series)) continue;
        if (limit > 0 && written++ == limit) break;
        write(series);
    }
    json.close(']');
}

void writeTexts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    json.key(name);
    json.open('[');
    for (const std::string& text : texts)
        json.text(text);
    json.close(']');
}

std::string withPosition(const promql::Annotation& annotation, std::string_view query) {
    const std::string_view before = query.substr(0, std::min<std::size_t>(annotation.at.from, query.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t lineStart = before.rfind('\n') + 1;  // npos + 1 is 0
    return fmt::format("{} ({}:{})", annotation.text, line, before.size() - lineStart + 1);
}

}  // namespace

int statusOf(ApiErrorType type) {
    switch (type) {
        case ApiErrorType::BadData:
            return 400;
        case ApiErrorType::Execution:
            return 422;
        case ApiErrorType::Timeout:
        case ApiErrorType::Canceled:
            return 503;
        case ApiErrorType::Internal:
            return 500;
        case ApiErrorType::NotFound:
            return 404;
    }
    return 500;
}

HttpResponse jsonResponse(int status, std::string text) {
    return {.status = status,
            .contentType = "application/json",
            .body = std::make_shared<const std::string>(std::move(text))};
}

HttpResponse badRequest(const Error& error) {
    return errorResponse({ApiErrorType::BadData, error.message});
}

HttpResponse errorResponse(const ApiError& error) {
    JsonWriter json;
    json.open('{');
    json.key("status");
    json.text("error");
    json.key("errorType");
    json.text(nameOf(error.type));
    json.key("error");
    json.text(error.message);
    json.close('}');
    return jsonResponse(statusOf(error.type), std::move(json).take());
}

ApiNotes notesOf(const std::vector<promql::Annotation>& annotations, std::string_view query) {
    std::vector<std::string> seen;
    ApiNotes notes;
    std::size_t warningsLeft = 0, infosLeft = 0;
    for (const promql::Annotation& annotation : annotations) {
        std::string text = withPosition(annotation, query);
        if (std::ranges::find(seen, text) != seen.end()) continue;
        seen.push_back(text);
        const bool isInfo = annotation.level == promql::Annotation::Level::Info;
        auto& texts = isInfo ? notes.infos : notes.warnings;
        if (texts.size() < mostNotes) {
            texts.push_back(std::move(text));
        } else {
            ++(isInfo ? infosLeft : warningsLeft);
        }
    }
    if (warningsLeft > 0)
        notes.warnings.push_back(fmt::format("{} more warning annotations omitted", warningsLeft));
    if (infosLeft > 0) notes.infos.push_back(fmt::format("{} more info annotations omitted", infosLeft));
    return notes;
}

void writeNotes(JsonWriter& json, const ApiNotes& notes) {
    writeTexts(json, "warnings", notes.warnings);
    writeTexts(json, "infos", notes.infos);
}

void writeLabels(JsonWriter& json, const Labels& labels) {
    json.open('{');
    for (const auto& [name, value] : labels.pairs()) {
        json.key(name);
        json.text(value);
    }
    json.close('}');
}

void writeInstant(JsonWriter& json, const promql::QueryResult& result, std::int64_t time,
                  const ResultOptions& options) {
    const std::size_t limit = options.limit;
    switch (result.type) {
        case promql::ValueType::Scalar:
            openResult(json, "scalar");
            writeMoment(json, time, promql::fixedText(result.series.front().values.front()));
            break;
        case promql::ValueType::String:
            openResult(json, "string");
            writeMoment(json, time, result.text);
            break;
        case promql::ValueType::Vector:
            openResult(json, "vector");
            writeKnown(json, result.series, limit,
                       [&](const promql::StepSeries& series) { writeSample(json, series, time); });
            break;
        case promql::ValueType::Matrix:
            openResult(json, "matrix");
            json.open('[');
            for (std::size_t i = 0; i < result.matrix.size() && (limit == 0 || i < limit); ++i) {
                const auto& samples = result.matrix[i].samples;
                writeSeries(
                    json, result.matrix[i].labels, samples.size(),
                    [&](std::size_t at) { return samples[at].timeMilliseconds; },
                    [&](std::size_t at) { return samples[at].value; });
            }
            json.close(']');
            break;
    }
    closeResult(json, options);
}

void writeRange(JsonWriter& json, const promql::QueryResult& result, promql::Steps steps,
                const ResultOptions& options) {
    openResult(json, "matrix");
    writeKnown(json, result.series, options.limit, [&](const promql::StepSeries& series) {
        writeSeries(
            json, series.labels, series.values.size(), [&](std::size_t i) { return steps.time(i); },
            [&](std::size_t i) { return series.values[i]; });
    });
    closeResult(json, options);
}

}  // namespace baro
