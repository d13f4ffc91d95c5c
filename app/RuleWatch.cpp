#include "app/RuleWatch.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/DefaultRules.h"
#include "app/RuleFiles.h"
#include "core/base/Log.h"
#include "core/config/Settings.h"
#include "core/rules/SwitchedOffRules.h"

namespace baro::app {
namespace {

constexpr std::string_view defaultPlace = "default";

bool isRuleFileName(const std::filesystem::path& path) {
    return path.extension() == ".yml" || path.extension() == ".yaml";
}

std::filesystem::path besideSettings(const std::string& settings, std::string_view name) {
    return std::filesystem::path(settings).parent_path() / name;
}

// settings: any file beside the settings.
std::string ownRuleFile(const std::string& settings) {
    return (besideSettings(settings, alerts::ruleFolderName) / alerts::ownRuleFileName).string();
}

}  // namespace

std::vector<std::string> rulePlaces(const std::vector<std::string>& chosen, const Settings& settings) {
    if (!chosen.empty()) return chosen;
    const bool hasFolder = !settings.path().empty();
    auto places = settings.list("alerts.rules");
    if (places.empty()) {
        places.emplace_back(defaultPlace);
        if (hasFolder) places.push_back(besideSettings(settings.path(), alerts::ruleFolderName).string());
    } else if (hasFolder) {
        places.push_back(ownRuleFile(settings.path()));
    }
    return places;
}

std::string switchedOffPath(const Settings& settings) {
    if (settings.path().empty()) return {};
    return besideSettings(settings.path(), alerts::switchedOffFileName).string();
}

alerts::AlertKeeperSettings alertKeeperSettings(const Settings& settings) {
    alerts::AlertKeeperSettings keeper;
    keeper.interval = std::chrono::seconds(settings.integer("alerts.interval"));
    return keeper;
}

RuleWatch::Stamps RuleWatch::stamps() const {
    Stamps stamps;
    const auto take = [&stamps](const std::filesystem::path& path) {
        std::error_code failure;
        const auto changed = std::filesystem::last_write_time(path, failure);
        const auto bytes = failure ? 0 : std::filesystem::file_size(path, failure);
        stamps[path.string()] = failure ? Stamp{} : Stamp{changed.time_since_epoch().count(), bytes};
    };
    // In which no rule was made yet.
    const std::string mayBeAbsent = switchedOff_.empty() ? std::string() : ownRuleFile(switchedOff_);
    for (const std::string& place : places_) {
        std::error_code failure;
        if (place == defaultPlace) {
            stamps[place] = {};
        } else if (std::filesystem::is_directory(place, failure)) {
            for (const auto& entry : std::filesystem::directory_iterator(place, failure))
                if (isRuleFileName(entry.path())) take(entry.path());
        } else if (std::filesystem::exists(place, failure) ||
                   (isRuleFileName(place) && place != mayBeAbsent)) {
            take(place);
        }
    }
    if (!switchedOff_.empty()) take(switchedOff_);
    return stamps;
}

void RuleWatch::read(const std::string& path, alerts::RuleSet& rules) {
    alerts::RuleFileReading reading =
        path == defaultPlace ? alerts::parseRuleFile(defaultRules(), defaultRulesName) : readRuleFile(path);
    if (reading.ok()) {
        good_[path] = std::move(reading.file);
    } else {
        log(Severity::Warning, toString(reading.problems.front()) +
                                   (good_.contains(path) ? "; the edition before stays in force" : ""));
        std::ranges::move(reading.problems, std::back_inserter(rules.problems));
    }
    if (const auto good = good_.find(path); good != good_.end()) rules.files.push_back(good->second);
}

// A broken list changes nothing.
void RuleWatch::readSwitchedOff(alerts::RuleSet& rules) {
    std::error_code failure;
    if (switchedOff_.empty() || !std::filesystem::exists(switchedOff_, failure)) {
        off_.clear();
    } else {
        const auto text = readSmallFile(switchedOff_);
        auto off = text ? alerts::parseSwitchedOff(*text) : Result<std::vector<alerts::RuleId>>(text.error());
        if (off)
            off_ = std::move(off).value();
        else
            rules.problems.push_back({switchedOff_, 0, off.error().message});
    }
    rules.switchedOff = takeSwitchedOff(rules.files, off_);
}

std::optional<alerts::RuleSet> RuleWatch::poll() {
    Stamps now = stamps();
    if (before_ && now == *before_) return std::nullopt;
    alerts::RuleSet rules;
    for (const auto& [path, stamp] : now)
        if (path != switchedOff_) read(path, rules);
    readSwitchedOff(rules);
    std::erase_if(good_, [&now](const auto& entry) { return !now.contains(entry.first); });
    before_ = std::move(now);
    return rules;
}

}  // namespace baro::app
