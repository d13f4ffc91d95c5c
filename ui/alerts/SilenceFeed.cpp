#include "ui/alerts/SilenceFeed.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <chrono>
#include <utility>

#include "ui/MachineText.h"
#include "ui/Navigation.h"

namespace baro::ui {
namespace {

constexpr std::chrono::seconds silenceLook{5};

}  // namespace

SilenceFeed::SilenceFeed(std::shared_ptr<alerts::Silences> silences, Navigation& navigation, QObject* parent)
    : QObject(parent), silences_(std::move(silences)), navigation_(navigation) {
    looks_.setInterval(silenceLook);
    connect(&looks_, &QTimer::timeout, this, [this] { work(&alerts::Silences::load); });
}

void SilenceFeed::watch() {
    work(&alerts::Silences::load);
    looks_.start();
}

bool SilenceFeed::add(alerts::Silence silence) {
    const auto added = silences_->add(std::move(silence));
    if (!added) {
        navigation_.say(machineText(added.error().message));
        return false;
    }
    emit changed();
    work(&alerts::Silences::save);
    return true;
}

void SilenceFeed::expire(const std::string& id, std::int64_t now) {
    if (!silences_->expire(id, now)) return;
    emit changed();
    work(&alerts::Silences::save);
}

void SilenceFeed::work(Status (alerts::Silences::*todo)()) {
    QThreadPool::globalInstance()->start([silences = silences_, feed = QPointer(this), todo] {
        const Status outcome = ((*silences).*todo)();
        QMetaObject::invokeMethod(qApp, [feed, outcome] {
            if (feed != nullptr) feed->tell(outcome);
        });
    });
}

void SilenceFeed::tell(const Status& outcome) {
    const std::string problem = outcome ? std::string() : outcome.error().message;
    if (std::exchange(problem_, problem) != problem && !problem.empty())
        navigation_.say(machineText(problem));
    emit changed();
}

}  // namespace baro::ui
