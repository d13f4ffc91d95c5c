#include "platform/linux/HwmonAttributes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

constexpr std::array<std::string_view, 11> numberedTypes{
    "cpu", "curr", "energy", "fan", "freq", "humidity", "in", "intrusion", "power", "pwm", "temp"};
constexpr std::array<std::string_view, 3> chipAttributes{"beep_enable", "update_interval", "vrm"};

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

// Measured, not set. A number without an element is a fan's drive, which the fan's control moves.
bool moves(const HwmonFileName& name) {
    return name.type == "pwm"
               ? name.element.empty()
               : name.element == "input" || name.element == "average" || name.element == "fault" ||
                     name.element == "alarm" || name.element.ends_with("_alarm");
}

bool isOfSensor(const HwmonFileName& name) {
    if (name.type == "pwm" || name.type == "intrusion" || name.type == "freq" || name.type == "cpu")
        return false;
    constexpr std::array<std::string_view, 7> wanted{"label", "min",       "max", "crit",
                                                     "lcrit", "emergency", "cap"};
    return moves(name) || contains(wanted, name.element);
}

}  // namespace

std::optional<HwmonFileName> parseHwmonFileName(std::string_view fileName) {
    if (contains(chipAttributes, fileName)) return HwmonFileName{fileName, 0, {}};
    const auto digits = fileName.find_first_of("0123456789");
    if (digits == std::string_view::npos) return std::nullopt;
    const auto type = fileName.substr(0, digits);
    if (!contains(numberedTypes, type)) return std::nullopt;
    const auto underscore = fileName.find('_', digits);
    const auto number = parseNumber<int>(fileName.substr(digits, underscore - digits));
    if (!number || *number < 0) return std::nullopt;
    if (underscore == std::string_view::npos) return HwmonFileName{type, *number, {}};
    const auto element = fileName.substr(underscore + 1);
    if (element.empty()) return std::nullopt;
    return HwmonFileName{type, *number, element};
}

HwmonAttributes::HwmonAttributes(const std::string& chipPath, Extent extent) {
    list(chipPath, extent);
    list(chipPath + "/device", extent);
}

void HwmonAttributes::list(const std::string& folder, Extent extent) {
    const auto names = listDirectory(folder);
    if (!names) return;
    for (const std::string& name : *names) {
        const auto parts = parseHwmonFileName(name);
        if (!parts || (extent == Extent::Sensors && !isOfSensor(*parts))) continue;
        const std::string path = folder + "/" + name;
        const bool isLabel = parts->element == "label";
        files_.try_emplace(name, File{KeptFile(path), moves(*parts), isLabel,
                                      isLabel ? readAttribute(path) : failed(path + " was not read yet")});
    }
}

void HwmonAttributes::read() {
    for (auto& [name, file] : files_) {
        if (file.moves) {
            const auto text = file.kept.read();
            file.text = text ? Result<std::string>(std::string(trimmed(*text))) : text.error();
        } else if (!settingsRead_ && !file.isLabel) {
            file.text = readAttribute(file.kept.path());  // not kept open: a board has hundreds
        }
    }
    settingsRead_ = true;
}

const Result<std::string>& HwmonAttributes::text(std::string_view fileName) const {
    static const Result<std::string> none = absent("the chip has no such attribute");
    const auto found = files_.find(fileName);
    return found == files_.end() ? none : found->second.text;
}

}  // namespace baro::platform
