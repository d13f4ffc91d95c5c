// What an operating system (or a recording, or a test) gives the rest of the program.
#pragma once

#include <memory>
#include <vector>

#include "core/base/Clock.h"
#include "core/sampling/Collector.h"
#include "core/sampling/ProcessControl.h"
#include "core/sampling/ProcessInspector.h"

namespace baro {

class Platform {
  public:
    virtual ~Platform() = default;
    virtual const Clock& clock() const = 0;
    // Made anew at each call; the caller owns them. They may outlive neither the platform nor its clock.
    virtual std::vector<std::unique_ptr<Collector>> makeCollectors() = 0;
    virtual ProcessControl& processControl() = 0;
    virtual ProcessInspector& processInspector() = 0;
};

}  // namespace baro
