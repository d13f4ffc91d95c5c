// The label that "/api/v1/label/<name>/values" names, as it stands there; nothing for another path. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baro {

inline std::optional<std::string_view> labelOfPath(std::string_view path) {
    constexpr std::string_view before = "/api/v1/label/";
    constexpr std::string_view after = "/values";
    if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    if (path.size() <= before.size() + after.size()) return std::nullopt;
    const auto name = path.substr(before.size(), path.size() - before.size() - after.size());
    return name.find('/') == std::string_view::npos ? std::optional(name) : std::nullopt;
}

}  // namespace baro
