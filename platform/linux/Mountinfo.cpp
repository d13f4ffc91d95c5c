#include "platform/linux/Mountinfo.h"

#include <algorithm>
#include <optional>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

constexpr std::size_t escapeLength = 4;  // "\040"

// A byte from three octal digits after a backslash.
std::optional<char> octalEscape(std::string_view text) {
    if (text.size() < escapeLength || text[0] != '\\' || text[1] > '3') return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(1, escapeLength - 1)) {
        if (digit < '0' || digit > '7') return std::nullopt;
        value = value * 8 + (digit - '0');
    }
    return static_cast<char>(value);
}

std::optional<DeviceNumber> parseDeviceNumber(std::string_view text) {
    const auto major = parseNumber<std::uint32_t>(takeUntil(text, ':'));
    const auto minor = parseNumber<std::uint32_t>(text);
    if (!major || !minor) return std::nullopt;
    return DeviceNumber{*major, *minor};
}

bool hasReadOnly(std::string_view options) {
    while (!options.empty())
        if (takeUntil(options, ',') == "ro") return true;
    return false;
}

// Fields are parted by exactly one blank, since a source may be empty.
std::optional<Mount> parseMount(std::string_view line) {
    Mount mount;
    const auto id = parseNumber<std::int64_t>(takeUntil(line, ' '));
    const auto parent = parseNumber<std::int64_t>(takeUntil(line, ' '));
    const auto device = parseDeviceNumber(takeUntil(line, ' '));
    mount.root = decodeOctalEscapes(takeUntil(line, ' '));
    mount.mountPoint = decodeOctalEscapes(takeUntil(line, ' '));
    const auto options = takeUntil(line, ' ');
    // Any number of optional fields ends with a lone "-".
    std::string_view optional;
    do {
        if (line.empty()) return std::nullopt;
        optional = takeUntil(line, ' ');
    } while (optional != "-");
    mount.type = decodeOctalEscapes(takeUntil(line, ' '));
    mount.source = decodeOctalEscapes(takeUntil(line, ' '));
    if (!id || !parent || !device || mount.root.empty() || mount.type.empty() || line.empty())
        return std::nullopt;
    if (!mount.mountPoint.starts_with('/')) return std::nullopt;
    mount.device = *device;
    mount.readOnly = hasReadOnly(options) || hasReadOnly(line);
    return mount;
}

}  // namespace

std::string decodeOctalEscapes(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        const auto escaped = octalEscape(text);
        decoded += escaped.value_or(text.front());
        text.remove_prefix(escaped ? escapeLength : 1);
    }
    return decoded;
}

Result<std::vector<Mount>> parseMountinfo(std::string_view text) {
    if (text.empty()) return malformed("mountinfo is empty");
    if (endsWithin(text)) return malformed("mountinfo is cut");
    if (text.find('\0') != std::string_view::npos) return malformed("mountinfo holds a NUL");
    std::vector<Mount> mounts;
    while (const auto line = takeLine(text)) {
        auto mount = parseMount(*line);
        if (!mount)
            return malformed("line " + std::to_string(mounts.size() + 1) +
                             " of mountinfo is not \"id parent major:minor root mount-point options - type "
                             "source options\"");
        mounts.push_back(std::move(*mount));
    }
    return mounts;
}

Result<MountTable::Refreshed> MountTable::refresh() {
    auto text = own_.read();
    if (!text) text = first_.read();
    if (!text) {
        text_.clear();
        mounts_.clear();
        return text.error();
    }
    if (!text->empty() && *text == text_) return Refreshed{false};
    auto mounts = parseMountinfo(*text);
    if (!mounts) {
        text_.clear();
        mounts_.clear();
        return mounts.error();
    }
    text_ = *text;
    mounts_ = std::move(*mounts);
    return Refreshed{true};
}

}  // namespace baro::platform
