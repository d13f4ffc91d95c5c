// Serves HTTP on one address, on a thread of its own, with libmicrohttpd. Idle, slow and half-sent
// connections cost a descriptor each and are closed after a while; they hold up nobody.
#pragma once

#include <functional>
#include <memory>

#include "core/base/Result.h"
#include "core/server/Http.h"
#include "core/server/ListenAddress.h"

namespace baro {

class HttpServer {
  public:
    // Called on the server's thread; must be quick. Requests with a body are answered before it has arrived.
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    // Fails when the address cannot be bound; the message says why.
    static Result<std::unique_ptr<HttpServer>> listen(const ListenAddress& address, Handler handler);

    // Closes every connection and waits for an answer under way.
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
