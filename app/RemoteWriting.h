// Writes the record to the servers of servers.yml, in the process that records.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/ThreadSafety.h"
#include "core/connections/SecretStore.h"
#include "core/connections/ServersWatch.h"
#include "core/history/Event.h"
#include "core/history/Record.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/Destination.h"
#include "core/remotewrite/RemoteWriteFile.h"
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

// Who writes, from the first server on that the file names, and which servers, as the file says at the time.
class RemoteWriting {
  public:
    using MakeCarrier = std::function<Result<std::shared_ptr<http::HttpCarrier>>()>;

    // Main thread, which must destroy it, too. settings and written must outlive it. What is wrong with the
    // file is logged.
    RemoteWriting(const Settings& settings, std::shared_ptr<http::SecretStore> secrets,
                  MakeCarrier makeCarrier, const WrittenRecord& written);
    ~RemoteWriting() { stop(); }

    void start();
    void stop();
    // The file, where it is another than the last time. Any thread, one at a time; the watch may outlive
    // this.
    using Watch = std::shared_ptr<http::ServersWatch>;
    const Watch& watch() const { return watch_; }
    static std::optional<remotewrite::RemoteWriteFile> changedFile(http::ServersWatch& watch,
                                                                   const std::string& path);
    const std::string& path() const { return path_; }
    void take(const remotewrite::RemoteWriteFile& file);  // main thread
    void look();                                          // both, where the main thread may wait for the disk

    const std::vector<std::string>& problems() const { return problems_; }  // with the file; main thread
    void recorded(std::int64_t newest);                                     // any thread
    std::vector<remotewrite::DestinationState> states() const;              // any thread

  private:
    void begin(std::vector<remotewrite::Destination> destinations);

    const Settings& settings_;
    const std::shared_ptr<http::SecretStore> secrets_;
    const MakeCarrier makeCarrier_;
    const WrittenRecord written_;
    const std::string path_;
    const Watch watch_;
    std::vector<remotewrite::WrittenServer> servers_;
    Labels labels_;
    std::uint64_t version_ = 0;
    std::map<std::string, std::uint64_t> versions_;  // by key
    std::vector<std::string> problems_;
    bool isStarted_ = false;
    mutable Mutex mutex_;
    std::int64_t recorded_ BARO_GUARDED_BY(mutex_) = 0;
    std::unique_ptr<remotewrite::RemoteWriter> writer_ BARO_GUARDED_BY(mutex_);  // null: no server yet
};

}  // namespace baro::app
