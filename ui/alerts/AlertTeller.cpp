#include "ui/alerts/AlertTeller.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>
#include <functional>
#include <utility>

#include "core/base/Log.h"
#include "core/telling/NoticeJson.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/tray/TrayIcon.h"
#include "ui/widgets/AlertBanner.h"

namespace baro::ui {
namespace {

constexpr auto tellingInterval = std::chrono::seconds(1);
constexpr std::int64_t silenceMilliseconds = 3'600'000;
constexpr std::size_t mostAtOnce = 4;  // notifications
const QString restKey = QStringLiteral("\n");

QString noticeKey(const alerts::NoticeGroup& of) {
    return QString::fromStdString(of.group + '\n' + of.rule);
}

std::int64_t wallMilliseconds(const Instant& now) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(now.wall).count();
}

DesktopNotification::Urgency urgencyOf(alerts::AlertSeverity severity) {
    switch (severity) {
        case alerts::AlertSeverity::Critical:
            return DesktopNotification::Urgency::Critical;
        case alerts::AlertSeverity::Warning:
            return DesktopNotification::Urgency::Normal;
        case alerts::AlertSeverity::Info:
            break;
    }
    return DesktopNotification::Urgency::Low;
}

template <class Visit>
void visitFiring(const alerts::AlertStanding& standing, Visit visit) {
    for (const alerts::GroupStanding& group : standing.groups)
        for (const alerts::RuleStanding& rule : group.rules)
            for (const alerts::Alert& alert : rule.alerts)
                if (alert.state == alerts::AlertState::Firing) visit(group, rule, alert);
}

}  // namespace

AlertTeller::AlertTeller(const TellingParts& parts, std::shared_ptr<alerts::Silences> silences,
                         std::function<QDBusConnection()> bus, QObject* parent)
    : QObject(parent), parts_(parts), silences_(std::move(silences)), notifications_(std::move(bus)) {
    ticks_.setInterval(tellingInterval);
    connect(&ticks_, &QTimer::timeout, this, &AlertTeller::tellWhatIsDue);
    connect(&parts_.frames, &FrameFeed::arrived, this, &AlertTeller::takeFrame);
    connect(&notifications_, &DesktopNotifications::failed, this, &AlertTeller::fallBack);
    connect(&notifications_, &DesktopNotifications::showWanted, this, &AlertTeller::show);
    connect(&notifications_, &DesktopNotifications::silenceWanted, this, &AlertTeller::silence);
    connect(&notifications_, &DesktopNotifications::closedByPerson, this, &AlertTeller::close);
    connect(&parts_.banner, &AlertBanner::showWanted, this, &AlertTeller::show);
    connect(&parts_.banner, &AlertBanner::silenceWanted, this, &AlertTeller::silence);
    connect(&parts_.banner, &AlertBanner::closed, this, &AlertTeller::close);
    connect(&parts_.tray, &TrayIcon::messageClicked, this, [this] { show(toldByTray_); });
    connect(&command_, &AlertCommand::failed, &parts_.navigation, &Navigation::say);
    adoptSettings();
    settingChanges_ = parts_.settings.observe([this](const Setting& changed) {
        if (changed.key.starts_with("alerts.")) adoptSettings();
    });
    QThreadPool::globalInstance()->start([silences = silences_] {
        if (const Status loaded = silences->load(); !loaded) log(Severity::Warning, loaded.error().message);
    });
    follow();
}

AlertTeller::~AlertTeller() = default;

void AlertTeller::follow() {
    // An observer may be under way when the subscription ends: only the GUI thread looks whether this is
    // there.
    changes_ = parts_.engine.subscribe([teller = QPointer(this)](const alerts::AlertChange& change) {
        QMetaObject::invokeMethod(qApp, [teller, change] {
            if (teller != nullptr) teller->take(change);
        });
    });
    // What fires already.
    visitFiring(
        *parts_.engine.standing(), [this](const alerts::GroupStanding& group,
                                          const alerts::RuleStanding& rule, const alerts::Alert& alert) {
            take({group.name, rule.definition.name, alerts::AlertState::Pending, alert, alert.activeAt});
        });
}

