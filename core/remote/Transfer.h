// One request and its answer, on the carrier's thread: hands what comes on to whoever listens, and says in
// words what went wrong.
#pragma once

#include <QList>
#include <QNetworkReply>
#include <QObject>
#include <QSslError>
#include <QTimer>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/http/HttpCarrier.h"

namespace baro::remote {

// Who listens: called on the carrier's thread, given up on any.
class Listener {
  public:
    explicit Listener(http::Receiver receiver) : receiver_(std::move(receiver)) {}

    // When this returns, nobody is called any more.
    void giveUp() {
        const std::lock_guard lock(mutex_);
        isGivenUp_ = true;
    }
    bool isGivenUp() {
        const std::lock_guard lock(mutex_);
        return isGivenUp_;
    }
    void tellHead(const http::AnswerHead& head);
    bool tellBytes(std::string_view bytes);  // whether more is wanted
    void tellEnd(const Status& outcome);

  private:
    std::recursive_mutex mutex_;  // a receiver may give itself up
    bool isGivenUp_ = false;
    const http::Receiver receiver_;
};

class Transfer : public QObject {
  public:
    // over: called at the end, from the event loop, with whether the beginning of an answer came. Whoever
    // deletes this then does it later.
    Transfer(QNetworkReply* reply, std::shared_ptr<Listener> listener, std::chrono::milliseconds patience,
             std::function<void(bool hasAnswered)> over);
    ~Transfer() override;

  private:
    void takeHead();
    bool takeBytes();  // false: no more is wanted
    void takeEnd();
    void takeSilence();
    void end(const Status& outcome);
    Status outcome() const;
    std::string certificateHint() const;

    QNetworkReply* const reply_;
    const std::shared_ptr<Listener> listener_;
    const std::chrono::milliseconds patience_;
    const std::function<void(bool)> over_;
    QTimer silence_;
    QList<QSslError> tlsErrors_;
    bool isEncrypted_ = false;
    bool hasHead_ = false;
    bool isOver_ = false;
};

}  // namespace baro::remote
