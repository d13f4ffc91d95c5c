// Owners of what sd-bus(3) hands out.
#pragma once

#include <systemd/sd-bus.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace baro::platform {

struct CloseBus {
    // What is still to be sent to a bus that is not there is not waited for.
    void operator()(sd_bus* bus) const {
        if (sd_bus_is_ready(bus) > 0) sd_bus_flush(bus);
        sd_bus_close_unref(bus);
    }
};
struct ReleaseMessage {
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;
using Message = std::unique_ptr<sd_bus_message, ReleaseMessage>;

// What a call was refused with.
class BusError {
  public:
    BusError() = default;
    BusError(const BusError&) = delete;
    BusError& operator=(const BusError&) = delete;
    ~BusError() { sd_bus_error_free(&error_); }
    sd_bus_error* get() { return &error_; }

    bool is(const char* name) const { return sd_bus_error_has_name(&error_, name) != 0; }
    // Nobody has the name that was called, and nobody could be started for it.
    bool isNobodyThere() const {
        return is(SD_BUS_ERROR_SERVICE_UNKNOWN) || is(SD_BUS_ERROR_NAME_HAS_NO_OWNER) ||
               std::string_view(name()).starts_with("org.freedesktop.DBus.Error.Spawn.");
    }
    const char* name() const { return error_.name != nullptr ? error_.name : ""; }
    // In the service's words, or the system's.
    std::string message(int code) const {
        return error_.message != nullptr ? error_.message : std::strerror(-code);
    }

  private:
    sd_bus_error error_{};  // SD_BUS_ERROR_NULL is no C++
};

}  // namespace baro::platform
