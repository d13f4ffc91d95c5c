// What carries requests over HTTP. An interface, so that who asks needs no network library, and tests need no
// network.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Characters.h"
#include "core/base/Result.h"
#include "core/http/Connection.h"

namespace baro::http {

struct Request {
    std::string method = "GET";
    std::string url;              // http or https, without user and password
    std::vector<Header> headers;  // what authenticates among them: nothing of them is ever logged
    std::string body;
    Tls tls;
    std::chrono::milliseconds patience = std::chrono::seconds(30);  // without a byte of the answer
};

struct AnswerHead {
    int status = 0;  // of HTTP; redirects are answers, they are not followed
    std::vector<Header> headers;

    // Of a header whose name, in small letters, is this; empty when there is none.
    std::string_view value(std::string_view lowerCaseName) const {
        for (const Header& header : headers)
            if (equalsIgnoringCase(header.name, lowerCaseName)) return header.value;
        return {};
    }
};

// Called on the carrier's thread, in this order; none may block it for long.
struct Receiver {
    std::function<void(const AnswerHead& head)> head;  // once, before the first bytes
    // The body as it comes, decompressed and of any size: who keeps it counts it. false: no more is wanted,
    // and done is told at once that this was all.
    std::function<bool(std::string_view bytes)> bytes;
    // Once, at the end. Absent: nothing listens there. Other errors say in one sentence what went wrong:
    // Failed what may pass (the name, the connection, the time, an answer that was cut), Denied what TLS does
    // not allow, Malformed what is no HTTP.
    std::function<void(Status)> done;
};

// One request under way. When it is destroyed it is given up, and its receiver is called no more: not even by
// a call that another thread was about to make, for which it waits; so hold no lock that the receiver takes.
// May be destroyed by its own receiver; then nobody waits for the rest of that call.
class Carriage {
  public:
    virtual ~Carriage() = default;
};

class HttpCarrier {
  public:
    virtual ~HttpCarrier() = default;  // after all of its carriages
    // Any thread; never blocks, and calls nothing of the receiver before it returns.
    [[nodiscard]] virtual std::unique_ptr<Carriage> carry(Request request, Receiver receiver) = 0;
    // The same for a pause, after which over() is called on the carrier's thread: once, as a receiver is.
    [[nodiscard]] virtual std::unique_ptr<Carriage> wait(std::chrono::milliseconds pause,
                                                         std::function<void()> over) = 0;
};

}  // namespace baro::http
