#include "ui/hosts/HostSession.h"

#include <QDateTime>
#include <chrono>
#include <utility>

#include "ui/MachineText.h"
#include "ui/hosts/HostPast.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

// Scraped every 15 s, a shorter range has hardly a line.
constexpr std::chrono::minutes firstRange{30};

std::int64_t wallNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

std::vector<HostTarget> targetsOf(const WatchedHost& host) {
    std::vector<HostTarget> all{host.target};
    all.insert(all.end(), host.others.begin(), host.others.end());
    return all;
}

std::string refusal(const WatchedHost& host) {
    return "the processes of " + host.name + " run there, not here";
}

}  // namespace

HostSession::HostSession(const PageContext& thisMachine, const WatchedHost& host, QObject* parent)
    : QObject(parent),
      host_(host),
      source_(host.client, host.target, wallNow),
      collecting_(hub_.subscribe([this](const FramePtr& frame) { collection_.take(frame); })),
      frames_(hub_, cursor_, pastOn(host, ending_.get_token())),
      series_(source_, cursor_),
      alerts_(frames_),
      silences_(std::make_shared<alerts::Silences>(), navigation_),
      serverAlerts_(host.client, targetsOf(host)),
      processControl_(refusal(host)),
      processInspector_(refusal(host)),
      context_{frames_,
               cursor_,
               series_,
               source_,
               thisMachine.userPages,
               thisMachine.historyPages,
               thisMachine.theme,
               thisMachine.format,
               navigation_,
               thisMachine.settings,
               processControl_,
               processInspector_,
               collection_,
               alerts_,
               silences_,
               thisMachine.hosts,
               thisMachine.servers,
               &host_,
               &thisMachine.source,
               &serverAlerts_},
      sampler_(host, hub_, wallNow,
               {[this](const Status& status) {
                    // The thread ends before this does.
                    const QString problem = status ? QString() : machineText(status.error().message);
                    QMetaObject::invokeMethod(this, [this, problem] { takeAnswer(problem); });
                },
                [this](milliseconds interval) {
                    QMetaObject::invokeMethod(this, [this, interval] {
                        source_.setScrapeInterval(interval);
                        series_.setSampleInterval(interval);
                    });
                }}) {
    cursor_.setRange(firstRange);
    series_.setSampleInterval(ScrapePace::usualInterval);
    sampler_.start();
}

// Nobody waits for a server that does not answer.
HostSession::~HostSession() {
    ending_.request_stop();
    source_.giveUp();
}

void HostSession::takeAnswer(const QString& problem) {
    if (problem == problem_) return;
    problem_ = problem;
    emit problemChanged();
}

}  // namespace baro::ui
