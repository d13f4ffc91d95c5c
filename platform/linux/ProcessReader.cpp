#include "platform/linux/ProcessReader.h"

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace baro::platform {
namespace {

// stat, io and schedstat are one record of far less than this, and a sequence file delivers one record in one
// read.
using Record = std::array<char, 2048>;

std::string_view textOf(std::span<const char> buffer, ssize_t length) {
    return {buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

}  // namespace

ssize_t ProcessReader::readThrough(const ProcessSource& source, KeptDescriptor& kept, const char* file,
                                   bool keep, std::span<char> into) {
    if (kept) {
        const ssize_t length = readProcessFile(kept.number(), into.data(), into.size());
        if (length < 0) {
            const int error = errno;
            kept.reset();
            errno = error;
        }
        return length;
    }
    Descriptor descriptor = openProcessFile(source.directory, pid(), file);
    if (!descriptor) return -1;
    const ssize_t length = readProcessFile(descriptor.number(), into.data(), into.size());
    if (length >= 0 && keep) kept.keep(std::move(descriptor), *source.budget);
    return length;
}

Error ProcessReader::problemHere(const Error& error) const {
    return {error.kind, error.message + " (pid " + std::to_string(pid()) + ")"};
}

ProcessReader::Outcome ProcessReader::outcomeOf(int error, const char* file) {
    if (error == ESRCH || error == ENOENT || error == ENOTDIR) return Outcome::Ended;
    if (error == EACCES || error == EPERM) return Outcome::Hidden;
    problem_ = errorFromErrno(error, "read", ProcessPath(pid(), file).text());
    return Outcome::Failed;
}

// To be asked before the counters are read: what runs in between is then seen at the next reading.
bool ProcessReader::mayHaveRun(const ProcessSource& source) {
    if (!source.hasRunMarks || !isKnown() || row_.threads > 1) {
        schedstat_.reset();
        mark_.reset();
        return true;
    }
    std::array<char, 128> text;
    const ssize_t length = readThrough(source, schedstat_, "schedstat", true, text);
    const auto mark = parseRunMark(textOf(text, length));
    const bool same = mark && mark_ == mark;
    mark_ = mark;
    return !same;
}

ProcessReader::Outcome ProcessReader::read(const ProcessSource& source, const ProcessDue& due) {
    problem_.reset();
    const bool isNew = !isKnown();
    const bool ran = mayHaveRun(source);
    if (!ran && due.swap) readSwap(source);
    if (!ran && !due.everything && !due.facts) return Outcome::Read;
    if (!ran) io_.reset();  // there is nothing to read from it until the process runs again

    Record text;
    const ssize_t length = readThrough(source, stat_, "stat", true, text);
    if (length < 0) return outcomeOf(errno, "stat");
    const auto stat = parseProcessStat(textOf(text, length));
    if (!stat) {
        problem_ = problemHere(stat.error());
        return Outcome::Failed;
    }
    if (!isNew && row_.identity.startTicks != stat->startTicks) forgetPredecessor();
    take(source, *stat);
    if (!stat->kernelThread) readResident(source, !isNew);

    const bool renamed = isKnown() && row_.facts->name != stat->name;
    if (!isKnown() || renamed || (due.facts && !stat->kernelThread)) {
        auto facts = source.facts->read(source.directory, pid(), stat->name, stat->kernelThread, row_.facts);
        // Another program or another user may have become readable.
        if (facts != row_.facts) ioDenied_ = false;
        row_.facts = std::move(facts);
    }
    if (due.swap && ran) readSwap(source);
    if (ran && (!ioDenied_ || due.deniedIo)) readIo(source, !isNew);
    return Outcome::Read;
}

void ProcessReader::take(const ProcessSource& source, const ProcessStat& stat) {
    row_.identity.startTicks = stat.startTicks;
    row_.parentPid = stat.parentPid;
    row_.state = stat.state;
    row_.nice = stat.nice;
    row_.threads = stat.threads;
    row_.lastCpu = stat.lastCpu;
    row_.userSeconds = static_cast<double>(stat.userTicks) * source.secondsPerTick;
    row_.systemSeconds = static_cast<double>(stat.systemTicks) * source.secondsPerTick;
    row_.minorFaults = static_cast<double>(stat.minorFaults);
    row_.majorFaults = static_cast<double>(stat.majorFaults);
    row_.residentBytes = stat.residentPages * source.bytesPerPage;
    row_.virtualBytes = stat.virtualBytes;
}

// Only where descriptors could not be kept: the pid belongs to another process now.
void ProcessReader::forgetPredecessor() {
    const std::int32_t pid = row_.identity.pid;
    row_ = {};
    row_.identity.pid = pid;
    statm_.reset();
    io_.reset();
    schedstat_.reset();
    mark_.reset();
    ioDenied_ = false;
}

// Where statm cannot be read the estimate of stat stands.
void ProcessReader::readResident(const ProcessSource& source, bool keep) {
    std::array<char, 256> text;
    const ssize_t length = readThrough(source, statm_, "statm", keep, text);
    if (const auto pages = parseResidentPages(textOf(text, length)))
        row_.residentBytes = *pages * source.bytesPerPage;
}

void ProcessReader::readIo(const ProcessSource& source, bool keep) {
    row_.diskReadBytes.reset();
    row_.diskWrittenBytes.reset();
    Record text;
    const ssize_t length = readThrough(source, io_, "io", keep, text);
    // Opening asks for the file's owner, reading for the right to trace (ptrace(2)): both may say no.
    ioDenied_ = length < 0 && (errno == EACCES || errno == EPERM);
    if (length < 0) {
        outcomeOf(errno,
                  "io");  // a process that ended since, or a kernel without these counters, is no problem
        return;
    }
    const auto io = parseProcessIo(textOf(text, length));
    if (!io) {
        problem_ = problemHere(io.error());
        return;
    }
    row_.diskReadBytes = static_cast<double>(io->readBytes);
    row_.diskWrittenBytes = static_cast<double>(io->writtenBytes);
}

void ProcessReader::readSwap(const ProcessSource& source) {
    if (row_.facts->kernelThread) {
        row_.swapBytes = 0;  // it has no memory of its own that could be swapped out
        return;
    }
    std::array<char, 8192> text;
    const Descriptor status = openProcessFile(source.directory, pid(), "status");
    if (!status) return;
    const ssize_t length = readProcessFile(status.number(), text.data(), text.size());
    row_.swapBytes = parseSwappedBytes(textOf(text, length));
}

}  // namespace baro::platform
