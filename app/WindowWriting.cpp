#include "app/WindowWriting.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "core/config/Settings.h"
#include "core/metrics/Format.h"
#include "core/remote/NetworkCarrier.h"
#include "core/server/RemoteWriteFamilies.h"
#include "ui/Formatting.h"

namespace baro::app {
namespace {

// A server that is sent all at once has all but the newest window.
constexpr std::int64_t muchMissing = 60'000;  // milliseconds

QString sentenceOf(const remotewrite::DestinationState& state) {
    const QString name = QString::fromStdString(state.name);
    const QString missing = QString::fromStdString(formatDuration(static_cast<double>(state.missing) / 1000));
    if (!state.problem.empty())
        return QCoreApplication::translate("WindowWriting",
                                           "The record does not reach %1: %2; %3 of it are missing there")
            .arg(name, QString::fromStdString(state.problem), missing);
    if (state.missing > muchMissing)
        return QCoreApplication::translate("WindowWriting",
                                           "%1 catches up with the record: %2 are missing there")
            .arg(name, missing);
    if (state.newest == 0)
        return QCoreApplication::translate("WindowWriting", "The record will be written to %1").arg(name);
    return QCoreApplication::translate("WindowWriting", "The record is written to %1").arg(name);
}

QString withRefusals(const QString& sentence, const remotewrite::DestinationState& state) {
    if (state.dropped == 0) return sentence;
    return QCoreApplication::translate("WindowWriting", "%1; samples that it refused: %2 (%3)")
        .arg(sentence, ui::countText(state.dropped), QString::fromStdString(state.refusal));
}

}  // namespace

QString inWords(const std::vector<remotewrite::DestinationState>& states) {
    QStringList sentences;
    for (const remotewrite::DestinationState& state : states)
        sentences << withRefusals(sentenceOf(state), state);
    return sentences.join(QStringLiteral(". "));
}

WindowWriting::WindowWriting(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
                             const WrittenRecord& written, ui::Navigation& navigation,
                             std::chrono::milliseconds lookEvery)
    : navigation_(navigation),
      lookEvery_(lookEvery),
      writing_(
          settings, secrets,
          [] { return Result<std::shared_ptr<http::HttpCarrier>>(remote::makeNetworkCarrier()); }, written) {}

std::function<void(std::int64_t newest)> WindowWriting::recorded() {
    return [this](std::int64_t newest) { writing_.recorded(newest); };
}

void WindowWriting::start(const history::RecordKeeper& keeper) {
    keeper_ = &keeper;
    writing_.start();
    QObject::connect(&telling_, &QTimer::timeout, &telling_, [this] {
        look();
        tell();
    });
    telling_.start(lookEvery_);
}

void WindowWriting::stop() {
    telling_.stop();
    writing_.stop();
}

Families WindowWriting::families() const {
    const auto states = writing_.states();
    return states.empty() ? Families{} : remoteWriteFamilies(states);
}

void WindowWriting::look() {
    if (std::exchange(isLookedAt_, true)) return;
    QThreadPool::globalInstance()->start(
        [this, watch = writing_.watch(), path = writing_.path(), there = QPointer(&telling_)] {
            const auto file = RemoteWriting::changedFile(*watch, path);
            QMetaObject::invokeMethod(QCoreApplication::instance(), [this, there, file] {
                if (there == nullptr) return;
                isLookedAt_ = false;
                if (file && telling_.isActive()) writing_.take(*file);
            });
        });
}

void WindowWriting::tell() {
    const auto states = writing_.states();
    QStringList sentences;
    for (const std::string& problem : writing_.problems())
        sentences << QString::fromStdString(problem);
    const bool isRight = sentences.isEmpty();
    const bool isForAnother = keeper_->state().doing == history::RecordKeeper::Doing::Following;
    const bool works =
        isForAnother || std::ranges::all_of(states, [](const auto& state) { return state.problem.empty(); });
    if (isForAnother && !states.empty())
        sentences << QCoreApplication::translate(
            "WindowWriting", "The process that records writes the record to other servers");
    else if (!states.empty())
        sentences << inWords(states);
    navigation_.tell(ui::Navigation::Service::RemoteWrite, sentences.join(QStringLiteral(". ")),
                     isRight && works);
}

}  // namespace baro::app
