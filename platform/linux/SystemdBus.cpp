#include "platform/linux/SystemdBus.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "platform/linux/BusHandles.h"

namespace baro::platform {
namespace {

constexpr const char* service = "org.freedesktop.systemd1";
constexpr const char* managerPath = "/org/freedesktop/systemd1";
constexpr const char* managerInterface = "org.freedesktop.systemd1.Manager";
constexpr std::uint64_t patienceMicroseconds = 5'000'000;

Error described(const BusError& error, int code, const std::string& what) {
    if (error.isNobodyThere()) return absent("systemd is not on the system bus");
    const std::string message = "systemd does not tell " + what + ": " + error.message(code);
    return code == -EACCES || code == -EPERM ? denied(message) : failed(message);
}

class SystemdBus final : public UnitManager {
  public:
    explicit SystemdBus(OpenBus open) : open_(std::move(open)) {}

    Result<std::vector<Unit>> units() override {
        if (Status status = connect(); !status) return status.error();
        sd_bus_message* message = nullptr;
        int code = sd_bus_message_new_method_call(bus_.get(), &message, service, managerPath,
                                                  managerInterface, "ListUnits");
        const Message call(message);
        if (code >= 0) code = sd_bus_message_set_auto_start(message, 0);
        BusError error;
        sd_bus_message* answer = nullptr;
        if (code >= 0) code = sd_bus_call(bus_.get(), message, patienceMicroseconds, error.get(), &answer);
        const Message reply(answer);
        if (code < 0) return broken(described(error, code, "its units"));
        return unitsIn(answer);
    }

    Result<std::string> managerText(const std::string& property) override {
        return text(managerPath, managerInterface, property);
    }

    Result<std::string> unitText(const Unit& unit, const std::string& type,
                                 const std::string& property) override {
        return text(unit.objectPath, interfaceOf(type), property);
    }

    Result<double> unitNumber(const Unit& unit, const std::string& type,
                              const std::string& property) override {
        const Result<Message> reply = get(unit.objectPath, interfaceOf(type), property);
        if (!reply) return reply.error();
        char kind = 0;
        if (sd_bus_message_peek_type(reply->get(), &kind, nullptr) > 0) {
            std::uint64_t wide = 0;
            if (kind == SD_BUS_TYPE_UINT64 && sd_bus_message_read_basic(reply->get(), kind, &wide) > 0)
                return static_cast<double>(wide);
            std::uint32_t narrow = 0;
            if (kind == SD_BUS_TYPE_UINT32 && sd_bus_message_read_basic(reply->get(), kind, &narrow) > 0)
                return static_cast<double>(narrow);
        }
        return malformed("systemd's property " + property + " is no number");
    }

  private:
    static std::string interfaceOf(const std::string& type) { return std::string(service) + "." + type; }

    Status connect() {
        if (bus_) return Done{};
        sd_bus* bus = nullptr;
        const int code = open_(&bus);
        bus_.reset(bus);
        if (code >= 0) {
            sd_bus_set_method_call_timeout(bus, patienceMicroseconds);
            return Done{};
        }
        bus_.reset();
        if (code == -ENOENT || code == -ECONNREFUSED) return absent("there is no system bus");
        return failed(std::string("cannot connect to the system bus: ") + std::strerror(-code));
    }

    Error broken(Error error) {
        bus_.reset();
        return error;
    }

    // The content of the property's variant is next to be read.
    Result<Message> get(const std::string& path, const std::string& interface, const std::string& property) {
        if (Status status = connect(); !status) return status.error();
        BusError error;
        sd_bus_message* answer = nullptr;
        const int code =
            sd_bus_call_method(bus_.get(), service, path.c_str(), "org.freedesktop.DBus.Properties", "Get",
                               error.get(), &answer, "ss", interface.c_str(), property.c_str());
        Message reply(answer);
        // A unit may be gone meanwhile; only a connection that broke is given up.
        if (code < 0 && sd_bus_error_is_set(error.get()) == 0)
            return broken(described(error, code, property));
        if (code < 0) return described(error, code, property);
        const char* content = nullptr;
        if (sd_bus_message_peek_type(reply.get(), nullptr, &content) <= 0 || content == nullptr ||
            sd_bus_message_enter_container(reply.get(), SD_BUS_TYPE_VARIANT, content) <= 0)
            return malformed("systemd's property " + property + " is no variant");
        return reply;
    }

    Result<std::string> text(const std::string& path, const std::string& interface,
                             const std::string& property) {
        const Result<Message> reply = get(path, interface, property);
        if (!reply) return reply.error();
        const char* value = nullptr;
        if (sd_bus_message_read_basic(reply->get(), SD_BUS_TYPE_STRING, &value) <= 0)
            return malformed("systemd's property " + property + " is no text");
        return std::string(value);
    }

    // Name, description, load, active and sub state, followed unit, object path, and three of the job:
    // a(ssssssouso).
    static Result<std::vector<Unit>> unitsIn(sd_bus_message* reply) {
        std::vector<Unit> units;
        int code = sd_bus_message_enter_container(reply, SD_BUS_TYPE_ARRAY, "(ssssssouso)");
        while (code > 0) {
            const char* name = nullptr;
            const char* load = nullptr;
            const char* active = nullptr;
            const char* path = nullptr;
            code = sd_bus_message_read(reply, "(ssssssouso)", &name, nullptr, &load, &active, nullptr,
                                       nullptr, &path, nullptr, nullptr, nullptr);
            if (code > 0) units.push_back({name, load, active, path});
        }
        if (code < 0) return malformed("systemd's list of units is not as specified");
        return units;
    }

    OpenBus open_;
    Bus bus_;
};

}  // namespace

std::unique_ptr<UnitManager> makeSystemdBus(OpenBus open) {
    return std::make_unique<SystemdBus>(std::move(open));
}

std::unique_ptr<UnitManager> makeSystemdBus() {
    return makeSystemdBus([](sd_bus** bus) { return sd_bus_open_system_with_description(bus, "barograph"); });
}

}  // namespace baro::platform
