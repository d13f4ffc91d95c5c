#include "platform/linux/ProcessGrouping.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/base/Text.h"

namespace baro::platform {
namespace {

constexpr std::size_t shortIdLength = 12;  // as the container tools print it
constexpr std::size_t fullIdLength = 64;

std::vector<std::string_view> componentsOf(std::string_view path) {
    std::vector<std::string_view> components;
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto component = path.substr(0, slash);
        if (!component.empty()) components.push_back(component);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return components;
}

// systemd puts an underscore before names that could clash with a kernel attribute.
std::string_view withoutUnderscore(std::string_view component) {
    if (component.starts_with('_')) component.remove_prefix(1);
    return component;
}

bool isHexadecimal(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isContainerId(std::string_view text) {
    return text.size() == fullIdLength && isHexadecimal(text);
}

std::optional<int> digitValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return std::nullopt;
}

// Undoes systemd-escape(1): "\x2d" is "-". What is not such an escape stays.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("\\x") && i + 3 < text.size()) {
            const auto high = digitValue(text[i + 2]);
            const auto low = digitValue(text[i + 3]);
            if (high && low) {
                result.push_back(static_cast<char>(*high * 16 + *low));
                i += 3;
                continue;
            }
        }
        result.push_back(text[i]);
    }
    return result;
}

bool removePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool removeSuffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

std::optional<Container> containerNamedBy(std::string_view component, std::string_view parent) {
    // The engines' scopes: "docker-ID.scope", "libpod-ID.scope", "cri-containerd-ID.scope". Their monitors
    // ("libpod-conmon-ID.scope") are no part of the container and do not match, for "conmon-ID" is no id.
    struct Engine {
        std::string_view prefix;
        std::string_view runtime;
    };
    constexpr std::array engines{Engine{"docker-", "docker"}, Engine{"libpod-", "podman"},
                                 Engine{"cri-containerd-", "containerd"}, Engine{"crio-", "cri-o"}};
    std::string_view scope = component;
    removeSuffix(scope, ".scope");
    for (const Engine& engine : engines) {
        std::string_view id = scope;
        if (removePrefix(id, engine.prefix) && isContainerId(id))
            return Container{std::string(id.substr(0, shortIdLength)), std::string(engine.runtime)};
    }
    if (isContainerId(component)) {
        const bool inPod = parent.starts_with("pod") || parent.starts_with("kubepods");
        return Container{std::string(component.substr(0, shortIdLength)), parent == "docker" ? "docker"
                                                                          : inPod            ? "kubernetes"
                                                                                             : "container"};
    }
    if (parent == "lxc") return Container{std::string(component), "lxc"};
    std::string_view name = component;
    if (removePrefix(name, "lxc.payload.")) return Container{std::string(name), "lxc"};
    name = component;
    if (removePrefix(name, "systemd-nspawn@") && removeSuffix(name, ".service"))
        return Container{unescaped(name), "systemd-nspawn"};
    return std::nullopt;
}

// Anybody may make a control group that is called ".service": a unit has a name before it.
bool isUnit(std::string_view component) {
    component = withoutUnderscore(component);
    return (removeSuffix(component, ".service") || removeSuffix(component, ".scope")) && !component.empty();
}

// "app[-LAUNCHER]-ID-RANDOM.scope" and "app[-LAUNCHER]-ID[@RANDOM].service"
// (https://systemd.io/DESKTOP_ENVIRONMENTS). Dashes inside a part are escaped; a launcher that forgets that
// leaves more parts, which then belong to the id.
std::string desktopIdOf(std::string_view unit) {
    if (!removePrefix(unit, "app-")) return {};
    bool random = false;
    if (removeSuffix(unit, ".service")) {
        unit = unit.substr(0, unit.find('@'));
    } else if (removeSuffix(unit, ".scope")) {
        random = true;
    } else {
        return {};
    }
    if (random) {
        const auto dash = unit.rfind('-');
        if (dash != std::string_view::npos) unit = unit.substr(0, dash);
    }
    const auto dash = unit.find('-');
    if (dash != std::string_view::npos) unit.remove_prefix(dash + 1);
    return unescaped(unit);
}

