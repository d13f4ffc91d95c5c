#include "app/Doctor.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <optional>
#include <utility>

#include "app/AskedServers.h"
#include "app/DataDirectory.h"
#include "app/OneShot.h"
#include "app/RemoteLibrary.h"
#include "app/Secrets.h"
#include "app/SentAlerts.h"
#include "app/WritingFindings.h"
#include "core/base/Escape.h"
#include "core/base/Version.h"
#include "core/config/Settings.h"
#include "core/connections/SecretsFile.h"
#include "core/history/Record.h"
#include "core/remotewrite/RemoteWriteFile.h"
#include "platform/linux/Keyring.h"
#include "platform/linux/PortHolders.h"
#include "platform/linux/SessionBus.h"

namespace baro::app {
namespace {

constexpr std::string_view healthyText = "Barograph is healthy.\n";

std::string_view remedyOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Denied:
            return "; run as root, or give the program the right that the message names";
        case ErrorKind::Malformed:
            return "; please report this line with your kernel's version";
        default:
            return "";
    }
}

Finding libraryFinding() {
    std::error_code error;
    if (!std::filesystem::exists("/proc/driver/nvidia/version", error))
        return {true, "no library is missing"};
    void* const library = dlopen("libnvidia-ml.so.1", RTLD_LAZY);
    if (library == nullptr)
        return {false,
                "NVIDIA's driver is loaded but libnvidia-ml.so.1 is not installed; install the package of "
                "NVIDIA's driver that has it (libnvidia-ml1 on Debian)"};
    dlclose(library);
    return {true, "libnvidia-ml.so.1 is there for NVIDIA's graphics cards"};
}

Result<TimeRange> recordedExtent(const std::string& directory) {
    const auto record = history::Record::open(directory);
    if (!record) return record.error();
    return (*record)->extent();
}

Findings settingFindings(const Settings& settings) {
    Findings findings;
    for (const std::string& problem : settings.problems())
        findings.push_back({false, escapedForTerminal(problem)});
    if (findings.empty()) findings.push_back({true, "the settings are in order"});
    return findings;
}

Finding examinedEndpoint(const CommandLine& line, const Settings& settings) {
    const auto address = line.listen ? Result<ListenAddress>(*line.listen)
                                     : ListenAddress::parse(settings.text("endpoint.address"));
    if (!address) return {false, "the setting endpoint.address: " + address.error().message};
    return endpointFinding(*address, line.listen || settings.boolean("endpoint.on"),
                           probe(*address, "/-/healthy"),
                           platform::inWords(platform::holdersOf(line.procfs, address->port())));
}

// Empty when none is wanted.
Findings alertmanagerFindings(const Settings& settings) {
    using Answer = Result<http::SmallAnswer>;
    std::vector<std::string> problems;
    const auto addresses = alertmanagersOf(settings, problems);
    Findings findings;
    if (!addresses.empty()) (void)externalLabelsOf(settings, problems);
    for (const std::string& problem : problems)
        findings.push_back({false, problem});
    if (addresses.empty()) return findings;
    const auto carrier = loadedCarrier();
    if (!carrier) {
        findings.push_back({false, "no alert is sent to an Alertmanager: " + carrier.error().message});
        return findings;
    }
    for (const alerts::AlertmanagerAddress& address : addresses) {
        std::promise<Answer> told;
        const auto carriage =
            http::carryForSmallAnswer(**carrier, alerts::alertPost(address, "[]"), alerts::mostReasonBytes,
                                      [&told](Answer answer) { told.set_value(std::move(answer)); });
        findings.push_back(alertmanagerFinding(address.shown, told.get_future().get()));
    }
    return findings;
}

// Empty when none is named.
Findings serverFindings(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets) {
    Findings findings;
    const http::ServersFile file = http::readServersFile(http::serversPath(settings.path()));
    for (const FileProblem& problem : file.problems)
        findings.push_back({false, toString(problem)});
    if (file.servers.empty()) return findings;
    const auto carrier = loadedCarrier();
    if (!carrier) {
        findings.push_back({false, "no server can be asked: " + carrier.error().message});
        return findings;
    }
    for (const http::Connection& server : file.servers)
        findings.push_back(serverFinding(server.url, examined(server, *carrier, secrets)));
    return findings;
}

