#include "core/remote/NetworkCarrier.h"

#include <QDateTime>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QThread>
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/base/Characters.h"
#include "core/base/Version.h"
#include "core/http/HeaderText.h"
#include "core/remote/TlsSetup.h"
#include "core/remote/Transfer.h"

namespace baro::remote {
namespace {

using TransferId = std::uint64_t;

// Beyond this many ways of TLS, those that nobody uses at the moment are forgotten.
constexpr std::size_t mostManagers = 16;

// Qt decompresses only what it has asked for itself.
bool isOurs(std::string_view name) {
    return equalsIgnoringCase(name, "accept-encoding") || equalsIgnoringCase(name, "host") ||
           equalsIgnoringCase(name, "content-length");
}

Result<QNetworkRequest> requestOf(const http::Request& asked) {
    const QUrl url(QString::fromStdString(asked.url), QUrl::StrictMode);
    const bool isSecure = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || (!isSecure && url.scheme() != QLatin1String("http")) ||
        !url.userInfo().isEmpty())
        return malformed("its address is none of HTTP");
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      "Barograph/" + QByteArray::fromStdString(std::string(programVersion())));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Series of one value shrink to a hundredth, which Qt takes for an attack. What comes is handed on piece
    // by piece, so a bomb takes no memory, and the receiver says when it is enough.
    request.setDecompressedSafetyCheckThreshold(-1);
    if (!asked.tls.serverName.empty())
        request.setPeerVerifyName(QString::fromStdString(asked.tls.serverName));
    for (const auto& [name, value] : asked.headers) {
        if (!http::isHeaderName(name) || !http::isHeaderValue(value))
            return malformed("a header of the request holds what no header may hold");
        if (!isOurs(name))
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    }
    return request;
}

// A way of TLS. Kept connections belong to it: none that was made without verification, or with another
// certificate, serves a request that wants better.
struct ManagerKey {
    http::Tls tls;
    std::array<std::int64_t, 3> changed{};  // the files' times: a renewed certificate is used at once
    bool isSecure = false;                  // else nothing of TLS is loaded

    auto parts() const {
        return std::tie(tls.caFile, tls.certificateFile, tls.keyFile, tls.serverName, tls.skipsVerification,
                        changed, isSecure);
    }
    bool operator<(const ManagerKey& other) const { return parts() < other.parts(); }
};

std::int64_t changeOf(const std::string& path) {
    if (path.empty()) return 0;
    return QFileInfo(QString::fromStdString(path)).lastModified().toMSecsSinceEpoch();
}

ManagerKey keyOf(const http::Tls& tls) {
    return {tls, {changeOf(tls.caFile), changeOf(tls.certificateFile), changeOf(tls.keyFile)}, true};
}

struct Manager {
    QNetworkAccessManager network;
    std::optional<QSslConfiguration> tls;
    std::size_t transfers = 0;
    std::set<QString> answering;  // hosts with their ports, whose last word was an answer
};

// The Qt objects of the thread "remote".
class Transfers {
  public:
    void begin(TransferId id, const http::Request& asked, const std::shared_ptr<Listener>& listener) {
        auto request = requestOf(asked);
        if (!request) return listener->tellEnd(request.error());
        const bool isSecure = request->url().scheme() == QLatin1String("https");
        const ManagerKey key = isSecure ? keyOf(asked.tls) : ManagerKey{};
        const auto manager = managerOf(key);
        if (!manager) return listener->tellEnd(manager.error());
        const QString host = request->url().authority();
        if (isSecure) {
            request->setSslConfiguration(*(*manager)->tls);
            // Over HTTP/2 Qt 6.4 says nothing of a client certificate that is not taken, and the request runs
            // out of patience; over HTTP/1.1 it is told at once. Without TLS, Qt would ask to change the
            // protocol, which proxies have stumbled over.
            request->setAttribute(QNetworkRequest::Http2AllowedAttribute,
                                  (*manager)->answering.contains(host));
        }
        QNetworkReply* const reply = send((*manager)->network, *request, asked);
        ++(*manager)->transfers;
        const auto over = [this, id, key, host](bool hasAnswered) {
            learn(key, host, hasAnswered);
            // Later, as it is in the middle of its last words.
            QMetaObject::invokeMethod(
                &context_, [this, id] { end(id); }, Qt::QueuedConnection);
        };
        running_.insert_or_assign(
            id, Running{key, std::make_unique<Transfer>(reply, listener, asked.patience, over)});
    }

    // Of a pause that is given up, only the time stays.
    void pause(std::chrono::milliseconds pause, const std::weak_ptr<Listener>& waiting) {
        QTimer::singleShot(pause, &context_, [waiting] {
            if (const auto listener = waiting.lock()) listener->tellEnd(Done{});
        });
    }

