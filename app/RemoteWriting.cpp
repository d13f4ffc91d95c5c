#include "app/RemoteWriting.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/SentAlerts.h"
#include "core/base/Log.h"
#include "core/base/Rfc3339.h"
#include "core/config/Settings.h"
#include "core/connections/Credentials.h"
#include "core/connections/ServersFile.h"
#include "core/metrics/MetricMetadata.h"

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

std::vector<remotewrite::FamilyMetadata> knownFamilies() {
    std::vector<remotewrite::FamilyMetadata> families;
    for (MetricMetadata& metric : baro::metadataOf(nullptr))
        families.push_back(
            {std::move(metric.name), std::move(metric.type), std::move(metric.help), std::move(metric.unit)});
    return families;
}

remotewrite::Destination destinationOf(const remotewrite::WrittenServer& server, const Labels& labels,
                                       const std::shared_ptr<http::SecretStore>& secrets) {
    remotewrite::Destination destination;
    destination.key = server.key;
    destination.name = server.connection.name;
    destination.request = [connection = server.connection, secrets] {
        return http::requestTo(connection, secrets.get());
    };
    destination.windows = server.windows;
    destination.since = server.since;
    destination.series = {labels, server.rules};
    destination.metadata = knownFamilies;
    return destination;
}

}  // namespace

std::vector<remotewrite::Destination> destinationsOf(const Settings& settings,
                                                     const std::shared_ptr<http::SecretStore>& secrets,
                                                     std::vector<std::string>& problems) {
    const auto file = remotewrite::readRemoteWrite(http::serversPath(settings.path()));
    for (const FileProblem& problem : file.problems)
        problems.push_back(toString(problem));
    std::vector<remotewrite::Destination> destinations;
    if (file.servers.empty()) return destinations;
    std::vector<std::string> ofLabels;  // told by those that send alerts
    const Labels labels = seriesLabels(externalLabelsOf(settings, file.externalLabels, ofLabels));
    for (const remotewrite::WrittenServer& server : file.servers)
        destinations.push_back(destinationOf(server, labels, secrets));
    return destinations;
}

RemoteWriting::RemoteWriting(const Settings& settings, std::shared_ptr<http::SecretStore> secrets,
                             MakeCarrier makeCarrier, const WrittenRecord& written)
    : settings_(settings),
      secrets_(std::move(secrets)),
      makeCarrier_(std::move(makeCarrier)),
      written_(written),
      path_(http::serversPath(settings.path())),
      watch_(std::make_shared<http::ServersWatch>(path_)) {
    look();
}

void RemoteWriting::start() {
    isStarted_ = true;
    const MutexLock lock(mutex_);
    if (writer_) writer_->start();
}

// It may be told of what is recorded meanwhile.
void RemoteWriting::stop() {
    std::unique_ptr<remotewrite::RemoteWriter> writer;
    {
        const MutexLock lock(mutex_);
        writer = std::move(writer_);
    }
    if (writer) writer->stop();
}

std::optional<remotewrite::RemoteWriteFile> RemoteWriting::changedFile(http::ServersWatch& watch,
                                                                       const std::string& path) {
    if (!watch.hasChanged()) return std::nullopt;
    return remotewrite::readRemoteWrite(path);
}

void RemoteWriting::look() {
    if (const auto file = changedFile(*watch_, path_)) take(*file);
}

// A destination of which nothing is another than before goes on as if nothing had been read.
void RemoteWriting::take(const remotewrite::RemoteWriteFile& file) {
    problems_.clear();
    for (const FileProblem& problem : file.problems)
        problems_.push_back(toString(problem));
    std::vector<std::string> ofLabels;  // told by those that send alerts
    Labels labels = seriesLabels(externalLabelsOf(settings_, file.externalLabels, ofLabels));
    const bool isRelabelled = !(labels == labels_);
    std::vector<remotewrite::Destination> destinations;
    for (const remotewrite::WrittenServer& server : file.servers) {
        const auto before = std::ranges::find(servers_, server.key, &remotewrite::WrittenServer::key);
        if (isRelabelled || before == servers_.end() || !(*before == server))
            versions_[server.key] = ++version_;
        destinations.push_back(destinationOf(server, labels, secrets_));
        destinations.back().version = versions_[server.key];
    }
    servers_ = file.servers;
    labels_ = std::move(labels);
    begin(std::move(destinations));
    for (const std::string& problem : problems_)
        log(Severity::Warning, problem);
}

void RemoteWriting::begin(std::vector<remotewrite::Destination> destinations) {
    const MutexLock lock(mutex_);
    if (writer_) return writer_->setDestinations(std::move(destinations));
    if (destinations.empty()) return;
    auto carrier = makeCarrier_();
    if (!carrier) {
        problems_.push_back("nothing is written to other servers: " + carrier.error().message);
        return;
    }
    writer_ = std::make_unique<remotewrite::RemoteWriter>(
        std::move(destinations),
        remotewrite::RemoteWriter::Parts{written_.series, std::move(carrier).value(), written_.clock,
                                         written_.record.directory() + "/" + std::string(cursorFileName),
                                         beginOf(written_), eventsTo(written_)});
    if (recorded_ != 0) writer_->recorded(recorded_);
    if (isStarted_) writer_->start();
}

void RemoteWriting::recorded(std::int64_t newest) {
    const MutexLock lock(mutex_);
    recorded_ = newest;
    if (writer_) writer_->recorded(newest);
}

std::vector<remotewrite::DestinationState> RemoteWriting::states() const {
    const MutexLock lock(mutex_);
    return writer_ ? writer_->states() : std::vector<remotewrite::DestinationState>();
}

}  // namespace baro::app
