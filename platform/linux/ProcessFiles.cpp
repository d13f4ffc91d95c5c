#include "platform/linux/ProcessFiles.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "core/base/Numbers.h"

namespace baro::platform {
namespace {

constexpr std::size_t listBufferBytes = std::size_t{64} << 10;
// Left for everything else: other collectors, sockets, libraries.
constexpr std::size_t spareDescriptors = 512;
// Bounds what kept files cost the kernel, see DescriptorBudget.
constexpr std::size_t mostKeptDescriptors = 16384;

// The names of the records that getdents64(2) wrote.
void appendPids(const char* records, std::size_t length, std::vector<std::int32_t>& pids) {
    for (std::size_t at = 0; at < length;) {
        const auto* entry = reinterpret_cast<const dirent64*>(records + at);
        if (const auto pid = parseNumber<std::int32_t>(entry->d_name); pid && *pid > 0) pids.push_back(*pid);
        at += entry->d_reclen;
    }
}

}  // namespace

ProcessPath::ProcessPath(std::int32_t pid, const char* file) {
    char* at = std::to_chars(text_.data(), text_.data() + text_.size(), pid).ptr;
    if (file == nullptr) return;
    *at++ = '/';
    const auto room = static_cast<std::size_t>(text_.data() + text_.size() - at) - 1;
    std::memcpy(at, file, std::min(std::strlen(file), room));
}

Descriptor openProcessFile(int directory, std::int32_t pid, const char* file) {
    return Descriptor(openat(directory, ProcessPath(pid, file).text(), O_RDONLY | O_CLOEXEC));
}

ssize_t readProcessFile(int descriptor, char* buffer, std::size_t size, std::size_t offset) {
    for (;;) {
        const ssize_t got = pread(descriptor, buffer, size, static_cast<off_t>(offset));
        if (got >= 0 || errno != EINTR) return got;
    }
}

Result<std::vector<std::int32_t>> PidLister::list(int directory) {
    if (!buffer_) buffer_ = std::make_unique<char[]>(listBufferBytes);
    if (lseek(directory, 0, SEEK_SET) < 0) return errorFromErrno(errno, "list", "the process folders");
    std::vector<std::int32_t> pids;
    for (;;) {
        const ssize_t got = getdents64(directory, buffer_.get(), listBufferBytes);
        if (got < 0) return errorFromErrno(errno, "list", "the process folders");
        if (got == 0) break;
        appendPids(buffer_.get(), static_cast<std::size_t>(got), pids);
    }
    // procfs lists in order; a recorded tree need not.
    if (!std::ranges::is_sorted(pids)) std::ranges::sort(pids);
    return pids;
}

DescriptorBudget DescriptorBudget::ofThisProcess() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return DescriptorBudget(0);
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    const auto most = static_cast<std::size_t>(limit.rlim_cur);
    const std::size_t free = most > 2 * spareDescriptors ? most - spareDescriptors : most / 2;
    return DescriptorBudget(std::min(free, mostKeptDescriptors));
}

KeptDescriptor::KeptDescriptor(KeptDescriptor&& other) noexcept
    : descriptor_(std::move(other.descriptor_)), budget_(std::exchange(other.budget_, nullptr)) {}

KeptDescriptor& KeptDescriptor::operator=(KeptDescriptor&& other) noexcept {
    if (this != &other) {
        reset();
        descriptor_ = std::move(other.descriptor_);
        budget_ = std::exchange(other.budget_, nullptr);
    }
    return *this;
}

void KeptDescriptor::keep(Descriptor descriptor, DescriptorBudget& budget) {
    reset();
    if (!descriptor || !budget.take()) return;
    descriptor_ = std::move(descriptor);
    budget_ = &budget;
}

void KeptDescriptor::reset() {
    descriptor_ = Descriptor();
    if (budget_ != nullptr) budget_->give();
    budget_ = nullptr;
}

}  // namespace baro::platform
