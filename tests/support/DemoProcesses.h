// The processes of the demo machine: desktop applications, services, a container, kernel threads, and names
// that a careless program would stumble over.
#pragma once

#include <vector>

#include "core/model/Process.h"
#include "core/model/SocketTraffic.h"

namespace baro::test {

struct DemoLoad;

enum class DemoRole { Quiet, Compiler, Browser, Video, Writer, Downloader };

struct DemoProcess {
    Process process;
    DemoRole role = DemoRole::Quiet;
    double share = 0;  // processors' worth when nothing special goes on, or its part of the special load
    std::uint64_t startResident = 0;
    double receivedBytes = 0;
    double sentBytes = 0;
};

class DemoProcesses {
  public:
    static constexpr double bootedBefore = 8640;  // seconds, when the demo begins

    DemoProcesses();
    // Lets one second pass; returns the processor time spent, user and system.
    std::pair<double, double> spend(int second, const DemoLoad& load);
    ProcessTable table() const;
    SocketTraffic traffic() const;

  private:
    void replaceCompilers(int second, const DemoLoad& load);

    std::vector<DemoProcess> processes_;  // ascending by pid
};

}  // namespace baro::test
