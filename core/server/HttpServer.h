// Serves HTTP on one address, on a thread of its own, with libmicrohttpd. Idle, slow and half-sent
// connections cost a descriptor each and are closed after a while; they hold up nobody. Answers that take
// their time are made on a few threads more, while their connections are suspended.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include "core/base/Result.h"
#include "core/server/Http.h"
#include "core/server/ListenAddress.h"

namespace baro {

struct HttpLimits {
    std::size_t formBytes = 4 << 20;       // of one posted form; more is answered with 413
    std::size_t allFormsBytes = 16 << 20;  // of all forms that are arriving; beyond, 503
    std::size_t worksAtOnce = 2;
    std::size_t worksWaiting = 128;
    std::chrono::milliseconds patience = std::chrono::seconds(10);  // of what waits
};

class HttpServer {
  public:
    // Called on the server's thread; must be quick: what is not returns work, which is done elsewhere, on
    // several threads at once.
    using Handler = std::function<HttpAnswer(const HttpRequest&)>;

    // Fails when the address cannot be bound; the message says why.
    static Result<std::unique_ptr<HttpServer>> listen(const ListenAddress& address, Handler handler,
                                                      HttpLimits limits = {});

    // Closes every connection, abandons work and waits for its end.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    const ListenAddress& address() const;  // the one really bound: port 0 has become a number

  private:
    class Daemon;
    explicit HttpServer(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> daemon_;
};

}  // namespace baro
