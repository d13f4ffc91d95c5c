#include "app/WindowSending.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <chrono>

#include "core/config/Settings.h"
#include "core/remote/NetworkCarrier.h"
#include "core/server/NotificationFamilies.h"

namespace baro::app {
namespace {

constexpr std::chrono::seconds tellSendingEvery{5};

QString sentenceOf(const alerts::AlertmanagerState& state) {
    const QString address = QString::fromStdString(state.address);
    if (!state.problem.empty())
        return QCoreApplication::translate("WindowSending", "Alerts do not reach %1: %2; they are sent again")
            .arg(address, QString::fromStdString(state.problem));
    if (state.sent == 0)
        return QCoreApplication::translate("WindowSending", "Alerts will be sent to %1").arg(address);
    return QCoreApplication::translate("WindowSending", "Alerts are sent to %1").arg(address);
}

}  // namespace

QString inWords(const std::vector<alerts::AlertmanagerState>& states) {
    QStringList sentences;
    for (const alerts::AlertmanagerState& state : states)
        sentences << sentenceOf(state);
    return sentences.join(QStringLiteral(". "));
}

WindowSending::WindowSending(const Settings& settings, const history::RecordKeeper* keeper,
                             ui::Navigation& navigation)
    : keeper_(keeper), navigation_(navigation), sent_(SentAlerts::of(settings, [] {
          return Result<std::shared_ptr<http::HttpCarrier>>(remote::makeNetworkCarrier());
      })) {
    std::vector<std::string> problems;
    (void)alertmanagersOf(settings, problems);
    for (const std::string& problem : problems)
        problems_ << QString::fromStdString(problem);
    if (sent_ == nullptr && problems_.isEmpty()) return;
    QObject::connect(&telling_, &QTimer::timeout, &telling_, [this] { tell(); });
    telling_.start(tellSendingEvery);
}

bool WindowSending::isForAnother() const {
    return keeper_ != nullptr && keeper_->state().doing == history::RecordKeeper::Doing::Following;
}

// What another process has sent already is sent again when it ends: nobody knows what of it arrived.
void WindowSending::take(const alerts::AlertStanding& standing, const Instant& evaluated) {
    if (sent_ != nullptr && !isForAnother()) sent_->take(standing, evaluated);
}

Families WindowSending::families() const {
    return sent_ == nullptr ? Families{} : notificationFamilies(sent_->states());
}

void WindowSending::tell() {
    const auto states = sent_ == nullptr ? std::vector<alerts::AlertmanagerState>() : sent_->states();
    const bool works = std::ranges::all_of(states, [](const auto& state) { return state.problem.empty(); });
    QStringList sentences = problems_;
    if (isForAnother())
        sentences << QCoreApplication::translate("WindowSending", "The process that records sends alerts");
    else if (!states.empty())
        sentences << inWords(states);
    navigation_.tell(ui::Navigation::Service::Alertmanagers, sentences.join(QStringLiteral(". ")),
                     problems_.isEmpty() && (works || isForAnother()));
}

}  // namespace baro::app
