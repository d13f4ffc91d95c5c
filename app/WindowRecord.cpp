#include "app/WindowRecord.h"

#include <QCoreApplication>
#include <utility>

#include "app/DataDirectory.h"

namespace baro::app {
namespace {

constexpr std::chrono::seconds tellEvery{5};

history::RecordKeeperSettings windowKeeper(const std::string& directory, const Settings& settings,
                                           std::function<void(std::int64_t newest)> written) {
    auto keeper = keeperFor(
        directory, "barograph, process " + std::to_string(QCoreApplication::applicationPid()), settings);
    keeper.written = std::move(written);
    return keeper;
}

}  // namespace

QString inWords(const history::RecordKeeper::State& state, const std::string& directory) {
    using Doing = history::RecordKeeper::Doing;
    const QString reason = QString::fromStdString(state.reason);
    switch (state.doing) {
        case Doing::Starting:
            return {};
        case Doing::Recording:
            return QCoreApplication::translate("WindowRecord", "Every second is recorded to %1")
                .arg(QString::fromStdString(directory));
        case Doing::Following:
            return QCoreApplication::translate("WindowRecord", "%1; this window shows its record")
                .arg(reason);
        case Doing::Paused:
            break;
    }
    return QCoreApplication::translate("WindowRecord", "Nothing is recorded: %1").arg(reason);
}

WindowRecord::WindowRecord(const std::string& directory, const Settings& settings, const WindowFrames& frames,
                           const SeriesSource& live, ui::Navigation& navigation,
                           std::function<void(std::int64_t newest)> written)
    : directory_(directory),
      navigation_(navigation),
      followed_(frames.followed),
      keeper_(live, windowKeeper(directory, settings, std::move(written))),
      sent_(directory, frames.source, frames.sampler, keeper_),
      feeding_(frames.hub.subscribe([this](const FramePtr& frame) {
          keeper_.offer(frame);
          sent_.send(frame);
      })) {
    followed_.setKeeper(&keeper_);
    QObject::connect(&telling_, &QTimer::timeout, &telling_, [this] { tell(); });
    telling_.start(tellEvery);
}

void WindowRecord::start() {
    keeper_.start();
}

WindowRecord::~WindowRecord() {
    followed_.setKeeper(nullptr);
}

void WindowRecord::tell() {
    const auto state = keeper_.state();
    navigation_.tell(ui::Navigation::Service::Record, inWords(state, directory_),
                     state.doing != history::RecordKeeper::Doing::Paused);
}

}  // namespace baro::app
