#include "core/remote/Transfer.h"

#include <fmt/format.h>

#include <QNetworkRequest>
#include <QUrl>
#include <array>

#include "core/remote/TlsSetup.h"

namespace baro::remote {
namespace {

// What may wait in memory until it is taken; beyond it the server has to wait.
constexpr qint64 readBufferBytes = 256 * 1024;
constexpr int firstErrorStatus = 400;
constexpr std::size_t pieceBytes = 32 * 1024;

std::string nameOf(const QUrl& url) {
    return url.host().toStdString();
}

// What OpenSSL says that the other side found; empty: it found nothing, or nothing of certificates.
std::string alertIn(const std::string& why) {
    const auto alert = why.find(" alert ");
    const bool isOfCertificate =
        alert != std::string::npos && (why.find("certificate", alert) != std::string::npos ||
                                       why.find("unknown ca", alert) != std::string::npos);
    return isOfCertificate ? why.substr(alert + 1) : std::string();
}

std::string schemeHint(const QUrl& url) {
    return url.scheme() == QLatin1String("https") ? "; it may speak http:// there" : "";
}

}  // namespace

void Listener::tellHead(const http::AnswerHead& head) {
    const std::lock_guard lock(mutex_);
    if (!isGivenUp_ && receiver_.head) receiver_.head(head);
}

bool Listener::tellBytes(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    return !isGivenUp_ && (!receiver_.bytes || receiver_.bytes(bytes));
}

void Listener::tellEnd(const Status& outcome) {
    const std::lock_guard lock(mutex_);
    if (!isGivenUp_ && receiver_.done) receiver_.done(outcome);
}

Transfer::Transfer(QNetworkReply* reply, std::shared_ptr<Listener> listener,
                   std::chrono::milliseconds patience, std::function<void(bool)> over)
    : reply_(reply), listener_(std::move(listener)), patience_(patience), over_(std::move(over)) {
    reply_->setParent(this);
    reply_->setReadBufferSize(readBufferBytes);
    silence_.setSingleShot(true);
    connect(&silence_, &QTimer::timeout, this, [this] { takeSilence(); });
    connect(reply_, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& errors) { tlsErrors_ = errors; });
    connect(reply_, &QNetworkReply::encrypted, this, [this] { isEncrypted_ = true; });
    connect(reply_, &QNetworkReply::uploadProgress, this, [this] { silence_.start(patience_); });
    connect(reply_, &QNetworkReply::metaDataChanged, this, [this] { takeHead(); });
    connect(reply_, &QNetworkReply::readyRead, this, [this] {
        takeHead();
        takeBytes();
    });
    connect(reply_, &QNetworkReply::finished, this, [this] { takeEnd(); });
    silence_.start(patience_);
    if (reply_->isFinished())
        QMetaObject::invokeMethod(
            this, [this] { takeEnd(); }, Qt::QueuedConnection);
}

Transfer::~Transfer() {
    disconnect(reply_, nullptr, this, nullptr);
    reply_->abort();
}

void Transfer::takeHead() {
    const QVariant status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (hasHead_ || isOver_ || !status.isValid()) return;
    hasHead_ = true;
    silence_.start(patience_);
    http::AnswerHead head{status.toInt(), {}};
    for (const auto& [name, value] : reply_->rawHeaderPairs())
        head.headers.push_back({name.toStdString(), value.toStdString()});
    listener_->tellHead(head);
}

bool Transfer::takeBytes() {
    std::array<char, pieceBytes> piece;  // NOLINT(*-member-init): filled by read()
    while (!isOver_ && reply_->isOpen()) {
        const qint64 count = reply_->read(piece.data(), piece.size());
        if (count <= 0) break;
        silence_.start(patience_);
        if (!listener_->tellBytes({piece.data(), static_cast<std::size_t>(count)})) {
            end(Done{});
            return false;
        }
    }
    return !isOver_;
}

void Transfer::takeEnd() {
    if (isOver_) return;
    takeHead();
    if (takeBytes()) end(outcome());
}

// Bytes may wait where the thread was busy.
void Transfer::takeSilence() {
    if (isOver_) return;
    if (reply_->isOpen() && reply_->bytesAvailable() > 0) {
        if (takeBytes()) silence_.start(patience_);
        return;
    }
    const double seconds = std::chrono::duration<double>(patience_).count();
    end(failed(hasHead_ ? fmt::format("its answer stopped: no byte has come for {:g} s", seconds)
                        : fmt::format("it has not answered within {:g} s{}", seconds,
                                      isEncrypted_ ? certificateHint() : "")));
}

void Transfer::end(const Status& outcome) {
    isOver_ = true;
    silence_.stop();
    over_(hasHead_);  // first: a listener may ask again at once
    listener_->tellEnd(outcome);
}

// With TLS 1.3 a server looks at our certificate when all is agreed on for us.
std::string Transfer::certificateHint() const {
    return reply_->sslConfiguration().localCertificate().isNull()
               ? "; it may want a client certificate (cert_file)"
               : "; it may not take the client certificate (cert_file)";
}

Status Transfer::outcome() const {
    const std::string why = reply_->errorString().toStdString();
    const QUrl url = reply_->url();
    const std::string tls = inWords(tlsErrors_, nameOf(url));
    switch (reply_->error()) {
        case QNetworkReply::NoError:
            break;
        case QNetworkReply::ConnectionRefusedError:
            return absent("nothing listens there");
        case QNetworkReply::HostNotFoundError:
            return failed("no host of the name " + nameOf(url) + " is known");
        case QNetworkReply::RemoteHostClosedError:
            if (hasHead_) return failed("its answer was cut");
            return failed("it closed the connection without an answer" +
                          (isEncrypted_ ? certificateHint() : schemeHint(url)));
        case QNetworkReply::SslHandshakeFailedError:
            if (tls.empty() && !alertIn(why).empty())
                return denied("it ended the greeting of TLS (" + alertIn(why) + ")" + certificateHint());
            return denied(tls.empty() ? "TLS fails: " + why + schemeHint(url) : tls);
        case QNetworkReply::TimeoutError:
            return failed("no connection to it comes about in time");
        case QNetworkReply::ProtocolFailure:
        case QNetworkReply::ProtocolUnknownError:
            return malformed("it does not answer in HTTP: " + why);
        case QNetworkReply::UnknownNetworkError:
            if (!alertIn(why).empty())
                return denied("it ended the connection (" + alertIn(why) + ")" + certificateHint());
            return failed(why);
        default:  // Qt has errors for statuses, too, which are answers
            if (reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() < firstErrorStatus ||
                reply_->error() < QNetworkReply::ContentAccessDenied)
                return failed(why);
            break;
    }
    if (!hasHead_) return malformed("it does not answer in HTTP");
    return Done{};
}

}  // namespace baro::remote
