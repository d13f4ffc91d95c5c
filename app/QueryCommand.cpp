#include "app/QueryCommand.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <utility>
#include <variant>

#include "app/AskedServers.h"
#include "app/OneShot.h"
#include "app/RemoteLibrary.h"
#include "app/Secrets.h"
#include "core/base/Escape.h"
#include "core/config/Settings.h"
#include "core/history/Record.h"
#include "core/metrics/MetricMetadata.h"
#include "core/server/QueryApi.h"
#include "platform/linux/LinuxClock.h"

namespace baro::app {
namespace {

prometheus::ApiCall callOf(const Question& question) {
    prometheus::ApiCall call{"/api/v1/query", {{"query", question.expression}}, true};
    const auto add = [&call](const char* name, const std::string& value) {
        if (!value.empty()) call.fields.emplace_back(name, value);
    };
    if (!question.start.empty()) call.path = "/api/v1/query_range";
    add("time", question.time);
    add("start", question.start);
    add("end", question.end);
    add("step", question.step);
    return call;
}

int failure(const std::string& why) {
    std::fprintf(stderr, "baro query: %s\n", escapedForTerminal(why).c_str());
    return 1;
}

std::string problemOf(int status, const Result<Json>& json) {
    const std::string_view told = json ? textOf(*json, "error") : std::string_view();
    return told.empty() ? fmt::format("the server answers with status {}", status) : std::string(told);
}

void tellNotes(const Json& answer, std::string_view member, const char* level) {
    const Json* const notes = answer.member(member);
    const Json::Array* const texts = notes != nullptr ? notes->array() : nullptr;
    if (texts == nullptr) return;
    for (const Json& note : *texts)
        if (note.text() != nullptr)
            std::fprintf(stderr, "%s: %s\n", level, escapedForTerminal(*note.text()).c_str());
}

int printAnswer(const std::string& body, int status) {
    const auto json = Json::parse(body);
    if (!json || textOf(*json, "status") != "success") return failure(problemOf(status, json));
    tellNotes(*json, "warnings", "warning");
    tellNotes(*json, "infos", "info");
    return printed("baro query", isatty(STDOUT_FILENO) != 0 ? queryTable(*json) : body + "\n");
}

void tellNotes(const std::vector<std::string>& notes, const char* level) {
    for (const std::string& note : notes)
        std::fprintf(stderr, "%s: %s\n", level, escapedForTerminal(note).c_str());
}

// As a tree only where a person reads it, who will not read millions of numbers.
int printRemote(const prometheus::RawAnswer& answer) {
    tellNotes(answer.notes.warnings, "warning");
    tellNotes(answer.notes.infos, "info");
    if (isatty(STDOUT_FILENO) == 0) return printed("baro query", answer.text + "\n");
    const auto json = Json::parse(answer.text);
    return json ? printed("baro query", queryTable(*json)) : failure(json.error().message);
}

// Without a server: the record or the moment file itself.
int queryRecord(const CommandLine& line) {
    const auto record = history::Record::open(line.dataDirectory);
    if (!record) return failure(record.error().message);
    const auto extent = (*record)->extent();
    if (!extent) return failure(extent.error().message);
    const platform::LinuxClock clock;
    const QueryApi api(**record, clock, [] { return metadataOf(nullptr); });
    Question question = line.question;
    // A file may have ended long ago; and where a recorder was ended, all is unknown at its last moment.
    if (question.start.empty() && question.time.empty() && extent->from < extent->to)
        question.time = fmt::format("{}.{:03}", (extent->to - 1) / 1000, (extent->to - 1) % 1000);
    prometheus::ApiCall call = callOf(question);
    HttpRequest request;
    request.method = "GET";
    request.path = std::move(call.path);
    request.query = std::move(call.fields);
    HttpAnswer answer = api.answer(request, false);
    const HttpResponse response = std::holds_alternative<HttpWork>(answer)
                                      ? std::get<HttpWork>(answer).make([] { return false; })
                                      : std::get<HttpResponse>(answer);
    return printAnswer(response.body ? *response.body : std::string(), response.status);
}

}  // namespace

int query(const CommandLine& line) {
    if (!line.dataDirectory.empty()) return queryRecord(line);
    const std::string settings = userSettings().path;
    const std::string path = http::serversPath(settings);
    const auto server = namedServer(line.question.server, http::readServersFile(path), path);
    if (!server) {
        std::fprintf(stderr, "baro query: --server: %s\n", server.error().message.c_str());
        return 2;
    }
    const auto carrier = loadedCarrier();
    if (!carrier) return failure(carrier.error().message);
    const auto answer = asked(*server, *carrier, secretStore(settings, true), callOf(line.question));
    if (!answer) return failure(answer.error().message);
    return printRemote(*answer);
}

}  // namespace baro::app
