// One request on its way through libmicrohttpd and its answer on the way back. Of the server's thread, except
// where said otherwise.
#pragma once

#include <microhttpd.h>

#include <optional>
#include <string>
#include <string_view>

#include "core/server/Http.h"
#include "core/server/HttpServer.h"

namespace baro {

// What all forms that are arriving take together.
struct FormBudget {
    std::size_t used = 0;
};

class HttpExchange {
  public:
    HttpExchange(MHD_Connection* connection, const HttpLimits& limits, FormBudget& budget);
    ~HttpExchange();
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;

    // A piece of the body: kept when it is of a posted form and not too long, else read and forgotten, so
    // that the client gets to the answer.
    void take(std::string_view piece);
    // A form that could not be kept has its answer already.
    const std::optional<HttpResponse>& refusal() const { return refusal_; }
    HttpRequest request(const char* path, const char* method);

    // On the thread that made it, while the connection is suspended; resumes it.
    void finish(HttpResponse response);
    const std::optional<HttpResponse>& finished() const { return finished_; }

    // Any thread while the connection is suspended: the client has closed its side.
    bool clientIsGone() const;

    MHD_Result send(const HttpResponse& response) const;

  private:
    void refuse(int status, const char* why);

    MHD_Connection* const connection_;
    const HttpLimits& limits_;
    FormBudget& budget_;
    const int socket_;
    const bool isForm_;
    std::string form_;
    std::optional<HttpResponse> refusal_;
    std::optional<HttpResponse> finished_;
};

}  // namespace baro
