#include "core/server/HttpServer.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/server/HttpExchange.h"
#include "core/server/WorkPool.h"

namespace baro {
namespace {

constexpr unsigned mostConnections = 512;
constexpr unsigned idleSeconds = 30;
constexpr std::size_t requestBytes = 32 * 1024;  // headers of one request; more is answered with 414 or 431

Error bindError(const ListenAddress& address, int number) {
    if (number == EADDRINUSE) return failed(address.text() + " is taken");
    if (number == EACCES)
        return denied("cannot listen on " + address.text() + ": ports below 1024 need CAP_NET_BIND_SERVICE");
    return failed("cannot listen on " + address.text() + ": " + std::strerror(number));
}

class Socket {
  public:
    explicit Socket(int number) : number_(number) {}
    ~Socket() {
        if (number_ >= 0) close(number_);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

}  // namespace

class HttpServer::Daemon {
  public:
    Daemon(Handler handler, const HttpLimits& limits)
        : handler_(std::move(handler)),
          limits_(limits),
          pool_(limits.worksAtOnce, limits.worksWaiting, limits.patience) {}
    ~Daemon() {
        stopping_ = true;
        // Resumes every suspended connection: libmicrohttpd must not be stopped before.
        pool_.stop();
        if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    Status start(const ListenAddress& wanted) {
        Socket socket(::socket(wanted.isIpv6() ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (socket.number() < 0) return bindError(wanted, errno);
        const int on = 1;
        setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (wanted.isIpv6()) setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        if (bind(socket.number(), wanted.socketAddress(), wanted.length()) != 0 ||
            ::listen(socket.number(), SOMAXCONN) != 0)
            return bindError(wanted, errno);
        sockaddr_storage bound{};
        socklen_t length = sizeof bound;
        // NOLINTNEXTLINE(*-reinterpret-cast): the socket interface's own way
        getsockname(socket.number(), reinterpret_cast<sockaddr*>(&bound), &length);
        address_ = ListenAddress::of(bound);
        daemon_ = MHD_start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, &Daemon::serve,
            this, MHD_OPTION_LISTEN_SOCKET, socket.number(), MHD_OPTION_NOTIFY_COMPLETED, &Daemon::forget,
            nullptr, MHD_OPTION_CONNECTION_LIMIT, mostConnections, MHD_OPTION_CONNECTION_TIMEOUT, idleSeconds,
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, requestBytes, MHD_OPTION_STRICT_FOR_CLIENT, 1,
            MHD_OPTION_END);
        if (daemon_ == nullptr) return bindError(wanted, errno);
        socket.release();
        return Done{};
    }

    const ListenAddress& address() const { return address_; }

  private:
    // Called when the headers are there, again while a body arrives, and when all of it has; and once more
    // when work is done.
    static MHD_Result serve(void* self, MHD_Connection* connection, const char* path, const char* method,
                            const char*, const char* piece, std::size_t* pieceBytes, void** exchange) {
        auto& daemon = *static_cast<Daemon*>(self);
        if (*exchange == nullptr) {
            *exchange = new HttpExchange(connection, daemon.limits_, daemon.forms_);
            return MHD_YES;
        }
        auto& current = *static_cast<HttpExchange*>(*exchange);
        if (*pieceBytes > 0) {
            current.take({piece, std::exchange(*pieceBytes, 0)});
            return MHD_YES;
        }
        if (current.refusal()) return current.send(*current.refusal());
        if (current.finished()) return current.send(*current.finished());
        HttpAnswer answer = daemon.handler_(current.request(path, method));
        if (const auto* const now = std::get_if<HttpResponse>(&answer)) return current.send(*now);
        MHD_suspend_connection(connection);
        daemon.hand(std::get<HttpWork>(std::move(answer)), current);
        return MHD_YES;
    }

    static void forget(void*, MHD_Connection*, void** exchange, MHD_RequestTerminationCode) {
        delete static_cast<HttpExchange*>(std::exchange(*exchange, nullptr));
    }

    // A suspended connection, and with it the exchange, stays until it is resumed.
    void hand(HttpWork work, HttpExchange& exchange) {
        const auto isAbandoned = [this, &exchange] { return stopping_ || exchange.clientIsGone(); };
        pool_.add({.run = [make = std::move(work.make), isAbandoned,
                           &exchange] { exchange.finish(make(isAbandoned)); },
                   .giveUp = [tooBusy = std::move(work.tooBusy), &exchange] { exchange.finish(tooBusy); }});
    }

    const Handler handler_;
    const HttpLimits limits_;
    ListenAddress address_;
    MHD_Daemon* daemon_ = nullptr;
    FormBudget forms_;  // of the server's thread
    std::atomic<bool> stopping_ = false;
    WorkPool pool_;
};

HttpServer::HttpServer(std::unique_ptr<Daemon> daemon) : daemon_(std::move(daemon)) {}

HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ListenAddress& address, Handler handler,
                                                       HttpLimits limits) {
    auto daemon = std::make_unique<Daemon>(std::move(handler), limits);
    if (Status started = daemon->start(address); !started) return started.error();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(daemon)));
}

const ListenAddress& HttpServer::address() const {
    return daemon_->address();
}

}  // namespace baro
