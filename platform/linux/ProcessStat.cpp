#include "platform/linux/ProcessStat.h"

#include <concepts>
#include <limits>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

// PF_KTHREAD of include/linux/sched.h; part of the flags that stat has shown since 2.6.27.
constexpr std::uint64_t kernelThreadFlag = 0x00200000;
constexpr std::string_view stateLetters = "RSDZTtXxKWPI";

// Reads blank-separated numbers in order; after the first that is wrong or out of range, ok() stays false.
class Numbers {
  public:
    explicit Numbers(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    template <std::integral T>
    void into(T& value) {
        if (!ok_ || at_ == end_ || *at_ != ' ') return fail();
        const auto [stop, error] = std::from_chars(at_ + 1, end_, value);
        if (error != std::errc{}) return fail();
        at_ = stop;
    }
    // Fields that are not used must be there all the same. Some are signed, some use all 64 bits.
    void skip(int fields) {
        for (; fields > 0; --fields) {
            if (!ok_ || at_ == end_ || *at_ != ' ') return fail();
            ++at_;
            if (at_ != end_ && *at_ == '-') ++at_;
            const char* const start = at_;
            while (at_ != end_ && *at_ >= '0' && *at_ <= '9')
                ++at_;
            if (at_ == start) return fail();
        }
    }
    bool ok() const { return ok_ && (at_ == end_ || *at_ == ' ' || *at_ == '\n'); }

  private:
    void fail() { ok_ = false; }

    const char* at_;
    const char* end_;
    bool ok_ = true;
};

std::optional<std::uint64_t> numberAfter(std::string_view line, std::string_view key) {
    if (!line.starts_with(key)) return std::nullopt;
    return parseNumber<std::uint64_t>(trimmed(line.substr(key.size())));
}

std::optional<std::uint64_t> bytesFromKibibytes(std::uint64_t kibibytes) {
    if (kibibytes > std::numeric_limits<std::uint64_t>::max() / 1024) return std::nullopt;
    return kibibytes * 1024;
}

}  // namespace

Result<ProcessStat> parseProcessStat(std::string_view text) {
    const auto wrong = [] { return malformed("stat of a process is not \"pid (name) state numbers...\""); };
    // The name may hold anything, ") R 1" included, and is not escaped: only the last parenthesis ends it.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return wrong();
    if (open < 2 || text[open - 1] != ' ' || !parseNumber<std::int32_t>(text.substr(0, open - 1)))
        return wrong();
    if (text.size() < close + 3 || text[close + 1] != ' ') return wrong();

    ProcessStat stat;
    stat.name = text.substr(open + 1, close - open - 1);
    stat.state = text[close + 2];
    if (stateLetters.find(stat.state) == std::string_view::npos) return wrong();

    // Field numbers as in proc_pid_stat(5).
    Numbers numbers(text.substr(close + 3));
    std::uint64_t flags = 0;
    numbers.into(stat.parentPid);      // 4
    numbers.skip(4);                   // pgrp, session, tty_nr, tpgid
    numbers.into(flags);               // 9
    numbers.into(stat.minorFaults);    // 10
    numbers.skip(1);                   // cminflt
    numbers.into(stat.majorFaults);    // 12
    numbers.skip(1);                   // cmajflt
    numbers.into(stat.userTicks);      // 14
    numbers.into(stat.systemTicks);    // 15
    numbers.skip(3);                   // cutime, cstime, priority
    numbers.into(stat.nice);           // 19
    numbers.into(stat.threads);        // 20
    numbers.skip(1);                   // itrealvalue
    numbers.into(stat.startTicks);     // 22
    numbers.into(stat.virtualBytes);   // 23
    numbers.into(stat.residentPages);  // 24
    numbers.skip(14);                  // rsslim to exit_signal
    numbers.into(stat.lastCpu);        // 39
    if (!numbers.ok() || stat.parentPid < 0 || stat.threads < 0 || stat.lastCpu < 0) return wrong();
    if (stat.nice < -20 || stat.nice > 19) return wrong();
    stat.kernelThread = (flags & kernelThreadFlag) != 0;
    return stat;
}

Result<ProcessIo> parseProcessIo(std::string_view text) {
    const bool isCut = endsWithin(text);
    std::optional<std::uint64_t> read;
    std::optional<std::uint64_t> written;
    while (const auto line = takeLine(text)) {
        if (line->starts_with("read_bytes:")) read = numberAfter(*line, "read_bytes:");
        if (line->starts_with("write_bytes:")) written = numberAfter(*line, "write_bytes:");
    }
    if (isCut || !read || !written) return malformed("io of a process lacks read_bytes or write_bytes");
    return ProcessIo{*read, *written};
}

std::optional<RunMark> parseRunMark(std::string_view text) {
    text = trimmed(text);
    const auto run = parseNumber<std::uint64_t>(takeField(text));
    const auto wait = parseNumber<std::uint64_t>(takeField(text));
    const auto slices = parseNumber<std::uint64_t>(takeField(text));
    if (!run || !wait || !slices || !trimmed(text).empty()) return std::nullopt;
    const RunMark mark{*run, *wait, *slices};
    if (mark == RunMark{}) return std::nullopt;
    return mark;
}

std::optional<std::uint64_t> parseResidentPages(std::string_view statm) {
    takeField(statm);  // whole size
    return parseNumber<std::uint64_t>(takeField(statm));
}

std::optional<std::uint64_t> parseSwappedBytes(std::string_view status) {
    while (const auto line = takeLine(status)) {
        if (!line->starts_with("VmSwap:")) continue;
        std::string_view rest = line->substr(7);
        const auto kibibytes = parseNumber<std::uint64_t>(takeField(rest));
        if (trimmed(rest) != "kB" || !kibibytes) return std::nullopt;
        return bytesFromKibibytes(*kibibytes);
    }
    return std::nullopt;
}

Result<std::uint64_t> parseSwapInUse(std::string_view swaps) {
    if (endsWithin(swaps)) return malformed("swaps is cut");
    const auto header = takeLine(swaps);
    if (!header || !header->starts_with("Filename")) return malformed("swaps does not begin with its header");
    std::uint64_t sum = 0;
    while (auto line = takeLine(swaps)) {
        takeField(*line);  // file, its blanks escaped
        takeField(*line);  // type
        takeField(*line);  // size
        const auto used = parseNumber<std::uint64_t>(takeField(*line));
        const auto bytes = used ? bytesFromKibibytes(*used) : std::nullopt;
        if (!bytes || __builtin_add_overflow(sum, *bytes, &sum))
            return malformed("swaps holds a line that is not \"file type size used priority\"");
    }
    return sum;
}

}  // namespace baro::platform
