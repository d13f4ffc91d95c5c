// What a process belongs to, told by its control group: systemd unit, container, desktop application.
// Pure functions over the path in /proc/PID/cgroup (cgroups(7)).
#pragma once

#include <string>
#include <string_view>

namespace baro::platform {

// The unified path; that of the systemd hierarchy where there is no unified one or everything sits in its
// root (v1 and hybrid machines). Empty when the text names neither.
std::string_view cgroupPath(std::string_view text);

// The innermost service or scope on the path, unescaped as systemd does; empty outside units.
std::string systemdUnitOf(std::string_view path);

struct Container {
    std::string name;     // the first 12 digits of an id, or the name; empty outside containers
    std::string runtime;  // "docker", "podman", "lxc", ...; "container" when only the id is known
};

Container containerOf(std::string_view path);

struct Grouping {
    std::string application;
    std::string reason;  // in words
};

// Desktop application, else container, else unit, else executable, else the name. Containers go before units
// since each of them has a unit of its own, whose name says less. A login session is a unit that holds many
// programs, so it is no application.
Grouping groupingOf(std::string_view path, std::string_view executable, std::string_view name);

}  // namespace baro::platform
