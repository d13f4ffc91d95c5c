#include "core/config/Settings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <mutex>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/config/ConfigFile.h"
#include "core/config/SettingText.h"

namespace baro {

struct Settings::Observers {
    std::map<std::uint64_t, Observer> byId;
    std::uint64_t nextId = 1;
};

SettingsSources userSettings() {
    SettingsSources sources;
    sources.environment = [](const char* name) -> const char* { return std::getenv(name); };
    sources.path = settingsPath(sources.environment);
    return sources;
}

std::string settingsPath(const EnvironmentLookup& environment) {
    const auto absolutePath = [&environment](const char* name) -> std::string {
        const char* const path = environment ? environment(name) : nullptr;
        return path != nullptr && path[0] == '/' ? path : "";
    };
    if (const auto configHome = absolutePath("XDG_CONFIG_HOME"); !configHome.empty())
        return configHome + "/barograph/barograph.conf";
    if (const auto home = absolutePath("HOME"); !home.empty())
        return home + "/.config/barograph/barograph.conf";
    return "";
}

Status saveSettings(const std::string& path, const SettingChanges& changes) {
    if (path.empty())
        return failed("settings cannot be saved: neither HOME nor XDG_CONFIG_HOME names a folder");
    // Several parts save on threads of their own: none may write what it read before another wrote.
    static std::mutex saving;
    const std::lock_guard lock(saving);
    const Result<std::string> text = readConfigText(path);
    if (!text && text.error().kind != ErrorKind::Absent) return text.error();
    ConfigFile file = ConfigFile::parse(text ? std::string_view(*text) : std::string_view());
    for (const auto& [key, value] : changes)
        file.set(key, value);
    return replaceConfigText(path, file.text());
}

Settings::Settings() : observers_(std::make_shared<Observers>()) {
    for (const Setting& setting : settingTable)
        values_.emplace(setting.key, Value{std::string(setting.fallback), Origin::Default});
}
Settings::Settings(Settings&&) noexcept = default;
Settings& Settings::operator=(Settings&&) noexcept = default;
Settings::~Settings() = default;

Settings Settings::load(const SettingsSources& sources) {
    Settings settings;
    settings.path_ = sources.path;
    if (!sources.path.empty()) settings.loadFile();
    for (const Setting& setting : settingTable) {
        const std::string variable(setting.environment);
        if (const char* const text = sources.environment ? sources.environment(variable.c_str()) : nullptr)
            settings.apply(setting.key, text, Origin::Environment, variable);
    }
    for (const auto& [key, text] : sources.commandLine)
        settings.apply(key, text, Origin::CommandLine, "command line");
    return settings;
}

void Settings::loadFile() {
    const Result<std::string> text = readConfigText(path_);
    if (!text) {
        if (text.error().kind != ErrorKind::Absent) problems_.push_back(text.error().message);
        return;
    }
    const ConfigFile file = ConfigFile::parse(*text);
    for (const auto& problem : file.problems())
        problems_.push_back(fmt::format("{}:{}: {}", path_, problem.line, problem.reason));
    for (const auto& entry : file.entries())
        apply(entry.key, entry.value, Origin::File, fmt::format("{}:{}", path_, entry.line));
}

void Settings::apply(std::string_view key, std::string_view text, Origin origin, const std::string& where) {
    const Setting* const setting = findSetting(key);
    if (setting == nullptr) {
        problems_.push_back(fmt::format("{}: there is no setting \"{}\"", where, escapedForTerminal(key)));
        return;
    }
    Value& value = values_.find(key)->second;
    const Result<std::string> accepted = normalized(*setting, text);
    if (accepted)
        value = {*accepted, origin};
    else
        problems_.push_back(fmt::format("{}: {}: {}; {} stays in force", where, key, accepted.error().message,
                                        value.text.empty() ? "the default" : value.text));
}

bool Settings::boolean(SettingKey<SettingType::Boolean> key) const {
    return valueOf(key.setting()).text == "true";
}

std::int64_t Settings::integer(SettingKey<SettingType::Integer> key) const {
    return *parseNumber<std::int64_t>(valueOf(key.setting()).text);  // normalized() let nothing else in
}

const std::string& Settings::text(SettingKey<SettingType::Text, SettingType::Choice> key) const {
    return valueOf(key.setting()).text;
}

std::vector<std::string> Settings::list(SettingKey<SettingType::List> key) const {
    return parseList(valueOf(key.setting()).text);
}

const std::string& Settings::rawText(std::string_view key) const {
    return values_.at(key).text;
}

Settings::Origin Settings::origin(std::string_view key) const {
    return values_.at(key).origin;
}

Status Settings::set(std::string_view key, std::string_view text) {
    const Setting* const setting = findSetting(key);
    if (setting == nullptr) return absent(fmt::format("there is no setting \"{}\"", escapedForTerminal(key)));
    Result<std::string> accepted = normalized(*setting, text);
    if (!accepted) return Error{accepted.error().kind, fmt::format("{}: {}", key, accepted.error().message)};
    Value& value = values_.find(key)->second;
    const bool isAnother = value.text != *accepted;
    value = {std::move(accepted).value(), Origin::SetWhileRunning};
    unsaved_.insert_or_assign(std::string(key), value.text);
    if (isAnother) tellObservers(*setting);
    return Done{};
}

Status Settings::save() {
    if (unsaved_.empty()) return Done{};
    const Status saved = saveSettings(path_, unsaved_);
    if (saved) unsaved_.clear();
    return saved;
}

void Settings::markSaved(const SettingChanges& saved) {
    for (const auto& [key, text] : saved)
        if (const auto entry = unsaved_.find(key); entry != unsaved_.end() && entry->second == text)
            unsaved_.erase(entry);
}

Subscription Settings::observe(Observer observer) {
    const std::uint64_t id = observers_->nextId++;
    observers_->byId.emplace(id, std::move(observer));
    return Subscription([observers = std::weak_ptr(observers_), id] {
        if (const auto alive = observers.lock()) alive->byId.erase(id);
    });
}

void Settings::tellObservers(const Setting& changed) {
    std::vector<std::uint64_t> ids;
    for (const auto& [id, observer] : observers_->byId)
        ids.push_back(id);
    for (const std::uint64_t id : ids) {
        const auto entry = observers_->byId.find(id);
        if (entry == observers_->byId.end()) continue;  // an observer called before ended it
        const Observer observer = entry->second;        // a copy: it may end itself
        observer(changed);
    }
}

}  // namespace baro
