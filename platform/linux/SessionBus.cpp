#include "platform/linux/SessionBus.h"

#include <cstring>

#include "platform/linux/BusHandles.h"

namespace baro::platform {
namespace {

constexpr std::uint64_t sessionPatience = 2'000'000;

Message ask(sd_bus* bus, const char* method, const std::string* name) {
    sd_bus_message* call = nullptr;
    if (sd_bus_message_new_method_call(bus, &call, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", method) < 0)
        return nullptr;
    const Message question(call);
    if (name != nullptr) sd_bus_message_append(call, "s", name->c_str());
    sd_bus_message* answer = nullptr;
    sd_bus_call(bus, call, sessionPatience, nullptr, &answer);
    return Message(answer);
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
    const Bus bus(opened);
    const Message owned = ask(bus.get(), "NameHasOwner", &name);
    int yes = 0;
    if (!owned || sd_bus_message_read(owned.get(), "b", &yes) < 0)
        return failed("the session bus does not answer");
    return yes != 0 || canBeStarted(bus.get(), name);
}

}  // namespace baro::platform
