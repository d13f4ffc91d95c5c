// Serves metrics while the settings say so. GUI thread only.
#pragma once

#include <QObject>
#include <memory>

#include "app/ServedMetrics.h"
#include "core/base/Subscription.h"
#include "core/config/Settings.h"

namespace baro::app {

class EndpointSwitch : public QObject {
    Q_OBJECT
  public:
    // settings and what is served must outlive it. choice: the collectors that are read.
    EndpointSwitch(Settings& settings, const Served& what, CollectorChoice choice);

  signals:
    // Where it listens, or why it does not; empty when it need not any more.
    void reported(const QString& sentence, bool listens);

  private:
    void apply();
    void report(const Endpoint::State& state);

    Settings& settings_;
    const Served what_;
    const CollectorChoice choice_;
    std::unique_ptr<ServedMetrics> served_;
    Subscription changes_;
};

}  // namespace baro::app
