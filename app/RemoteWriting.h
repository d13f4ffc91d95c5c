// Writes the record to the servers of servers.yml, in the process that records.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/connections/SecretStore.h"
#include "core/history/Event.h"
#include "core/history/Record.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/Destination.h"
#include "core/remotewrite/RemoteWriter.h"
#include "core/series/SeriesSource.h"

namespace baro {
class Settings;
}

namespace baro::app {

inline constexpr std::string_view cursorFileName = "remote-write.json";  // in the data directory

// Those of servers.yml that are right; problems: a sentence for each other one.
std::vector<remotewrite::Destination> destinationsOf(const Settings& settings,
                                                     const std::shared_ptr<http::SecretStore>& secrets,
                                                     std::vector<std::string>& problems);

// The record that is written, all of which must outlive who writes it.
struct WrittenRecord {
    const history::Record& record;
    const SeriesSource& series;  // the same samples; the newest may come from memory
    const Clock& clock;
    std::function<void(history::Event)> addEvent;  // any thread
};

// Null when there is no server to write to. What is wrong with the file is logged. Main thread, which must
// destroy it, too. To be started, and told of what is recorded.
std::unique_ptr<remotewrite::RemoteWriter> remoteWriterOf(
    const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
    const std::function<Result<std::shared_ptr<http::HttpCarrier>>()>& makeCarrier,
    const WrittenRecord& written);

}  // namespace baro::app
