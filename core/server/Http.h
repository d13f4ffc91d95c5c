// A request and its answer, as values: what routes are made of and tested with.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace baro {

struct HttpRequest {
    std::string method;  // "GET"
    std::string path;    // decoded, without the query; begins with a slash
    // Decoded, in the order of the request: the fields of a posted form, then those of the address.
    std::vector<std::pair<std::string, std::string>> query;
    // Headers that routes look at; empty when absent.
    std::string host;
    std::string accept;
    std::string acceptEncoding;
};

struct HttpResponse {
    int status = 200;
    std::string contentType = "text/plain; charset=utf-8";
    std::shared_ptr<const std::string> body;  // shared with other answers; null: empty
    std::string contentEncoding = {};         // empty: identity
    std::string allow = {};                   // of 405: the methods that there are
};

inline HttpResponse textResponse(int status, std::string text) {
    return {.status = status, .body = std::make_shared<const std::string>(std::move(text))};
}

// What a long answer may ask while it is made: whether its client has gone away, or the server stops. Costs a
// system call.
using IsAbandoned = std::function<bool()>;

// An answer that takes its time, made on another thread than the server's own.
struct HttpWork {
    std::function<HttpResponse(const IsAbandoned&)> make;
    HttpResponse tooBusy;  // instead, when no thread had time for it
};

using HttpAnswer = std::variant<HttpResponse, HttpWork>;

}  // namespace baro