void AlertTeller::adoptSettings() {
    command_.setCommand(QString::fromStdString(parts_.settings.text("alerts.command")));
    auto hours = alerts::QuietHours::parse(parts_.settings.text("alerts.quiet-hours"));
    if (!hours) {
        const std::string problem = "the setting alerts.quiet-hours is left aside: " + hours.error().message;
        log(Severity::Warning, problem);
        parts_.navigation.say(QString::fromStdString(problem));
    }
    quietHours_ = hours ? *hours : alerts::QuietHours();
}

void AlertTeller::take(const alerts::AlertChange& change) {
    notices_.take(change, parts_.clock.now());
    if (notices_.isWaiting() && !ticks_.isActive()) ticks_.start();
}

void AlertTeller::takeFrame(const FramePtr& frame) {
    before_ = std::exchange(newest_, frame);
    if (auto standing = parts_.engine.standing(); standing != standing_) {
        standing_ = std::move(standing);
        notices_.keepOnly(*standing_, parts_.clock.now());
    }
    showBadge();
}

alerts::NoticeHush AlertTeller::hush(const Instant& now) const {
    const std::int64_t wall = wallMilliseconds(now);
    return {[this, wall](const Labels& labels) { return silences_->isSilenced(labels, wall); },
            quietHours_.contains(alerts::localMinuteOfDay(wall)),
            parts_.settings.boolean("alerts.quiet-critical")};
}

void AlertTeller::tellWhatIsDue() {
    const Instant now = parts_.clock.now();
    const std::vector<alerts::AlertNotice> notices = notices_.due(now, hush(now));
    std::vector<const alerts::AlertNotice*> firing;
    for (const alerts::AlertNotice& notice : notices) {
        if (notice.kind == alerts::AlertNotice::Kind::Firing) {
            firing.push_back(&notice);
        } else if (notice.firing.empty()) {
            withdraw(notice.of);
        }
        runCommand(notice);
    }
    tellAll(std::move(firing));
    // A silence that was made on the Alerts page, or by another window.
    for (const alerts::NoticeGroup& of : notices_.silenced())
        withdraw(of);
    if (!notices_.isWaiting()) ticks_.stop();
}

// When everything fires at once, nobody reads a screen full of notifications.
void AlertTeller::tellAll(std::vector<const alerts::AlertNotice*> notices) {
    std::ranges::stable_sort(notices, std::ranges::greater{}, &alerts::AlertNotice::severity);
    const std::size_t alone = notices.size() > mostAtOnce ? mostAtOnce - 1 : notices.size();
    for (std::size_t i = 0; i < alone; ++i)
        tell(*notices[i]);
    if (alone < notices.size()) tellRest(std::span(notices).subspan(alone));
}

void AlertTeller::tell(const alerts::AlertNotice& notice) {
    const alerts::Fault fault = faultOf(notice.of);
    const std::string blame =
        alerts::blameText(blamed(fault.resource), fault.resource, parts_.format.style());
    const alerts::Alert& first = notice.firing.front();
    send(noticeKey(notice.of), textOf(notice, QString::fromStdString(blame)),
         {{notice.of}, first.firedAt.value_or(first.activeAt), first.labels, notice.severity});
}

void AlertTeller::tellRest(std::span<const alerts::AlertNotice* const> notices) {
    const alerts::Alert& first = notices.front()->firing.front();
    Told told{{}, first.firedAt.value_or(first.activeAt), first.labels, notices.front()->severity};
    for (const alerts::AlertNotice* const notice : notices)
        told.of.push_back(notice->of);
    send(restKey, textOfMany(notices), std::move(told));
}

void AlertTeller::send(const QString& key, const NoticeText& text, Told told) {
    const DesktopNotification shown{key, text.title, text.body, urgencyOf(told.severity)};
    told_.insert(key, std::move(told));
    if (parts_.settings.boolean("alerts.notifications")) notifications_.show(shown);
}

void AlertTeller::withdraw(const alerts::NoticeGroup& of) {
    for (const QString& key : told_.keys()) {
        Told& told = told_[key];
        if (std::erase(told.of, of) == 0 || !told.of.empty()) continue;
        notifications_.close(key);
        parts_.banner.remove(key);
        told_.remove(key);
    }
}

