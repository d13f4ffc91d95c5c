#include "core/series/SharedLabels.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/ThreadSafety.h"

namespace baro {
namespace {

std::size_t hashOf(const Labels& labels) {
    std::size_t hash = 0;
    for (const auto& [name, value] : labels.pairs())
        for (const std::string& text : {std::cref(name), std::cref(value)})
            hash = hash * 31 + std::hash<std::string>()(text);
    return hash;
}

class Pool {
  public:
    LabelsPtr of(const Labels& labels) {
        const std::size_t hash = hashOf(labels);
        const MutexLock lock(mutex_);
        auto [at, end] = known_.equal_range(hash);
        for (; at != end; ++at)
            if (LabelsPtr held = at->second.lock(); held && *held == labels) return held;
        forgetSome();
        auto added = std::make_shared<const Labels>(labels);
        known_.emplace(hash, added);
        return added;
    }
    std::size_t count() {
        const MutexLock lock(mutex_);
        return known_.size();
    }

  private:
    // Those that nobody holds, whenever there are twice as many as were held last time.
    void forgetSome() BARO_REQUIRES(mutex_) {
        if (known_.size() < sweptAt_) return;
        std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
        sweptAt_ = std::max<std::size_t>(leastSwept, 2 * known_.size());
    }

    static constexpr std::size_t leastSwept = 1024;
    Mutex mutex_;
    std::unordered_multimap<std::size_t, std::weak_ptr<const Labels>> known_ BARO_GUARDED_BY(mutex_);
    std::size_t sweptAt_ BARO_GUARDED_BY(mutex_) = leastSwept;
};

// Never destroyed: indexes may go later than anything static.
Pool& pool() {
    static Pool& all = *new Pool();
    return all;
}

}  // namespace

LabelsPtr sharedLabels(const Labels& labels) {
    return pool().of(labels);
}

std::size_t sharedLabelsCount() {
    return pool().count();
}

}  // namespace baro
