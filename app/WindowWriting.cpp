#include "app/WindowWriting.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <chrono>
#include <string>

#include "core/config/Settings.h"
#include "core/metrics/Format.h"
#include "core/remote/NetworkCarrier.h"
#include "core/server/RemoteWriteFamilies.h"

namespace baro::app {
namespace {

constexpr std::chrono::seconds tellWritingEvery{5};
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
        .arg(sentence, QLocale().toString(static_cast<qulonglong>(state.dropped)),
             QString::fromStdString(state.refusal));
}

}  // namespace

QString inWords(const std::vector<remotewrite::DestinationState>& states) {
    QStringList sentences;
    for (const remotewrite::DestinationState& state : states)
        sentences << withRefusals(sentenceOf(state), state);
    return sentences.join(QStringLiteral(". "));
}

WindowWriting::WindowWriting(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
                             const WrittenRecord& written, ui::Navigation& navigation)
    : navigation_(navigation),
      writer_(remoteWriterOf(
          settings, secrets,
          [] { return Result<std::shared_ptr<http::HttpCarrier>>(remote::makeNetworkCarrier()); }, written)) {
    std::vector<std::string> problems;
    (void)destinationsOf(settings, secrets, problems);
    for (const std::string& problem : problems)
        problems_ << QString::fromStdString(problem);
}

std::function<void(std::int64_t newest)> WindowWriting::recorded() {
    if (writer_ == nullptr) return nullptr;
    return [this](std::int64_t newest) { writer_->recorded(newest); };
}

void WindowWriting::start(const history::RecordKeeper& keeper) {
    keeper_ = &keeper;
    if (writer_ != nullptr) writer_->start();
    if (writer_ == nullptr && problems_.isEmpty()) return;
    QObject::connect(&telling_, &QTimer::timeout, &telling_, [this] { tell(); });
    telling_.start(tellWritingEvery);
}

void WindowWriting::stop() {
    telling_.stop();
    if (writer_ != nullptr) writer_->stop();
}

Families WindowWriting::families() const {
    return writer_ == nullptr ? Families{} : remoteWriteFamilies(writer_->states());
}

void WindowWriting::tell() {
    const auto states = writer_ == nullptr ? std::vector<remotewrite::DestinationState>() : writer_->states();
    const bool isForAnother = keeper_->state().doing == history::RecordKeeper::Doing::Following;
    const bool works =
        isForAnother || std::ranges::all_of(states, [](const auto& state) { return state.problem.empty(); });
    QStringList sentences = problems_;
    if (isForAnother)
        sentences << QCoreApplication::translate(
            "WindowWriting", "The process that records writes the record to other servers");
    else if (!states.empty())
        sentences << inWords(states);
    navigation_.tell(ui::Navigation::Service::RemoteWrite, sentences.join(QStringLiteral(". ")),
                     problems_.isEmpty() && works);
}

}  // namespace baro::app