void AlertTeller::fallBack(const DesktopNotification& notification) {
    const auto told = told_.constFind(notification.key);
    if (told == told_.cend()) return;
    if (parts_.tray.isThere()) {
        toldByTray_ = notification.key;
        parts_.tray.tell(notification.title, notification.body);
        return;
    }
    parts_.banner.tell({notification.key, notification.title, notification.body, told->severity});
}

void AlertTeller::runCommand(const alerts::AlertNotice& notice) {
    if (parts_.settings.text("alerts.command").empty()) return;
    const bool isFiring = notice.kind == alerts::AlertNotice::Kind::Firing;
    const auto processes =
        isFiring ? blamed(faultOf(notice.of).resource) : std::vector<alerts::BlamedProcess>();
    const std::vector<alerts::Alert>& all = isFiring ? notice.firing : notice.resolved;
    const std::size_t count = isFiring ? notice.fresh : all.size();
    for (std::size_t i = 0; i < count; ++i)
        command_.run(alerts::noticeJson(all[i], notice.kind, notice.of, processes));
}

std::vector<alerts::BlamedProcess> AlertTeller::blamed(alerts::FaultResource resource) const {
    if (newest_ == nullptr) return {};
    return alerts::blamedProcesses(*newest_, before_.get(), resource);
}

alerts::Fault AlertTeller::faultOf(const alerts::NoticeGroup& of) const {
    const alerts::AlertStandingPtr standing = parts_.engine.standing();
    for (const alerts::GroupStanding& group : standing->groups)
        for (const alerts::RuleStanding& rule : group.rules)
            if (group.name == of.group && rule.definition.name == of.rule)
                return alerts::faultOf(rule.definition);
    return {};
}

void AlertTeller::showBadge() {
    AlertBadge badge;
    if (standing_ == nullptr) return;
    const std::int64_t wall = wallMilliseconds(parts_.clock.now());
    visitFiring(*standing_, [&](const auto&, const auto&, const alerts::Alert& alert) {
        if (silences_->isSilenced(alert.labels, wall)) return;
        const alerts::AlertSeverity severity = alerts::severityOf(alert.labels);
        if (badge.firing++ == 0 || severity > badge.gravest) {
            badge.gravest = severity;
            badge.first = alertName(alert);
        }
    });
    parts_.tray.setBadge(badge);
}

void AlertTeller::show(const QString& key) {
    const auto told = told_.constFind(key);
    if (told == told_.cend()) return;
    const qint64 moment = told->moment;
    const Labels labels = told->labels;
    close(key);
    emit showWanted(moment, labels);
}

void AlertTeller::silence(const QString& key) {
    const auto told = told_.constFind(key);
    if (told == told_.cend()) return;
    const std::int64_t now = wallMilliseconds(parts_.clock.now());
    QStringList names;
    QString problem;
    for (const alerts::NoticeGroup& of : told->of) {
        const auto added = silences_->add({{},
                                           alerts::matchersOfRule(Labels({{"alertname", of.rule}})),
                                           now,
                                           now + silenceMilliseconds,
                                           "from its notification"});
        if (added) {
            names << machineText(of.rule);
        } else {
            problem = QString::fromStdString(added.error().message);
        }
    }
    close(key);
    parts_.navigation.say(
        problem.isEmpty() ? tr("Silent for an hour: %1").arg(names.join(QStringLiteral(", "))) : problem);
    if (!names.isEmpty()) save();
}

// A person has seen it.
void AlertTeller::close(const QString& key) {
    if (!told_.contains(key)) return;
    for (const alerts::NoticeGroup& of : told_.take(key).of)
        notices_.close(of, parts_.clock.now());
    notifications_.close(key);
    parts_.banner.remove(key);
}

void AlertTeller::save() {
    QThreadPool::globalInstance()->start([silences = silences_, window = QPointer(&parts_.navigation)] {
        const Status saved = silences->save();
        if (saved) return;
        QMetaObject::invokeMethod(qApp, [window, sentence = QString::fromStdString(saved.error().message)] {
            if (window != nullptr) window->say(sentence);
        });
    });
}

}  // namespace baro::ui
