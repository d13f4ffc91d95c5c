// The silences in force, kept in a file beside the settings. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Result.h"
#include "core/base/ThreadSafety.h"
#include "core/telling/Silence.h"

namespace baro::alerts {

class Silences {
  public:
    // What is over stays listed for so long.
    static constexpr std::int64_t keptMilliseconds = 5LL * 24 * 3600 * 1000;

    explicit Silences(std::string path = {}) : path_(std::move(path)) {}  // empty: kept nowhere

    // These two read and write the file; not for a thread that must not wait. A file that is not there has no
    // silences; one that cannot be read is an error, and is then never written over. Both take over what
    // another process has written there since; what was added and ended here, and is not saved yet, stays.
    Status load();
    Status save();

    // At once, in memory. An empty id is given one. Refused when it would silence everything, or nothing.
    Result<std::string> add(Silence silence);
    // Ends it now; false: there is none of the id that lasts longer.
    bool expire(std::string_view id, std::int64_t now);

    std::vector<Silence> all() const;  // by their end, the last one first
    bool isSilenced(const Labels& alert, std::int64_t now) const;

  private:
    struct Ready {
        Silence silence;
        LabelMatchers matchers;
        bool isSaved = false;  // as it is
    };
    struct Stamp {
        std::int64_t changed = 0;  // nanoseconds, of the file's own clock, whose ticks may be long
        std::uint64_t file = 0;    // another one after each replacement
        std::int64_t bytes = 0;
        bool operator==(const Stamp&) const = default;
    };
    std::string freshId(std::int64_t startsAt) const BARO_REQUIRES(mutex_);
    std::vector<Silence> listed() const BARO_REQUIRES(mutex_);
    void take(std::vector<Silence> silences);
    void markSaved(const std::vector<Silence>& saved);
    Stamp stampOfFile() const;
    Status refresh() BARO_REQUIRES(fileMutex_);

    const std::string path_;
    Mutex fileMutex_;  // taken before the other
    std::optional<Stamp> read_ BARO_GUARDED_BY(fileMutex_);
    mutable Mutex mutex_;
    std::set<std::string, std::less<>> removed_ BARO_GUARDED_BY(mutex_);  // ids that are in the file still
    std::vector<Ready> ready_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::alerts
