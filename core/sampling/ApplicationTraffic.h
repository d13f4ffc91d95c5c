// Whose traffic it was: tells what processes moved over the network as increases of their applications.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/model/Process.h"
#include "core/model/Section.h"
#include "core/model/SocketTraffic.h"

namespace baro {

// Used by one thread. Traffic is read less often than processes, so an application is remembered for a
// process that ended in between.
class ApplicationTraffic {
  public:
    struct Increase {
        std::string application;
        double receivedBytes = 0;
        double sentBytes = 0;
    };

    // Since the traffic settled before; nothing when this is the same reading, or traffic is unknown. The
    // first reading only says where counting begins. now, before: the two newest tables of processes, before
    // may be null. What moved for a process in neither waits until it is in one.
    std::vector<Increase> settle(const Section<SocketTraffic>& traffic, const ProcessTable& now,
                                 const ProcessTable* before);

    // Whether settle() would have nothing new to tell.
    bool hasSettled(const Section<SocketTraffic>& traffic) const { return traffic.shared() == settled_; }

  private:
    struct Known {
        std::string application;  // empty while unknown
        ProcessTraffic told;      // up to here
    };

    std::map<ProcessIdentity, Known> known_;
    std::shared_ptr<const SocketTraffic> settled_;  // null while traffic is unknown
    bool counts_ = false;                           // a first reading was there
};

}  // namespace baro
