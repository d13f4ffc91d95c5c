// The settings in force: defaults < file < environment < command line < what was set while running.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Result.h"
#include "core/base/Subscription.h"
#include "core/config/SettingTable.h"

namespace baro {

// Null when the variable is not set; getenv(3) fits.
using EnvironmentLookup = std::function<const char*(const char* name)>;

// $XDG_CONFIG_HOME/barograph/barograph.conf, else below ~/.config; empty when the environment names neither.
// As the XDG base directory specification says, a relative $XDG_CONFIG_HOME is ignored.
std::string settingsPath(const EnvironmentLookup& environment);

struct SettingsSources {
    std::string path;               // of the file; empty: none, and nothing can be saved
    EnvironmentLookup environment;  // may be empty
    std::vector<std::pair<std::string, std::string>> commandLine;  // key and value, the last of a key counts
};

// Of the user who runs this: the process' environment, and the file that it names.
SettingsSources userSettings();

using SettingChanges = std::map<std::string, std::string, std::less<>>;

// Writes the changes into the file, which is read again first: what somebody else changed there meanwhile,
// comments and unknown keys stay. Any thread may call; the file is replaced at once or not at all.
Status saveSettings(const std::string& path, const SettingChanges& changes);

// Belongs to the thread that made it, the main thread; parts on other threads are handed values.
class Settings {
  public:
    enum class Origin { Default, File, Environment, CommandLine, SetWhileRunning };
    using Observer = std::function<void(const Setting& changed)>;

    // Never fails: what cannot be used is listed in problems(), and the value of the layer below stays in
    // force.
    static Settings load(const SettingsSources& sources);
    Settings();  // the defaults alone, without a file
    Settings(Settings&&) noexcept;
    Settings& operator=(Settings&&) noexcept;
    ~Settings();

    bool boolean(SettingKey<SettingType::Boolean> key) const;
    std::int64_t integer(SettingKey<SettingType::Integer> key) const;
    // One line of text, or the word chosen.
    const std::string& text(SettingKey<SettingType::Text, SettingType::Choice> key) const;
    std::vector<std::string> list(SettingKey<SettingType::List> key) const;

    // For a list of all settings on a page or a command line; key must be one of the table.
    const std::string& rawText(std::string_view key) const;
    Origin origin(std::string_view key) const;

    // Takes effect at once, ahead of environment and command line, and tells the observers when the value is
    // another one. Refused, with the reason, for an unknown key or a text that the setting cannot hold.
    Status set(std::string_view key, std::string_view text);
    // What was set since load() and is not saved yet; hand it to saveSettings() on a worker thread, or call
    // save().
    const SettingChanges& unsaved() const { return unsaved_; }
    Status save();
    // saveSettings() has written these; what was set again meanwhile stays unsaved.
    void markSaved(const SettingChanges& saved);

    // Sentences such as `/home/u/.config/barograph/barograph.conf:3: sampling.interval: "x" is not a whole
    // number from 100 to 60000; 1000 stays in force`.
    const std::vector<std::string>& problems() const { return problems_; }
    const std::string& path() const { return path_; }

    // Called by set(), after the change, in the order of subscription; may set and unsubscribe. The
    // subscription may outlive the settings.
    Subscription observe(Observer observer);

  private:
    struct Value {
        std::string text;
        Origin origin = Origin::Default;
    };
    struct Observers;

    void loadFile();
    void apply(std::string_view key, std::string_view text, Origin origin, const std::string& where);
    const Value& valueOf(const Setting& setting) const { return values_.find(setting.key)->second; }
    void tellObservers(const Setting& changed);

    std::string path_;
    std::map<std::string_view, Value> values_;  // one for each row of the table
    SettingChanges unsaved_;
    std::vector<std::string> problems_;
    std::shared_ptr<Observers> observers_;
};

}  // namespace baro
