// Whether SELinux is on, and how strict: selinuxfs (/sys/fs/selinux) and /etc/selinux/config,
// selinux_config(5).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// 1 enforcing, 0 permissive, -1 disabled, as security_getenforce(3) counts; nothing when no line says it.
std::optional<int> parseSelinuxConfig(std::string_view text);

std::unique_ptr<Collector> makeSelinuxCollector(const Roots& roots);

}  // namespace baro::platform
