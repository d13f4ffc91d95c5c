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

namespace baro {
class Settings;
}

namespace baro::app {

// Files and folders: what --rules says, else the setting alerts.rules, else the default rules and the folder
// rules beside the file of settings. The word "default" stands for the rules that Barograph comes with.
std::vector<std::string> rulePlaces(const std::vector<std::string>& chosen, const Settings& settings);

// As the settings say.
alerts::AlertKeeperSettings alertKeeperSettings(const Settings& settings);

class RuleWatch {
  public:
    explicit RuleWatch(std::vector<std::string> places) : places_(std::move(places)) {}

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

    const std::vector<std::string> places_;
    std::optional<Stamps> before_;
    std::map<std::string, alerts::RuleFile> good_;  // by path
};

}  // namespace baro::app