    void end(TransferId id) {
        const auto found = running_.find(id);
        if (found == running_.end()) return;
        if (const auto manager = managers_.find(found->second.key); manager != managers_.end())
            --manager->second->transfers;
        running_.erase(found);
    }

  private:
    struct Running {
        ManagerKey key;
        std::unique_ptr<Transfer> transfer;
    };

    void learn(const ManagerKey& key, const QString& host, bool hasAnswered) {
        const auto manager = managers_.find(key);
        if (manager == managers_.end()) return;
        if (hasAnswered)
            manager->second->answering.insert(host);
        else
            manager->second->answering.erase(host);
    }

    Result<Manager*> managerOf(const ManagerKey& key) {
        if (const auto found = managers_.find(key); found != managers_.end()) return found->second.get();
        std::optional<QSslConfiguration> tls;
        if (key.isSecure) {
            auto setup = tlsSetup(key.tls);
            if (!setup) return setup.error();
            tls = std::move(setup).value();
        }
        if (managers_.size() >= mostManagers)
            std::erase_if(managers_, [](const auto& entry) { return entry.second->transfers == 0; });
        auto made = std::make_unique<Manager>();
        made->network.setProxy(QNetworkProxy::NoProxy);
        made->tls = std::move(tls);
        return managers_.emplace(key, std::move(made)).first->second.get();
    }

    static QNetworkReply* send(QNetworkAccessManager& network, const QNetworkRequest& request,
                               const http::Request& asked) {
        const QByteArray body = QByteArray::fromStdString(asked.body);
        if (asked.method == "GET") return network.get(request);
        if (asked.method == "POST") return network.post(request, body);
        return network.sendCustomRequest(request, QByteArray::fromStdString(asked.method), body);
    }

    QObject context_;
    std::map<ManagerKey, std::unique_ptr<Manager>> managers_;
    std::map<TransferId, Running> running_;  // before their managers in ending
};

class NetworkCarrier final : public http::HttpCarrier {
  public:
    NetworkCarrier() {
        thread_.setObjectName(QStringLiteral("remote"));
        context_.moveToThread(&thread_);
        thread_.start();
        QMetaObject::invokeMethod(&context_, [this] { transfers_ = std::make_unique<Transfers>(); });
    }
    ~NetworkCarrier() override {
        QMetaObject::invokeMethod(&context_, [this] {
            transfers_.reset();
            thread_.quit();
        });
        thread_.wait();
    }
    NetworkCarrier(const NetworkCarrier&) = delete;
    NetworkCarrier& operator=(const NetworkCarrier&) = delete;

    std::unique_ptr<http::Carriage> carry(http::Request request, http::Receiver receiver) override {
        const TransferId id = ++lastId_;
        auto listener = std::make_shared<Listener>(std::move(receiver));
        QMetaObject::invokeMethod(
            &context_,
            [this, id, request = std::move(request), listener] {
                if (!listener->isGivenUp()) transfers_->begin(id, request, listener);
            },
            Qt::QueuedConnection);
        return std::make_unique<Carried>(*this, id, std::move(listener));
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds pause,
                                         std::function<void()> over) override {
        http::Receiver receiver;
        receiver.done = [over = std::move(over)](const Status&) { over(); };
        auto listener = std::make_shared<Listener>(std::move(receiver));
        QMetaObject::invokeMethod(
            &context_,
            [this, pause, waiting = std::weak_ptr(listener)] { transfers_->pause(pause, waiting); },
            Qt::QueuedConnection);
        return std::make_unique<Carried>(*this, ++lastId_, std::move(listener));
    }

  private:
    class Carried final : public http::Carriage {
      public:
        Carried(NetworkCarrier& carrier, TransferId id, std::shared_ptr<Listener> listener)
            : carrier_(carrier), id_(id), listener_(std::move(listener)) {}
        ~Carried() override {
            listener_->giveUp();
            NetworkCarrier& carrier = carrier_;
            QMetaObject::invokeMethod(
                &carrier.context_, [&carrier, id = id_] { carrier.transfers_->end(id); },
                Qt::QueuedConnection);
        }
        Carried(const Carried&) = delete;
        Carried& operator=(const Carried&) = delete;

      private:
        NetworkCarrier& carrier_;
        const TransferId id_;
        const std::shared_ptr<Listener> listener_;
    };

    std::atomic<TransferId> lastId_ = 0;
    QThread thread_;
    QObject context_;                       // lives on the thread
    std::unique_ptr<Transfers> transfers_;  // of the thread alone
};

}  // namespace

std::unique_ptr<http::HttpCarrier> makeNetworkCarrier() {
    return std::make_unique<NetworkCarrier>();
}

}  // namespace baro::remote
