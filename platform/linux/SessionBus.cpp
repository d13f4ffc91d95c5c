#include "platform/linux/SessionBus.h"

#include <systemd/sd-bus.h>

#include <cstring>
#include <memory>

namespace baro::platform {
namespace {

constexpr std::uint64_t patienceMicroseconds = 2'000'000;

using Bus = std::unique_ptr<sd_bus, decltype(&sd_bus_flush_close_unref)>;
using Message = std::unique_ptr<sd_bus_message, decltype(&sd_bus_message_unref)>;

Message ask(sd_bus* bus, const char* method, const std::string* name) {
    sd_bus_message* call = nullptr;
    if (sd_bus_message_new_method_call(bus, &call, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", method) < 0)
        return {nullptr, sd_bus_message_unref};
    const Message question(call, sd_bus_message_unref);
    if (name != nullptr) sd_bus_message_append(call, "s", name->c_str());
    sd_bus_message* answer = nullptr;
    sd_bus_call(bus, call, patienceMicroseconds, nullptr, &answer);
    return {answer, sd_bus_message_unref};
}

bool canBeStarted(sd_bus* bus, const std::string& name) {
    const Message names = ask(bus, "ListActivatableNames", nullptr);
    if (!names || sd_bus_message_enter_container(names.get(), 'a', "s") < 0) return false;
    const char* each = nullptr;
    while (sd_bus_message_read(names.get(), "s", &each) > 0)
        if (name == each) return true;
    return false;
}

}  // namespace

Result<bool> sessionBusHas(const std::string& name) {
    sd_bus* opened = nullptr;
    if (const int error = sd_bus_open_user(&opened); error < 0)
        return absent(std::string("there is no session bus: ") + std::strerror(-error));
    const Bus bus(opened, sd_bus_flush_close_unref);
    const Message owned = ask(bus.get(), "NameHasOwner", &name);
    int yes = 0;
    if (!owned || sd_bus_message_read(owned.get(), "b", &yes) < 0)
        return failed("the session bus does not answer");
    return yes != 0 || canBeStarted(bus.get(), name);
}

}  // namespace baro::platform
