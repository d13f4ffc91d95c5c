#include "app/RuleWatch.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/DefaultRules.h"
#include "app/RuleFiles.h"
#include "core/base/Log.h"
#include "core/config/Settings.h"

namespace baro::app {
namespace {

constexpr std::string_view defaultPlace = "default";

bool isRuleFileName(const std::filesystem::path& path) {
    return path.extension() == ".yml" || path.extension() == ".yaml";
}

}  // namespace

std::vector<std::string> rulePlaces(const std::vector<std::string>& chosen, const Settings& settings) {
    if (!chosen.empty()) return chosen;
    if (auto set = settings.list("alerts.rules"); !set.empty()) return set;
    std::vector<std::string> places{std::string(defaultPlace)};
    if (!settings.path().empty())
        places.push_back((std::filesystem::path(settings.path()).parent_path() / "rules").string());
    return places;
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
    for (const std::string& place : places_) {
        std::error_code failure;
        if (place == defaultPlace) {
            stamps[place] = {};
        } else if (std::filesystem::is_directory(place, failure)) {
            for (const auto& entry : std::filesystem::directory_iterator(place, failure))
                if (isRuleFileName(entry.path())) take(entry.path());
        } else if (isRuleFileName(place) || std::filesystem::exists(place, failure)) {
            take(place);
        }
    }
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

std::optional<alerts::RuleSet> RuleWatch::poll() {
    Stamps now = stamps();
    if (before_ && now == *before_) return std::nullopt;
    alerts::RuleSet rules;
    for (const auto& [path, stamp] : now)
        read(path, rules);
    std::erase_if(good_, [&now](const auto& entry) { return !now.contains(entry.first); });
    before_ = std::move(now);
    return rules;
}

}  // namespace baro::app
