// The evidence of alerts that fired, by their labels and time: what is in memory, else what the record has.
// GUI thread only.
#pragma once

#include <QObject>
#include <cstdint>
#include <vector>

#include "core/alerts/AlertEvidence.h"
#include "core/history/Event.h"

namespace baro::ui {

class AlertFeed;
class FrameFeed;
class TimeCursor;

class RecordedEvidence : public QObject {
    Q_OBJECT
  public:
    // Both must outlive it. Reads the record's events whenever it has grown.
    RecordedEvidence(const FrameFeed& frames, const AlertFeed& alerts, QObject* parent = nullptr);

    // Null: none was kept. firedAt, milliseconds since 1970 UTC, may be later than what the evidence says by
    // what lies between an evaluation and the next recorded tick.
    alerts::AlertEvidencePtr of(const Labels& labels, std::int64_t firedAt) const;
    // Of the Frame with the alert's culprits; firedAt where no evidence was kept.
    std::int64_t momentOf(const Labels& labels, std::int64_t firedAt) const;

  signals:
    void changed();

  private:
    void take(const std::vector<history::Event>& events);

    const AlertFeed& alerts_;
    std::vector<history::Event> recorded_;  // of alerts, ascending by time
};

// Shows the first Frame that was kept at that moment (milliseconds since 1970 UTC) or after it: those before
// it may not know the culprit yet.
void travelToAlert(TimeCursor& cursor, std::int64_t moment);

// The page on which an alert is looked into: processes, where some are blamed, else that of its subject.
QString pageOf(const alerts::Fault& fault);

}  // namespace baro::ui