// Nothing where no server wants a secret that stands in no file of the user's.
std::optional<Finding> secretsFinding(const Settings& settings) {
    const std::string path = http::serversPath(settings.path());
    const auto isKept = [](const http::Connection& server) {
        return (!server.user.empty() || server.hasToken) && server.secret.empty() &&
               server.secretFile.empty();
    };
    const bool asked = std::ranges::any_of(http::readServersFile(path).servers, isKept);
    const auto written = remotewrite::readRemoteWrite(path).servers;
    if (!asked && std::ranges::none_of(written, isKept, &remotewrite::WrittenServer::connection))
        return std::nullopt;
    return keyringFinding(platform::makeKeyring({})->place(), http::secretsPath(settings.path()));
}

}  // namespace

Findings sourceFindings(const Frame& frame) {
    Findings findings;
    for (const CollectorHealth& health : frame.health) {
        if (health.state != CollectorHealth::State::Failed) continue;
        findings.push_back({false, health.name + ": " + escapedForTerminal(health.reason)});
    }
    const auto& processes = frame.readings.processes;
    if (!processes)
        findings.push_back({false, "processes: " + escapedForTerminal(processes.reason().message) +
                                       std::string(remedyOf(processes.reason().kind))});
    if (processes && processes->unreadableIo > 0)
        findings.push_back(
            {false, "the disk traffic of " + std::to_string(processes->unreadableIo) +
                        " processes of other users cannot be read; run as root, or give the program "
                        "CAP_SYS_PTRACE (setcap cap_sys_ptrace+ep PROGRAM)"});
    if (frame.readings.power && !frame.readings.power->energyProblem.empty())
        findings.push_back(
            {false, "energy counters: " + escapedForTerminal(frame.readings.power->energyProblem)});
    if (findings.empty())
        findings.push_back(
            {true, "every source can be read (" + std::to_string(frame.health.size()) + " collectors)"});
    return findings;
}

Finding clockFinding(const Frame& frame) {
    constexpr double year2024 = 1'704'067'200;
    if (seconds(frame.takenAt.wall) < year2024)
        return {false, "the clock is wrong by years; set it, and switch on systemd-timesyncd or chrony"};
    const auto& timex = frame.readings.families.timex;
    if (!timex) return {true, "the clock is plausible; whether it is kept is not known"};
    const auto status = std::ranges::find(timex->families, "node_timex_sync_status", &Family::name);
    const bool kept =
        status != timex->families.end() && !status->samples.empty() && status->samples[0].value == 1;
    if (kept) return {true, "the clock is kept by a time server"};
    return {false,
            "no time server keeps the clock; switch on systemd-timesyncd or chrony, or times of two machines "
            "will not fit together"};
}

Finding desktopFinding(const std::string& role, const Result<bool>& isThere, const std::string& remedy) {
    if (!isThere) return {false, role + ": " + escapedForTerminal(isThere.error().message) + "; " + remedy};
    if (*isThere) return {true, role + " is there"};
    return {false, "there is no " + role + "; " + remedy};
}

Finding endpointFinding(const ListenAddress& address, bool wanted, const Result<ProbeAnswer>& answer,
                        const std::string& holders) {
    const std::string at = address.text();
    if (answer && answer->body == healthyText)
        return {true, "metrics are served on http://" + at + "/metrics"};
    if (!holders.empty())
        return {false, "port " + std::to_string(address.port()) + " is not Barograph's: " + holders +
                           "; stop that program, or choose another address in Settings or with --listen"};
    if (answer)
        return {false, "a server that is not Barograph answers on " + at + "; choose another address"};
    if (answer.error().kind != ErrorKind::Absent) return {false, answer.error().message};
    if (!wanted) return {true, "no metrics are served, and none are wanted; " + at + " is free"};
    return {false, "metrics are wanted on " + at +
                       ", and nothing listens there; start Barograph's window, or baro "
                       "record --listen " +
                       at};
}

