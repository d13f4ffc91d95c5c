#include "app/QueryCommand.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "app/OneShot.h"
#include "core/base/Escape.h"
#include "core/server/HttpFetch.h"

namespace baro::app {
namespace {

// Longer than the server itself evaluates.
constexpr std::chrono::seconds patience(150);

struct Call {
    std::string path;
    FormFields fields;
};

Call callOf(const Question& question) {
    Call call{"/api/v1/query", {{"query", question.expression}}};
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

std::string problemOf(const HttpReply& reply, const Result<Json>& json) {
    const std::string_view told = json ? textOf(*json, "error") : std::string_view();
    return told.empty() ? fmt::format("the server answers with status {}", reply.status) : std::string(told);
}

void tellNotes(const Json& answer, std::string_view member, const char* level) {
    const Json* const notes = answer.member(member);
    const Json::Array* const texts = notes != nullptr ? notes->array() : nullptr;
    if (texts == nullptr) return;
    for (const Json& note : *texts)
        if (note.text() != nullptr)
            std::fprintf(stderr, "%s: %s\n", level, escapedForTerminal(*note.text()).c_str());
}

}  // namespace

int query(const CommandLine& line) {
    const auto server = HttpUrl::parse(line.question.server);
    if (!server) {
        std::fprintf(stderr, "baro query: --server: %s\n", server.error().message.c_str());
        return 2;
    }
    const Call call = callOf(line.question);
    const auto reply = postForm(*server, call.path, call.fields, patience);
    if (!reply) return failure(reply.error().message);
    const auto json = Json::parse(reply->body);
    if (!json || textOf(*json, "status") != "success") return failure(problemOf(*reply, json));
    tellNotes(*json, "warnings", "warning");
    tellNotes(*json, "infos", "info");
    return printed("baro query", isatty(STDOUT_FILENO) != 0 ? queryTable(*json) : reply->body + "\n");
}

}  // namespace baro::app
