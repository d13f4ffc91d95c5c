// The files below /proc/PID: paths relative to the procfs root, single reads, the list of pids, and how many
// descriptors may be kept open.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/linux/Files.h"

namespace baro::platform {

// "PID" or "PID/FILE", without an allocation.
class ProcessPath {
  public:
    ProcessPath(std::int32_t pid, const char* file);
    const char* text() const { return text_.data(); }

  private:
    std::array<char, 64> text_{};
};

// Empty, with errno set, when it cannot be opened.
Descriptor openProcessFile(int directory, std::int32_t pid, const char* file);

// One pread, repeated only when a signal interrupts it. Returns what pread returns.
ssize_t readProcessFile(int descriptor, char* buffer, std::size_t size, std::size_t offset = 0);

// Lists the numeric names of a procfs root, ascending.
class PidLister {
  public:
    Result<std::vector<std::int32_t>> list(int directory);

  private:
    std::unique_ptr<char[]> buffer_;
};

// How many descriptors this process may spend on kept files. Making one on this machine raises the soft limit
// of open files to the hard one, as systemd asks of programs that do not use select(2) (systemd.exec(5),
// LimitNOFILE). A kept file costs the kernel about 4 KiB, the buffer of its sequence file, so there is an
// upper bound too.
class DescriptorBudget {
  public:
    static DescriptorBudget ofThisProcess();
    explicit DescriptorBudget(std::size_t limit) : left_(limit) {}

    bool take() { return left_ > 0 ? (--left_, true) : false; }
    void give() { ++left_; }
    std::size_t left() const { return left_; }

  private:
    std::size_t left_;
};

// A descriptor whose place in the budget is given back when it closes. The budget must outlive it.
class KeptDescriptor {
  public:
    KeptDescriptor() = default;
    KeptDescriptor(KeptDescriptor&& other) noexcept;
    KeptDescriptor& operator=(KeptDescriptor&& other) noexcept;
    ~KeptDescriptor() { reset(); }

    // Takes over the descriptor if there is a place for it; closes it otherwise.
    void keep(Descriptor descriptor, DescriptorBudget& budget);
    void reset();
    explicit operator bool() const { return static_cast<bool>(descriptor_); }
    int number() const { return descriptor_.number(); }

  private:
    Descriptor descriptor_;
    DescriptorBudget* budget_ = nullptr;
};

}  // namespace baro::platform