Finding recordFinding(const Result<TimeRange>& extent, const std::string& directory, std::int64_t now) {
    // A recorder writes every 10 s.
    constexpr std::int64_t writtenNow = 30'000;
    const std::string where = "the record in " + escapedForTerminal(directory);
    const auto hours = [](std::int64_t milliseconds) {
        return fmt::format("{:.1f} h", static_cast<double>(milliseconds) / 3'600'000);
    };
    if (!extent && extent.error().kind == ErrorKind::Absent)
        return {true, where + " does not exist yet; the window or baro record begins it"};
    if (!extent) return {false, where + " cannot be read: " + escapedForTerminal(extent.error().message)};
    if (extent->from > extent->to) return {true, where + " is empty yet"};
    if (now - extent->to <= writtenNow)
        return {true, where + " is written now, and reaches back " + hours(now - extent->from)};
    return {true, where + " reaches back " + hours(now - extent->from) + ", and was written last " +
                      hours(now - extent->to) + " ago; the window or baro record goes on with it"};
}

Finding alertmanagerFinding(const std::string& address, const Result<http::SmallAnswer>& answer) {
    const std::string problem = alerts::problemWith(answer);
    if (problem.empty()) return {true, "alerts reach the Alertmanager at " + escapedForTerminal(address)};
    return {false, "alerts do not reach the Alertmanager at " + escapedForTerminal(address) + ": " +
                       escapedForTerminal(problem) +
                       "; start it, or correct the setting alerts.alertmanagers"};
}

Finding serverFinding(const std::string& url, const Result<prometheus::BuildInfo>& info) {
    const std::string at = escapedForTerminal(url);
    if (!info)
        return {false, "the server " + escapedForTerminal(info.error().message) + " (" + at +
                           "); start it, or correct " + std::string(http::serversFileName)};
    return {true,
            info->application + (info->version.empty() ? "" : " " + info->version) + " answers at " + at};
}

Finding keyringFinding(const Result<std::string>& place, const std::string& file) {
    if (place) return {true, "passwords of servers are kept in " + *place};
    const std::string why = escapedForTerminal(place.error().message);
    if (place.error().kind == ErrorKind::Absent)
        return {true, why + ": passwords of servers are kept in " + escapedForTerminal(file)};
    return {false, why + "; see to it, or name a password_file in " + std::string(http::serversFileName)};
}

int examine(const CommandLine& line) {
    const Settings settings = Settings::load(userSettings());
    const FramePtr frame = frameWithRates(line);
    Findings findings = sourceFindings(*frame);
    const auto add = [&findings](Finding finding) { findings.push_back(std::move(finding)); };
    std::ranges::for_each(settingFindings(settings), add);
    add(libraryFinding());
    const std::string directory = dataDirectory();
    add(recordFinding(recordedExtent(directory), directory, timeOf(*frame)));
    add(clockFinding(*frame));
    add(desktopFinding(
        "tray", platform::sessionBusHas("org.kde.StatusNotifierWatcher"),
        "on GNOME install the extension AppIndicator; without a tray the window minimises instead"));
    add(desktopFinding("notification daemon", platform::sessionBusHas("org.freedesktop.Notifications"),
                       "install one, such as dunst, to be told of alerts"));
    add(examinedEndpoint(line, settings));
    std::ranges::for_each(alertmanagerFindings(settings), add);
    if (const auto secrets = secretsFinding(settings)) add(*secrets);
    // Nobody is asked to unlock a keyring: that it is locked is what the doctor has to say.
    const auto secrets = secretStore(settings.path(), false);
    std::ranges::for_each(serverFindings(settings, secrets), add);
    std::ranges::for_each(writingFindings(settings, secrets, directory), add);

    std::string text = "Barograph " + std::string(programVersion()) + "\n";
    for (const Finding& finding : findings)
        text += (finding.good ? "ok    " : "wrong ") + finding.line + "\n";
    if (const int status = printed("baro doctor", text); status != 0) return status;
    return std::ranges::all_of(findings, &Finding::good) ? 0 : 1;
}

}  // namespace baro::app
