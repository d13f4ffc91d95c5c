// What a program without Qt loads when it has something to send or to ask: it then has an application as
// well, of which nothing is run but the carrier's thread.
#include "core/remote/Plugin.h"

#include <QCoreApplication>
#include <clocale>
#include <memory>
#include <string>
#include <utility>

#include "core/remote/NetworkCarrier.h"

namespace baro::remote {
namespace {

void (*warnOf)(const char* message) = nullptr;

void passOn(QtMsgType type, const QMessageLogContext& /*where*/, const QString& message) {
    if (type == QtDebugMsg || type == QtInfoMsg) return;
    warnOf(message.toUtf8().constData());
}

class ApplicationWithCarrier final : public http::HttpCarrier {
  public:
    std::unique_ptr<http::Carriage> carry(http::Request request, http::Receiver receiver) override {
        return carrier_->carry(std::move(request), std::move(receiver));
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds pause,
                                         std::function<void()> over) override {
        return carrier_->wait(pause, std::move(over));
    }

  private:
    int count_ = 1;
    char name_[5] = "baro";
    char* arguments_[2] = {name_, nullptr};
    QCoreApplication application_{count_, arguments_};
    std::unique_ptr<http::HttpCarrier> carrier_ = makeNetworkCarrier();
};

}  // namespace
}  // namespace baro::remote

baro::http::HttpCarrier* baroMakeHttpCarrier(void (*warn)(const char* message)) {
    using namespace baro::remote;
    warnOf = warn;
    qInstallMessageHandler(passOn);
    // Qt takes the locale of the environment for the whole program, which writes numbers without one.
    const std::string locale = std::setlocale(LC_ALL, nullptr);
    auto carrier = std::make_unique<ApplicationWithCarrier>();
    std::setlocale(LC_ALL, locale.c_str());
    return carrier.release();
}
