// The texts that Prometheus's HTTP API answers with, in the form and the order of Prometheus 3.5
// (web/api/v1/json_codec.go, util/jsonutil/marshal.go). Results go straight into the text: there is no tree
// in between.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/JsonWriter.h"
#include "core/promql/Engine.h"
#include "core/server/Http.h"

namespace baro {

enum class ApiErrorType { BadData, Execution, Timeout, Canceled, Internal, NotFound };

struct ApiError {
    ApiErrorType type = ApiErrorType::BadData;
    std::string message;
};

// Of an error, the status that Prometheus gives it.
int statusOf(ApiErrorType type);

HttpResponse jsonResponse(int status, std::string text);
HttpResponse errorResponse(const ApiError& error);
HttpResponse badRequest(const Error& error);

// What goes with the data of an answer that succeeded.
struct ApiNotes {
    std::vector<std::string> warnings;
    std::vector<std::string> infos;
};
// Each text once, at most ten of each level; where in the query is appended to them.
ApiNotes notesOf(const std::vector<promql::Annotation>& annotations, std::string_view query);

// writeData(json) writes the value of "data".
template <class WriteData>
HttpResponse dataResponse(const ApiNotes& notes, WriteData writeData);

struct ResultOptions {
    std::size_t limit = 0;                    // of series: the first ones; 0: all
    std::optional<double> evaluationSeconds;  // told when there
};

// {"resultType":...,"result":...,"stats":{"timings":...}}
void writeInstant(JsonWriter& json, const promql::QueryResult& result, std::int64_t time,
                  const ResultOptions& options);
void writeRange(JsonWriter& json, const promql::QueryResult& result, promql::Steps steps,
                const ResultOptions& options);
void writeLabels(JsonWriter& json, const Labels& labels);
void writeNotes(JsonWriter& json, const ApiNotes& notes);

template <class WriteData>
HttpResponse dataResponse(const ApiNotes& notes, WriteData writeData) {
    JsonWriter json;
    json.open('{');
    json.key("status");
    json.text("success");
    json.key("data");
    writeData(json);
    writeNotes(json, notes);
    json.close('}');
    return jsonResponse(200, std::move(json).take());
}

}  // namespace baro
