// How the rules and alerts stand, for whoever shows it. GUI thread only.
#pragma once

#include <QObject>
#include <cstddef>
#include <functional>
#include <utility>

#include "core/alerts/AlertEngine.h"

namespace baro::ui {

class FrameFeed;

class AlertFeed : public QObject {
    Q_OBJECT
  public:
    // Any thread, never null.
    using Source = std::function<alerts::AlertStandingPtr()>;

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
    const alerts::AlertStanding& standing() const { return *standing_; }
    // Alerts that fire now.
    std::size_t firing() const { return firing_; }
    bool hasCritical() const { return hasCritical_; }

  signals:
    void changed();

  private:
    void look();

    Source source_;
    std::function<void()> hurry_;
    alerts::AlertStandingPtr standing_;
    std::size_t firing_ = 0;
    bool hasCritical_ = false;
};

}  // namespace baro::ui
