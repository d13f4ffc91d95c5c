#include "app/SentAlerts.h"

#include <sys/utsname.h>

#include <chrono>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Log.h"
#include "core/config/Settings.h"
#include "core/connections/ServersFile.h"
#include "core/remotewrite/RemoteWriteFile.h"

namespace baro::app {
namespace {

constexpr std::string_view instanceLabel = "instance";

std::string hostName() {
    utsname names{};
    return uname(&names) == 0 ? std::string(names.nodename) : std::string();
}

}  // namespace

std::vector<alerts::AlertmanagerAddress> alertmanagersOf(const Settings& settings,
                                                         std::vector<std::string>& problems) {
    std::vector<alerts::AlertmanagerAddress> addresses;
    for (const std::string& text : settings.list("alerts.alertmanagers")) {
        auto address = alerts::AlertmanagerAddress::parse(text);
        if (address)
            addresses.push_back(std::move(address).value());
        else
            problems.push_back("the setting alerts.alertmanagers: " + address.error().message);
    }
    return addresses;
}

// What is wrong with the file is told by those who write to its servers.
Labels externalLabelsOf(const Settings& settings, std::vector<std::string>& problems) {
    const std::string path = http::serversPath(settings.path());
    return externalLabelsOf(settings, remotewrite::readRemoteWrite(path).externalLabels, problems);
}

Labels externalLabelsOf(const Settings& settings, const TextPairs& ofFile,
                        std::vector<std::string>& problems) {
    std::vector<std::pair<std::string, std::string>> labels{{std::string(instanceLabel), hostName()}};
    labels.insert(labels.end(), ofFile.begin(), ofFile.end());
    for (const std::string& text : settings.list("alerts.external-labels")) {
        const std::size_t sign = text.find('=');
        if (sign != std::string::npos && isLabelName(text.substr(0, sign)))
            labels.emplace_back(text.substr(0, sign), validUtf8(text.substr(sign + 1)));
        else
            problems.push_back("the setting alerts.external-labels: \"" + escapedForTerminal(text) +
                               "\" is no label; write site=home");
    }
    return Labels(std::move(labels));
}

SentAlerts::SentAlerts(const std::vector<alerts::AlertmanagerAddress>& addresses,
                       std::shared_ptr<http::HttpCarrier> carrier, Nanoseconds resendDelay,
                       Labels externalLabels)
    : resending_(resendDelay, std::move(externalLabels)), sender_(addresses, std::move(carrier)) {}

std::unique_ptr<SentAlerts> SentAlerts::of(const Settings& settings, const MakeCarrier& makeCarrier) {
    std::vector<std::string> problems;
    const auto addresses = alertmanagersOf(settings, problems);
    std::unique_ptr<SentAlerts> sent;
    if (!addresses.empty()) {
        const std::chrono::seconds delay(settings.integer("alerts.resend-delay"));
        Labels labels = externalLabelsOf(settings, problems);
        if (auto carrier = makeCarrier())
            sent.reset(new SentAlerts(addresses, std::move(carrier).value(), delay, std::move(labels)));
        else
            problems.push_back("no alert is sent to an Alertmanager: " + carrier.error().message);
    }
    for (const std::string& problem : problems)
        log(Severity::Warning, problem);
    return sent;
}

}  // namespace baro::app
