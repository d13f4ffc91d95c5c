// Clang's thread-safety annotations (https://clang.llvm.org/docs/ThreadSafetyAnalysis.html), empty elsewhere, and a
// mutex that carries them. std::mutex has none in libstdc++, so shared state here is guarded by baro::Mutex.
#pragma once

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define BARO_ANNOTATION(x) __attribute__((x))
#else
#define BARO_ANNOTATION(x)
#endif
#define BARO_CAPABILITY(x) BARO_ANNOTATION(capability(x))
#define BARO_SCOPED_CAPABILITY BARO_ANNOTATION(scoped_lockable)
#define BARO_GUARDED_BY(x) BARO_ANNOTATION(guarded_by(x))
#define BARO_REQUIRES(...) BARO_ANNOTATION(requires_capability(__VA_ARGS__))
#define BARO_ACQUIRE(...) BARO_ANNOTATION(acquire_capability(__VA_ARGS__))
#define BARO_RELEASE(...) BARO_ANNOTATION(release_capability(__VA_ARGS__))
#define BARO_EXCLUDES(...) BARO_ANNOTATION(locks_excluded(__VA_ARGS__))

namespace baro {

class BARO_CAPABILITY("mutex") Mutex {
  public:
    void lock() BARO_ACQUIRE() { mutex_.lock(); }
    void unlock() BARO_RELEASE() { mutex_.unlock(); }

  private:
    std::mutex mutex_;
};

class BARO_SCOPED_CAPABILITY MutexLock {
  public:
    explicit MutexLock(Mutex& mutex) BARO_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
    ~MutexLock() BARO_RELEASE() { mutex_.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

  private:
    Mutex& mutex_;
};

}  // namespace baro
