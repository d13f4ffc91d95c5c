// A request and its answer, as values: what routes are made of and tested with.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace baro {

struct HttpRequest {
    std::string method;  // "GET"
    std::string path;    // decoded, without the query; begins with a slash
    std::vector<std::pair<std::string, std::string>> query;  // decoded, in the order of the request
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

}  // namespace baro
