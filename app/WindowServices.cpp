#include "app/WindowServices.h"

#include <QDateTime>
#include <QTimer>
#include <algorithm>
#include <iterator>
#include <utility>

#include "app/AlertEvents.h"
#include "ui/MainWindow.h"

namespace baro::app {
namespace {

constexpr std::chrono::seconds longestWaitForPaint{2};

}  // namespace

WindowServices::WindowServices(const ServicedWindow& serviced) : for_(serviced) {
    const WindowScope& scope = for_.scope;
    const ui::PageContext& context = for_.sources.context();
    if (scope.records) keepRecord();
    // What is played happened to nobody.
    if (!scope.isForItself)
        sending_.emplace(for_.settings, recording_ ? &recording_->keeper() : nullptr, context.navigation);
    // A moment file has nothing new.
    if (!scope.showsFile) watchRules();
    if (rules_) showAlerts();
    telling_.emplace(scope.isForItself || !rules_ ? nullptr : &rules_->engine(),
                     for_.machine.shown().platform->clock(), context, for_.tray, for_.window);
    // A recording is not this machine: it is shown, never served.
    if (!scope.isForItself) serveMetrics();
}

void WindowServices::keepRecord() {
    const ui::PageContext& context = for_.sources.context();
    const history::Record& record = for_.sources.record();
    SampledMachine& machine = for_.machine;
    writing_.emplace(
        for_.settings, for_.sources.secrets(),
        WrittenRecord{record, context.source, machine.shown().platform->clock(),
                      [this](history::Event event) { recording_->keeper().add(std::move(event)); }},
        context.navigation);
    recording_.emplace(
        record.directory(), for_.settings,
        WindowFrames{machine.hub(), machine.sampler(), *machine.followed(), machine.frameSource()},
        machine.head(), context.navigation, writing_->recorded());
}

void WindowServices::watchRules() {
    SampledMachine& machine = for_.machine;
    rules_.emplace(for_.sources.record(), for_.sources.context().source, machine.hub(),
                   machine.shown().platform->clock(), for_.settings, machine.ruleTicks(),
                   RuleObservers{[this](const alerts::AlertStanding& standing, const Instant& evaluated) {
                                     if (sending_) sending_->take(standing, evaluated);
                                 },
                                 recording_ ? alertEventsTo(recording_->keeper()) : nullptr});
}

void WindowServices::showAlerts() {
    ui::AlertFeed& feed = for_.sources.context().alerts;
    feed.setSource([this] { return rules_->standing(); });
    feed.setHurry([this] { rules_->hurry(); });
    feed.setEvidence([this](const Labels& labels, std::int64_t firedAt) {
        return rules_->evidence().of(labels, firedAt);
    });
}

void WindowServices::serveMetrics() {
    const ui::PageContext& context = for_.sources.context();
    endpoint_.emplace(for_.settings,
                      Served{for_.machine.hub(), context.source, for_.machine.shown().platform->clock(),
                             for_.machine.collection(), [this] { return rules_->standing(); },
                             [this] { return ownFamilies(); }},
                      servedSources(for_.settings).collectors);
    QObject::connect(&*endpoint_, &EndpointSwitch::reported, &context.navigation,
                     [&navigation = context.navigation](const QString& sentence, bool listens) {
                         if (!sentence.isEmpty()) navigation.say(sentence);
                         navigation.tell(ui::Navigation::Service::Endpoint, sentence, listens);
                     });
}

// Any thread.
Families WindowServices::ownFamilies() const {
    Families own = sending_->families();
    if (writing_) std::ranges::move(writing_->families().families, std::back_inserter(own.families));
    return own;
}

void WindowServices::begin() {
    if (std::exchange(hasBegun_, true)) return;
    if (rules_) rules_->start();
    if (!recording_) return;
    recording_->start();
    writing_->start(recording_->keeper());
    remembered_.emplace(for_.sources.record(), for_.machine.collection(),
                        QDateTime::currentMSecsSinceEpoch());
}

void WindowServices::beginAfterFirstPicture() {
    QObject::connect(
        &for_.window, &ui::MainWindow::firstPaintWithRates, &for_.window, [this] { begin(); },
        Qt::SingleShotConnection);
    QTimer::singleShot(longestWaitForPaint, &for_.window, [this] { begin(); });
}

void WindowServices::stop() {
    if (writing_) writing_->stop();
}

}  // namespace baro::app
