#include "ui/alerts/RecordedEvidence.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "core/alerts/EvidenceJson.h"
#include "ui/FrameFeed.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"

namespace baro::ui {
namespace {

// A rule's samples come with the tick after its evaluation, and clocks may be set a little.
constexpr std::int64_t sameFiring = 60'000;
constexpr std::int64_t keptEvery = 5'000;  // between two Frames of the record

}  // namespace

RecordedEvidence::RecordedEvidence(const FrameFeed& frames, const AlertFeed& alerts, QObject* parent)
    : QObject(parent), alerts_(alerts) {
    PastFrames* const past = frames.pastFrames();
    if (past == nullptr) return;
    connect(past, &PastFrames::happened, this, &RecordedEvidence::take);
    past->askEvents({0, std::numeric_limits<std::int64_t>::max()});
}

void RecordedEvidence::take(const std::vector<history::Event>& events) {
    std::vector<history::Event> fired;
    std::ranges::copy_if(events, std::back_inserter(fired),
                         [](const history::Event& event) { return event.kind == "alert"; });
    if (fired == recorded_) return;
    recorded_ = std::move(fired);
    emit changed();
}

alerts::AlertEvidencePtr RecordedEvidence::of(const Labels& labels, std::int64_t firedAt) const {
    if (auto kept = alerts_.evidence(labels, firedAt);
        kept != nullptr && std::abs(kept->firedAt - firedAt) <= sameFiring)
        return kept;
    const auto after =
        std::ranges::upper_bound(recorded_, firedAt + sameFiring, {}, &history::Event::timeMilliseconds);
    for (auto event = std::make_reverse_iterator(after); event != recorded_.rend(); ++event) {
        if (firedAt - event->timeMilliseconds > sameFiring) break;
        auto evidence = alerts::evidenceIn(event->about);
        if (evidence && evidence->labels == labels)
            return std::make_shared<const alerts::AlertEvidence>(std::move(evidence).value());
    }
    return nullptr;
}

std::int64_t RecordedEvidence::momentOf(const Labels& labels, std::int64_t firedAt) const {
    const auto evidence = of(labels, firedAt);
    return evidence == nullptr ? firedAt : evidence->moment;
}

void travelToAlert(TimeCursor& cursor, std::int64_t moment) {
    cursor.travelTo(moment + keptEvery);
    // It has not been so long yet: the newest stays.
    if (cursor.isLive()) cursor.pause();
}

QString pageOf(const alerts::Fault& fault) {
    if (fault.resource != alerts::FaultResource::None) return QStringLiteral("processes");
    switch (fault.subject) {
        case alerts::FaultSubject::Disk:
        case alerts::FaultSubject::Filesystem:
            return QStringLiteral("disks");
        case alerts::FaultSubject::Network:
            return QStringLiteral("network");
        case alerts::FaultSubject::Temperature:
            return QStringLiteral("sensors");
        default:
            return QStringLiteral("processes");
    }
}

}  // namespace baro::ui
