// The process that records a machine and writes to servers, played by tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/config/ConfigFile.h"
#include "core/remotewrite/RemoteWriter.h"
#include "tests/core/remotewrite/RecordedMachine.h"
#include "tests/core/remotewrite/WriteReceiver.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"

namespace baro::test {

inline Destination to(const std::string& name, Since since = {Since::Kind::Beginning}) {
    Destination destination;
    destination.key = destination.name = name;
    destination.request = [url = "http://" + name] {
        http::Request request;
        request.url = url;
        return request;
    };
    destination.windows = writtenWindows;
    destination.since = since;
    return destination;
}

// A machine that runs, where its cursors are kept, and the server that its record is written to; all of them
// outlive a process.
struct WrittenMachine {
    // It has run for that long.
    explicit WrittenMachine(int series, std::int64_t seconds = 0) : machine(series) {
        if (seconds > 0) machine.run(seconds);
    }

    std::string cursorPath() const { return folder.path("remote-write.json"); }
    // The server has all of it, and nothing else.
    bool isWhole() const { return receiver.series == machine.thinned(startTime); }

    const TemporaryTree folder;
    RecordedMachine machine;
    FakeClock clock;
    WriteReceiver receiver;
};

// A process that records and writes to servers.
class RecordingProcess {
  public:
    explicit RecordingProcess(WrittenMachine& written, std::vector<Destination> destinations = {to("a")})
        : RecordingProcess(written, std::move(destinations), written.machine) {}
    // Another machine is recorded in its place.
    RecordingProcess(WrittenMachine& written, std::vector<Destination> destinations,
                     const RecordedMachine& machine)
        : written_(written),
          machine_(machine),
          writer_(std::make_unique<RemoteWriter>(
              std::move(destinations),
              RemoteWriter::Parts{machine.source(), written.receiver.carrier, written.clock,
                                  written.cursorPath(), [] { return startTime; },
                                  [this](const Refusal& refusal) { refusals.push_back(refusal); }})) {}

    Nanoseconds step() { return writer_->step(); }
    void flushed() {
        written_.clock.instant.wall = std::chrono::milliseconds(machine_.newest());
        writer_->recorded(machine_.newest());
        writer_->step();
    }
    // Until nothing is to be sent, though time stands still.
    void exchange() {
        for (int idle = 0; idle < 3; ++idle) {
            writer_->step();
            while (written_.receiver.answerOne()) {
                writer_->step();
                idle = 0;
            }
        }
    }
    // Its cursors stay as they were stored last.
    void kill() {
        const auto stored = readConfigText(written_.cursorPath());
        writer_.reset();
        if (stored)
            (void)replaceConfigText(written_.cursorPath(), *stored);
        else
            std::filesystem::remove(written_.cursorPath());
    }
    void end() { writer_.reset(); }
    void set(std::vector<Destination> destinations) { writer_->setDestinations(std::move(destinations)); }
    std::size_t destinations() const { return writer_->states().size(); }
    DestinationState state(std::size_t place = 0) const { return writer_->states().at(place); }

    std::vector<Refusal> refusals;

  private:
    WrittenMachine& written_;
    const RecordedMachine& machine_;
    std::unique_ptr<RemoteWriter> writer_;
};

}  // namespace baro::test
