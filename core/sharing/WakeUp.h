// Ends another thread's poll(2).
#pragma once

#include "core/base/Descriptor.h"

namespace baro {

class WakeUp {
  public:
    WakeUp();  // without a descriptor left it is not valid, and wakes nobody

    explicit operator bool() const { return static_cast<bool>(event_); }
    int number() const { return event_.number(); }  // readable after signal()
    void signal() const;                            // any thread; never blocks
    void clear() const;                             // the thread that polls

  private:
    Descriptor event_;
};

}  // namespace baro
