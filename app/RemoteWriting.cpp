#include "app/RemoteWriting.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "app/SentAlerts.h"
#include "core/base/Log.h"
#include "core/base/Rfc3339.h"
#include "core/config/Settings.h"
#include "core/connections/Credentials.h"
#include "core/connections/ServersFile.h"
#include "core/remotewrite/RemoteWriteFile.h"

namespace baro::app {
namespace {

std::int64_t milliseconds(Nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

// A machine that scrapes itself has these of its Prometheus.
Labels seriesLabels(const Labels& externalLabels) {
    auto pairs = externalLabels.pairs();
    pairs.insert(pairs.begin(), {"job", "barograph"});
    return Labels(std::move(pairs));
}

std::function<Result<http::Request>()> requestTo(const http::Connection& connection,
                                                 std::shared_ptr<http::SecretStore> secrets) {
    return [connection, secrets = std::move(secrets)]() -> Result<http::Request> {
        auto headers = http::headersOf(connection, secrets.get());
        if (!headers) return headers.error();
        http::Request request;
        request.url = connection.url;
        request.headers = std::move(headers).value();
        request.tls = connection.tls;
        request.patience = connection.timeout;
        return request;
    };
}

std::function<void(const remotewrite::Refusal&)> eventsTo(const WrittenRecord& written) {
    return [add = written.addEvent, &clock = written.clock](const remotewrite::Refusal& refusal) {
        const std::string reason = fmt::format("{}; {} samples, the newest of {}", refusal.reason,
                                               refusal.samples, rfc3339(refusal.span.from));
        add({milliseconds(clock.now().wall), "refused",
             history::eventAbout("destination", refusal.destination, reason)});
    };
}

std::function<std::int64_t()> beginOf(const WrittenRecord& written) {
    return [&record = written.record, &clock = written.clock] {
        const auto extent = record.extent();
        return extent && extent->from <= extent->to ? extent->from : milliseconds(clock.now().wall);
    };
}

}  // namespace

std::vector<remotewrite::Destination> destinationsOf(const Settings& settings,
                                                     const std::shared_ptr<http::SecretStore>& secrets,
                                                     std::vector<std::string>& problems) {
    auto file = remotewrite::readRemoteWrite(http::serversPath(settings.path()));
    for (const FileProblem& problem : file.problems)
        problems.push_back(toString(problem));
    std::vector<remotewrite::Destination> destinations;
    if (file.servers.empty()) return destinations;
    std::vector<std::string> ofLabels;  // told by those that send alerts
    const Labels labels = seriesLabels(externalLabelsOf(settings, ofLabels));
    for (remotewrite::WrittenServer& server : file.servers)
        destinations.push_back({std::move(server.key),
                                server.connection.name,
                                requestTo(server.connection, secrets),
                                server.windows,
                                server.since,
                                {labels, std::move(server.rules)}});
    return destinations;
}

std::unique_ptr<remotewrite::RemoteWriter> remoteWriterOf(
    const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
    const std::function<Result<std::shared_ptr<http::HttpCarrier>>()>& makeCarrier,
    const WrittenRecord& written) {
    std::vector<std::string> problems;
    auto destinations = destinationsOf(settings, secrets, problems);
    std::unique_ptr<remotewrite::RemoteWriter> writer;
    if (!destinations.empty()) {
        if (auto carrier = makeCarrier())
            writer = std::make_unique<remotewrite::RemoteWriter>(
                std::move(destinations), remotewrite::RemoteWriter::Parts{
                                             written.series, std::move(carrier).value(), written.clock,
                                             written.record.directory() + "/" + std::string(cursorFileName),
                                             beginOf(written), eventsTo(written)});
        else
            problems.push_back("nothing is written to other servers: " + carrier.error().message);
    }
    for (const std::string& problem : problems)
        log(Severity::Warning, problem);
    return writer;
}

}  // namespace baro::app
