#include "core/server/HttpServer.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

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

std::string headerOf(MHD_Connection* connection, const char* name) {
    const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value != nullptr ? value : "";
}

MHD_Result addArgument(void* query, MHD_ValueKind, const char* key, const char* value) {
    static_cast<decltype(HttpRequest::query)*>(query)->emplace_back(key, value != nullptr ? value : "");
    return MHD_YES;
}

void setHeader(MHD_Response* response, const char* name, const std::string& value) {
    if (!value.empty()) MHD_add_response_header(response, name, value.c_str());
}

void forgetBody(void* shared) {
    delete static_cast<std::shared_ptr<const std::string>*>(shared);
}

MHD_Result answer(MHD_Connection* connection, const HttpResponse& from) {
    static const auto nothing = std::make_shared<const std::string>();
    // Many connections may send one text at their own pace: each holds a share of it.
    auto* const body = new std::shared_ptr<const std::string>(from.body ? from.body : nothing);
    MHD_Response* const response = MHD_create_response_from_buffer_with_free_callback_cls(
        (*body)->size(), const_cast<char*>((*body)->data()), forgetBody, body);
    if (response == nullptr) {
        forgetBody(body);
        return MHD_NO;
    }
    setHeader(response, "Content-Type", from.contentType);
    setHeader(response, "Content-Encoding", from.contentEncoding);
    setHeader(response, "Allow", from.allow);
    setHeader(response, "Vary", "Accept, Accept-Encoding");
    setHeader(response, "Cache-Control", "no-store");
    setHeader(response, "X-Content-Type-Options", "nosniff");
    const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(from.status), response);
    MHD_destroy_response(response);
    return queued;
}

}  // namespace

class HttpServer::Daemon {
  public:
    explicit Daemon(Handler handler) : handler_(std::move(handler)) {}
    ~Daemon() {
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
        daemon_ = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, &Daemon::serve, this,
                                   MHD_OPTION_LISTEN_SOCKET, socket.number(), MHD_OPTION_CONNECTION_LIMIT,
                                   mostConnections, MHD_OPTION_CONNECTION_TIMEOUT, idleSeconds,
                                   MHD_OPTION_CONNECTION_MEMORY_LIMIT, requestBytes,
                                   MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
        if (daemon_ == nullptr) return bindError(wanted, errno);
        socket.release();
        return Done{};
    }

    const ListenAddress& address() const { return address_; }

  private:
    // Called when the headers are there, and again while a body arrives: the first call only asks for the
    // rest.
    static MHD_Result serve(void* self, MHD_Connection* connection, const char* path, const char* method,
                            const char*, const char*, std::size_t* bodyBytes, void** seen) {
        if (*seen == nullptr) {
            *seen = self;
            return MHD_YES;
        }
        if (*bodyBytes > 0) {
            *bodyBytes = 0;  // no route takes one; read, so that the client gets to the answer
            return MHD_YES;
        }
        HttpRequest request{.method = method,
                            .path = path,
                            .query = {},
                            .host = headerOf(connection, "Host"),
                            .accept = headerOf(connection, "Accept"),
                            .acceptEncoding = headerOf(connection, "Accept-Encoding")};
        MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, addArgument, &request.query);
        return answer(connection, static_cast<Daemon*>(self)->handler_(request));
    }

    Handler handler_;
    ListenAddress address_;
    MHD_Daemon* daemon_ = nullptr;
};

HttpServer::HttpServer(std::unique_ptr<Daemon> daemon) : daemon_(std::move(daemon)) {}

HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ListenAddress& address, Handler handler) {
    auto daemon = std::make_unique<Daemon>(std::move(handler));
    if (Status started = daemon->start(address); !started) return started.error();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(daemon)));
}

const ListenAddress& HttpServer::address() const {
    return daemon_->address();
}

}  // namespace baro
