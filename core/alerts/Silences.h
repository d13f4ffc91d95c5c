// The silences in force, kept in a file beside the settings. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/alerts/Silence.h"
#include "core/base/Result.h"
#include "core/base/ThreadSafety.h"

namespace baro::alerts {

class Silences {
  public:
    // What is over stays listed for so long.
    static constexpr std::int64_t keptMilliseconds = 5LL * 24 * 3600 * 1000;

    explicit Silences(std::string path = {}) : path_(std::move(path)) {}  // empty: kept nowhere

    // These two read and write the file; not for a thread that must not wait. A file that is not there has no
    // silences; one that cannot be read is an error, and is then never written over.
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
    };
    std::string freshId(std::int64_t startsAt) const BARO_REQUIRES(mutex_);
    std::vector<Silence> listed() const BARO_REQUIRES(mutex_);
    void take(std::vector<Silence> silences);

    const std::string path_;
    Mutex fileMutex_;  // taken before the other
    bool isLoaded_ BARO_GUARDED_BY(fileMutex_) = false;
    mutable Mutex mutex_;
    std::vector<Ready> ready_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::alerts
