// How the rules and alerts stand, for whoever shows it. GUI thread only.
#pragma once

#include <QObject>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/AlertEvidence.h"

namespace baro::ui {

class FrameFeed;

class AlertFeed : public QObject {
    Q_OBJECT
  public:
    // Any thread, never null.
    using Source = std::function<alerts::AlertStandingPtr()>;

    // Any thread; null: none is in memory (EvidenceKeeper::of).
    using Evidence = std::function<alerts::AlertEvidencePtr(const Labels& labels, std::int64_t firedAt)>;

    // Looked at whenever a Frame arrives. Both must outlive it. Without a source nothing watches, and there
    // are no rules.
    explicit AlertFeed(const FrameFeed& frames, Source source = {}, QObject* parent = nullptr);

    bool isWatching() const { return static_cast<bool>(source_); }
    void setSource(Source source);
    // Whom to tell that a rule file was changed, so that it is looked at now; null: nobody.
    void setHurry(std::function<void()> hurry) { hurry_ = std::move(hurry); }
    void hurry() const {
        if (hurry_) hurry_();
    }
    void setEvidence(Evidence evidence) { evidence_ = std::move(evidence); }
    // What is in memory of the alert that fired at that time, milliseconds since 1970 UTC; null: nothing.
    alerts::AlertEvidencePtr evidence(const Labels& labels, std::int64_t firedAt) const {
        return evidence_ ? evidence_(labels, firedAt) : nullptr;
    }
    const alerts::AlertStanding& standing() const { return *standing_; }
    // Alerts that fire now.
    std::size_t firing() const { return firing_; }
    bool hasCritical() const { return hasCritical_; }

  signals:
    void changed();
    void rulesChanged();  // others run now

  private:
    void look();
    bool takeRules();

    Source source_;
    std::function<void()> hurry_;
    Evidence evidence_;
    alerts::AlertStandingPtr standing_;
    std::vector<promql::ExpressionPtr> rules_;  // of those that run, in their order
    std::size_t firing_ = 0;
    bool hasCritical_ = false;
};

}  // namespace baro::ui
