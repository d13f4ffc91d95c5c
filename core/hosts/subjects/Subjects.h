// The subjects of a host's Frame, one function each: from the names of node_exporter and Barograph to
// readings, the way back from core/metrics/catalog. What cannot come back is listed in docs/hosts.md.
#pragma once

#include <array>

#include "core/hosts/SubjectReader.h"
#include "core/model/Frame.h"

namespace baro::hosts {

void readProcessors(const HostSeries& series, Readings& into);
void readKernel(const HostSeries& series, Readings& into);
void readMemory(const HostSeries& series, Readings& into);
void readPressure(const HostSeries& series, Readings& into);
void readDisks(const HostSeries& series, Readings& into);
void readFilesystems(const HostSeries& series, Readings& into);
void readNetwork(const HostSeries& series, Readings& into);
void readSensors(const HostSeries& series, Readings& into);
void readPower(const HostSeries& series, Readings& into);
void readGpus(const HostSeries& series, Readings& into);
void readMachine(const HostSeries& series, Readings& into);
void readProcesses(const HostSeries& series, Readings& into);
void readFamilies(const HostSeries& series, Readings& into);

inline constexpr std::array subjects{readProcessors,  readKernel,    readMemory,  readPressure, readDisks,
                                     readFilesystems, readNetwork,   readSensors, readPower,    readGpus,
                                     readMachine,     readProcesses, readFamilies};

// Null when the host tells of none: only Barograph does.
std::shared_ptr<const Applications> applicationsOf(const HostSeries& series);

}  // namespace baro::hosts
