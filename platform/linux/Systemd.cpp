#include "platform/linux/Systemd.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/SystemdBus.h"

namespace baro::platform {
namespace {

constexpr std::array<std::string_view, 5> states{"activating", "active", "deactivating", "failed",
                                                 "inactive"};
// node_exporter leaves these out: they are many and say little.
constexpr std::array<std::string_view, 5> leftOut{".automount", ".device", ".mount", ".scope", ".slice"};
// A service's type changes only with its file, and asking is a call for each.
constexpr auto typesKeptFor = std::chrono::minutes(10);

bool isTold(const Unit& unit) {
    return unit.loadState == "loaded" && std::ranges::none_of(leftOut, [&unit](std::string_view ending) {
               return unit.name.ends_with(ending);
           });
}

class SystemdCollector final : public FamiliesCollector {
  public:
    explicit SystemdCollector(std::unique_ptr<UnitManager> manager)
        : FamiliesCollector("systemd", std::chrono::seconds(10), &FamilyReadings::systemd),
          manager_(std::move(manager)) {}

  protected:
    Result<Families> read() override {
        if (!manager_) return absent("a recorded machine has no units");
        const auto units = manager_->units();
        if (!units) return units.error();
        FamilyBuilder families;
        addManager(families);
        addCounts(families, *units);
        forgetOldTypes();
        for (const Unit& unit : *units)
            if (isTold(unit)) addUnit(families, unit);
        return families.take();
    }

  private:
    void addManager(FamilyBuilder& families) {
        if (const auto state = manager_->managerText("SystemState"))
            families.add("node_systemd_system_running", {}, *state == "running" ? 1 : 0);
        if (const auto text = manager_->managerText("Version"))
            if (const auto version = systemdVersion(*text))
                families.add("node_systemd_version", {*text}, *version);
        if (const auto kind = manager_->managerText("Virtualization"))
            families.add("node_systemd_virtualization_info", {kind->empty() ? "none" : *kind}, 1);
    }

    static void addCounts(FamilyBuilder& families, const std::vector<Unit>& units) {
        for (const std::string_view state : states) {
            const auto count = std::ranges::count(units, state, &Unit::activeState);
            families.add("node_systemd_units", {state}, static_cast<double>(count));
        }
    }

    void addUnit(FamilyBuilder& families, const Unit& unit) {
        const std::string_view type = typeOf(unit);
        for (const std::string_view state : states)
            families.add("node_systemd_unit_state", {unit.name, state, type},
                         unit.activeState == state ? 1 : 0);
        if (unit.name.ends_with(".timer")) {
            constexpr double microsecondsPerSecond = 1e6;
            if (const auto last = manager_->unitNumber(unit, "Timer", "LastTriggerUSec"))
                families.add("node_systemd_timer_last_trigger_seconds", {unit.name},
                             *last / microsecondsPerSecond);
        }
        if (unit.name.ends_with(".socket")) {
            addSocket(families, unit, "node_systemd_socket_accepted_connections_total", "NAccepted");
            addSocket(families, unit, "node_systemd_socket_current_connections", "NConnections");
            addSocket(families, unit, "node_systemd_socket_refused_connections_total", "NRefused");
        }
    }

    void addSocket(FamilyBuilder& families, const Unit& unit, std::string_view name, const char* property) {
        if (const auto number = manager_->unitNumber(unit, "Socket", property))
            families.add(name, {unit.name}, *number);
    }

    // "simple", "oneshot", ...; empty for what is no service.
    std::string_view typeOf(const Unit& unit) {
        if (!unit.name.ends_with(".service")) return {};
        const auto known = types_.find(unit.name);
        if (known != types_.end()) return known->second;
        const auto type = manager_->unitText(unit, "Service", "Type");
        return types_.emplace(unit.name, type ? *type : std::string()).first->second;
    }

    void forgetOldTypes() {
        if (now().monotonic - typesSince_ < typesKeptFor) return;
        types_.clear();
        typesSince_ = now().monotonic;
    }

    std::unique_ptr<UnitManager> manager_;
    std::map<std::string, std::string> types_;
    Nanoseconds typesSince_{};  // monotonic
};

}  // namespace

std::optional<double> systemdVersion(std::string_view text) {
    constexpr std::ptrdiff_t fewestDigits = 3;
    auto begin = text.begin();
    auto end = begin;
    while (begin != text.end()) {
        begin = std::find_if(end, text.end(), isDigit);
        end = std::find_if_not(begin, text.end(), isDigit);
        if (end - begin >= fewestDigits) break;
    }
    if (begin == text.end()) return std::nullopt;
    if (end != text.end() && *end == '.') {
        const auto fraction = std::find_if_not(end + 1, text.end(), isDigit);
        if (fraction != end + 1) end = fraction;
    }
    return parseNumber<double>(text.substr(begin - text.begin(), end - begin));
}

std::unique_ptr<Collector> makeUnitsCollector(std::unique_ptr<UnitManager> manager) {
    return std::make_unique<SystemdCollector>(std::move(manager));
}

std::unique_ptr<Collector> makeSystemdCollector(const Roots& roots) {
    return makeUnitsCollector(roots.isThisMachine() ? makeSystemdBus() : nullptr);
}

}  // namespace baro::platform
