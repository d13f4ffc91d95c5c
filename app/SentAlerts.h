// Sends what the rules say to the Alertmanagers of the settings.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/TextPairs.h"
#include "core/http/HttpCarrier.h"
#include "core/telling/AlertResending.h"
#include "core/telling/AlertSender.h"

namespace baro {
class Settings;
}

namespace baro::app {

// Those of the setting alerts.alertmanagers that are right; problems: a sentence for each other one.
std::vector<alerts::AlertmanagerAddress> alertmanagersOf(const Settings& settings,
                                                         std::vector<std::string>& problems);

// What every alert and every series is sent with, unless it has such a label: alerts.external-labels, else
// global.external_labels of servers.yml, else the name of this host as instance.
Labels externalLabelsOf(const Settings& settings, std::vector<std::string>& problems);
// The same, of a file that was read.
Labels externalLabelsOf(const Settings& settings, const TextPairs& ofFile,
                        std::vector<std::string>& problems);

class SentAlerts {
  public:
    using MakeCarrier = std::function<Result<std::shared_ptr<http::HttpCarrier>>()>;

    // Null when there is nothing to send to. What is wrong with the settings is logged. Main thread, which
    // must destroy it, too.
    static std::unique_ptr<SentAlerts> of(const Settings& settings, const MakeCarrier& makeCarrier);

    // After each evaluation, on the thread that evaluates.
    void take(const alerts::AlertStanding& standing, const Instant& evaluated) {
        sender_.send(resending_.due(standing, evaluated));
    }
    // Any thread.
    std::vector<alerts::AlertmanagerState> states() const { return sender_.states(); }

  private:
    SentAlerts(const std::vector<alerts::AlertmanagerAddress>& addresses,
               std::shared_ptr<http::HttpCarrier> carrier, Nanoseconds resendDelay, Labels externalLabels);

    alerts::AlertResending resending_;
    alerts::AlertSender sender_;
};

}  // namespace baro::app
