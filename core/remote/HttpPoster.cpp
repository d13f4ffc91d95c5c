#include "core/remote/HttpPoster.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QThread>
#include <QTimer>
#include <clocale>
#include <string>
#include <utility>

namespace baro::remote {
namespace {

using Answer = alerts::AlertPoster::Answer;
using Told = alerts::AlertPoster::Told;

constexpr qint64 mostAnswerBytes = 64 * 1024;  // more is no answer that is waited for
constexpr qsizetype mostReasonBytes = 200;

QNetworkRequest requestOf(const alerts::AlertPost& post) {
    QNetworkRequest request(QUrl(QString::fromStdString(post.url)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Barograph"));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!post.user.empty())
        request.setRawHeader(
            "Authorization",
            "Basic " + QByteArray::fromStdString(post.user + ":" + post.password).toBase64());
    return request;
}

// A server that said 200 has taken it, even where the rest of its answer was cut.
Result<Answer> answerOf(QNetworkReply& reply, bool isLate) {
    const QVariant status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (status.isValid()) {
        const QByteArray reason = reply.isOpen() ? reply.read(mostReasonBytes) : QByteArray();
        return Answer{status.toInt(), reason.simplified().toStdString()};
    }
    if (isLate) return failed("it has not answered in time");
    if (reply.error() == QNetworkReply::ConnectionRefusedError) return absent("nothing listens there");
    return failed(reply.errorString().toStdString());
}

// The Qt objects of the thread "remote".
class Posting {
  public:
    explicit Posting(std::chrono::milliseconds patience) : patience_(patience) {
        network_.setProxy(QNetworkProxy::NoProxy);
    }

    void begin(const alerts::AlertPost& post, Told told) {
        QNetworkReply* const reply = network_.post(requestOf(post), QByteArray::fromStdString(post.body));
        reply->setReadBufferSize(mostAnswerBytes);
        auto* const timer = new QTimer(reply);
        timer->setSingleShot(true);
        QObject::connect(timer, &QTimer::timeout, reply, &QNetworkReply::abort);
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, timer, told = std::move(told)] {
            const bool isLate = !timer->isActive();
            timer->stop();
            reply->deleteLater();
            told(answerOf(*reply, isLate));
        });
        timer->start(patience_);
    }

  private:
    const std::chrono::milliseconds patience_;
    QNetworkAccessManager network_;
};

class HttpPoster final : public alerts::AlertPoster {
  public:
    explicit HttpPoster(std::chrono::milliseconds patience) {
        thread_.setObjectName(QStringLiteral("remote"));
        context_.moveToThread(&thread_);
        thread_.start();
        QMetaObject::invokeMethod(&context_,
                                  [this, patience] { posting_ = std::make_unique<Posting>(patience); });
    }
    // Replies that end meanwhile are those that their manager gives up: nobody is told of them.
    ~HttpPoster() override {
        QMetaObject::invokeMethod(&context_, [this] {
            posting_.reset();
            thread_.quit();
        });
        thread_.wait();
    }
    HttpPoster(const HttpPoster&) = delete;
    HttpPoster& operator=(const HttpPoster&) = delete;

    void post(alerts::AlertPost post, Told told) override {
        QMetaObject::invokeMethod(&context_, [this, post = std::move(post), told = std::move(told)] {
            posting_->begin(post, told);
        });
    }

  private:
    QThread thread_;
    QObject context_;                   // lives on the thread
    std::unique_ptr<Posting> posting_;  // of the thread alone
};

}  // namespace

std::unique_ptr<alerts::AlertPoster> makeHttpPoster(std::chrono::milliseconds patience) {
    return std::make_unique<HttpPoster>(patience);
}

}  // namespace baro::remote
