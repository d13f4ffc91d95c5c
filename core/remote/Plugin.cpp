// What a program without Qt loads when it has something to post: it then has an application as well, of which
// nothing is run but the poster's thread.
#include "core/remote/Plugin.h"

#include <QCoreApplication>
#include <clocale>
#include <memory>
#include <string>
#include <utility>

#include "core/remote/HttpPoster.h"

namespace baro::remote {
namespace {

void (*warnOf)(const char* message) = nullptr;

void passOn(QtMsgType type, const QMessageLogContext& /*where*/, const QString& message) {
    if (type == QtDebugMsg || type == QtInfoMsg) return;
    warnOf(message.toUtf8().constData());
}

class ApplicationWithPoster final : public alerts::AlertPoster {
  public:
    void post(alerts::AlertPost post, Told told) override { poster_->post(std::move(post), std::move(told)); }

  private:
    int count_ = 1;
    char name_[5] = "baro";
    char* arguments_[2] = {name_, nullptr};
    QCoreApplication application_{count_, arguments_};
    std::unique_ptr<alerts::AlertPoster> poster_ = makeHttpPoster();
};

}  // namespace
}  // namespace baro::remote

baro::alerts::AlertPoster* baroMakeAlertPoster(void (*warn)(const char* message)) {
    using namespace baro::remote;
    warnOf = warn;
    qInstallMessageHandler(passOn);
    // Qt takes the locale of the environment for the whole program, which writes numbers without one.
    const std::string locale = std::setlocale(LC_ALL, nullptr);
    auto poster = std::make_unique<ApplicationWithPoster>();
    std::setlocale(LC_ALL, locale.c_str());
    return poster.release();
}
