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
    void reported(const QString& sentence);  // where it listens, or why it does not

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
