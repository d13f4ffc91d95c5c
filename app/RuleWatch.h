// The rules that are in force: files, and the rule files of folders, read anew when one of them changes. Of a
// broken file the last good edition stays in force.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/alerts/AlertKeeper.h"
#include "core/rules/RuleFileEdit.h"

namespace baro {
class Settings;
}

namespace baro::app {

// Files and folders: what --rules says, else the setting alerts.rules and the file in which rules are made in
// the window, else the default rules and the folder rules beside the file of settings. The word "default"
// stands for the rules that Barograph comes with.
std::vector<std::string> rulePlaces(const std::vector<std::string>& chosen, const Settings& settings);

// Where the rules that are switched off are listed; empty without a file of settings.
std::string switchedOffPath(const Settings& settings);

// As the settings say.
alerts::AlertKeeperSettings alertKeeperSettings(const Settings& settings);

class RuleWatch {
  public:
    // switchedOff: the file that lists rules to be left out (core/rules/SwitchedOffRules.h); empty: none.
    explicit RuleWatch(std::vector<std::string> places, std::string switchedOff = {})
        : places_(std::move(places)), switchedOff_(std::move(switchedOff)) {}

    // Nothing when no file has changed since the last call. One thread.
    std::optional<alerts::RuleSet> poll();

  private:
    struct Stamp {
        std::int64_t changed = 0;  // the file's own clock
        std::uintmax_t bytes = 0;
        bool operator==(const Stamp&) const = default;
    };
    using Stamps = std::map<std::string, Stamp>;
    Stamps stamps() const;
    void read(const std::string& path, alerts::RuleSet& rules);
    void readSwitchedOff(alerts::RuleSet& rules);

    const std::vector<std::string> places_;
    const std::string switchedOff_;
    std::vector<alerts::RuleId> off_;  // of the last good edition of that file
    std::optional<Stamps> before_;
    std::map<std::string, alerts::RuleFile> good_;  // by path
};

}  // namespace baro::app
