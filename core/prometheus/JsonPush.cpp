#include "core/prometheus/JsonPush.h"

#include <yajl/yajl_parse.h>

#include <optional>
#include <string>

namespace baro::prometheus {
namespace {

// The parser looks through a text that is not whole again with each piece.
constexpr std::size_t pieceBytes = 64 * 1024;

}  // namespace

struct JsonPush::Parser {
    explicit Parser(JsonListener& told) : listener(told), yajl(yajl_alloc(&callbacks, nullptr, this)) {}
    ~Parser() { yajl_free(yajl); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    static JsonListener& listenerOf(void* parser) {
        auto& self = *static_cast<Parser*>(parser);
        self.isSilent = false;
        return self.listener;
    }
    static std::string_view textOf(const unsigned char* text, std::size_t length) {
        return {reinterpret_cast<const char*>(text), length};
    }
    static int open(void* parser, char bracket) {
        auto& self = *static_cast<Parser*>(parser);
        if (++self.depth > deepest) {
            self.problem = malformed("its JSON is nested too deeply");
            return 0;
        }
        return listenerOf(parser).takeOpen(bracket) ? 1 : 0;
    }
    static int close(void* parser) {
        --static_cast<Parser*>(parser)->depth;
        return listenerOf(parser).takeClose() ? 1 : 0;
    }

    Status told(yajl_status status) {
        if (problem) return *problem;
        if (status == yajl_status_client_canceled) problem = failed("stopped");
        if (status == yajl_status_error) {
            unsigned char* const text = yajl_get_error(yajl, 0, nullptr, 0);
            std::string why =
                text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
            yajl_free_error(yajl, text);
            while (why.ends_with('\n'))
                why.pop_back();
            problem = malformed("what it answers is no JSON: " + why);
        }
        return problem ? Status(*problem) : Status(Done{});
    }

    static const yajl_callbacks callbacks;

    JsonListener& listener;
    const yajl_handle yajl;
    int depth = 0;
    std::size_t silentBytes = 0;  // since the listener was told of anything
    bool isSilent = true;
    std::optional<Error> problem;
};

const yajl_callbacks JsonPush::Parser::callbacks{
    [](void* self) { return listenerOf(self).takeNull() ? 1 : 0; },
    [](void* self, int flag) { return listenerOf(self).takeFlag(flag != 0) ? 1 : 0; },
    nullptr,  // numbers come as they were written
    nullptr,
    [](void* self, const char* digits, std::size_t length) {
        return listenerOf(self).takeNumber({digits, length}) ? 1 : 0;
    },
    [](void* self, const unsigned char* text, std::size_t length) {
        return listenerOf(self).takeText(textOf(text, length)) ? 1 : 0;
    },
    [](void* self) { return open(self, '{'); },
    [](void* self, const unsigned char* text, std::size_t length) {
        return listenerOf(self).takeKey(textOf(text, length)) ? 1 : 0;
    },
    [](void* self) { return close(self); },
    [](void* self) { return open(self, '['); },
    [](void* self) { return close(self); },
};

JsonPush::JsonPush(JsonListener& listener) : parser_(std::make_unique<Parser>(listener)) {}

JsonPush::~JsonPush() = default;

Status JsonPush::take(std::string_view bytes) {
    Parser& parser = *parser_;
    while (!bytes.empty() && !parser.problem) {
        const std::string_view piece = bytes.substr(0, pieceBytes);
        bytes.remove_prefix(piece.size());
        parser.isSilent = true;
        const Status told = parser.told(
            yajl_parse(parser.yajl, reinterpret_cast<const unsigned char*>(piece.data()), piece.size()));
        if (!told) return told;
        parser.silentBytes = parser.isSilent ? parser.silentBytes + piece.size() : 0;
        if (parser.silentBytes > longestText)
            parser.problem = malformed("its JSON holds a text without an end");
    }
    return parser.problem ? Status(*parser.problem) : Status(Done{});
}

Status JsonPush::finish() {
    Parser& parser = *parser_;
    if (parser.problem) return *parser.problem;
    const Status told = parser.told(yajl_complete_parse(parser.yajl));
    if (!told && told.error().kind == ErrorKind::Malformed)
        parser.problem = malformed("its answer ends in the middle of the JSON");
    return parser.problem ? Status(*parser.problem) : told;
}

}  // namespace baro::prometheus