// "dbus-:1.2-org.gnome.Nautilus@0.service": started by the message bus.
std::string busNameOf(std::string_view unit) {
    if (!removePrefix(unit, "dbus-:") || !removeSuffix(unit, ".service")) return {};
    const auto dash = unit.find('-');
    if (dash == std::string_view::npos) return {};
    unit.remove_prefix(dash + 1);
    return unescaped(unit.substr(0, unit.find('@')));
}

// "snap.NAME.APP-UUID.scope", "snap.NAME.APP.UUID.scope", "snap.NAME.APP.service": the name of the package.
std::string snapOf(std::string_view unit) {
    if (!isUnit(unit) || !removePrefix(unit, "snap.")) return {};
    return unescaped(unit.substr(0, unit.find('.')));
}

// Terminals start each tab in a scope of its own below "app-org.gnome.Terminal.slice". Slices that systemd
// makes for instances of a template ("app-dbus\x2d...", "app-gnome\x2dsession\x2dmanager.slice") hold escaped
// dashes.
std::string slicedApplicationOf(std::string_view component) {
    if (!removePrefix(component, "app-") || !removeSuffix(component, ".slice")) return {};
    if (component.find("\\x2d") != std::string_view::npos) return {};
    const auto dash = component.rfind('-');
    if (dash != std::string_view::npos) component.remove_prefix(dash + 1);
    return unescaped(component);
}

bool holdsManyPrograms(std::string_view unit) {
    return unit.empty() || unit == "init.scope" || (unit.starts_with("session-") && unit.ends_with(".scope"));
}

std::optional<Grouping> desktopGrouping(std::string_view path, const std::string& unit) {
    for (const auto& idOf : {desktopIdOf, busNameOf, snapOf}) {
        if (std::string id = idOf(unit); !id.empty()) return Grouping{std::move(id), "systemd unit " + unit};
    }
    const auto components = componentsOf(path);
    for (auto component = components.rbegin(); component != components.rend(); ++component) {
        if (std::string id = slicedApplicationOf(*component); !id.empty())
            return Grouping{std::move(id), "systemd slice " + std::string(*component)};
    }
    return std::nullopt;
}

std::string_view withoutUnitSuffix(std::string_view unit) {
    if (!removeSuffix(unit, ".service")) removeSuffix(unit, ".scope");
    return unit;
}

}  // namespace

std::string_view cgroupPath(std::string_view text) {
    std::string_view unified;
    std::string_view systemd;
    while (auto line = takeLine(text)) {
        removeSuffix(*line, " (deleted)");
        if (removePrefix(*line, "0::")) {
            unified = *line;
        } else if (const auto name = line->find(":name=systemd:"); name != std::string_view::npos) {
            systemd = line->substr(name + std::string_view(":name=systemd:").size());
        }
    }
    return unified.size() <= 1 && !systemd.empty() ? systemd : unified;
}

std::string systemdUnitOf(std::string_view path) {
    const auto components = componentsOf(path);
    const auto unit = std::find_if(components.rbegin(), components.rend(), isUnit);
    return unit == components.rend() ? std::string() : std::string(withoutUnderscore(*unit));
}

Container containerOf(std::string_view path) {
    const auto components = componentsOf(path);
    // From inside: a container within a container is the one that a process runs in.
    for (auto i = components.size(); i-- > 0;) {
        const auto parent = i > 0 ? components[i - 1] : std::string_view();
        if (auto container = containerNamedBy(withoutUnderscore(components[i]), parent)) return *container;
    }
    return {};
}

Grouping groupingOf(std::string_view path, std::string_view executable, std::string_view name) {
    const std::string unit = systemdUnitOf(path);
    if (auto desktop = desktopGrouping(path, unit)) return *desktop;
    if (const Container container = containerOf(path); !container.name.empty())
        return {container.name, container.runtime + " container " + container.name};
    if (!holdsManyPrograms(unit)) return {std::string(withoutUnitSuffix(unit)), "systemd unit " + unit};
    const std::string place = unit.empty() ? "" : ", for " + unit + " holds many programs";
    if (!executable.empty())
        return {std::string(executable), "executable " + std::string(executable) + place};
    return {std::string(name), "process name" + place};
}

}  // namespace baro::platform
