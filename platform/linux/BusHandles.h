// Owners of what sd-bus(3) hands out.
#pragma once

#include <systemd/sd-bus.h>

#include <memory>

namespace baro::platform {

struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};
struct ReleaseMessage {
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;
using Message = std::unique_ptr<sd_bus_message, ReleaseMessage>;

}  // namespace baro::platform
