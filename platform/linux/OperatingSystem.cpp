#include "platform/linux/OperatingSystem.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/base/Numbers.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

constexpr std::string_view digits = "0123456789";

// 24.04 of "24.04.1 LTS": the first two parts of a version as one number, as dashboards compare it.
std::optional<double> majorAndMinor(std::string_view version) {
    const auto major = std::min(version.find_first_not_of(digits), version.size());
    if (major == 0) return {};
    auto end = major;
    if (end < version.size() && version[end] == '.')
        end = std::min(version.find_first_not_of(digits, end + 1), version.size());
    return parseNumber<double>(version.substr(0, end));
}

// "2028-06-30" in seconds since 1970. By way of days: nanoseconds end in 2262, and "9999-12-31" means never.
std::optional<double> midnightOf(std::string_view date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') return {};
    const auto year = parseNumber<int>(date.substr(0, 4));
    const auto month = parseNumber<unsigned>(date.substr(5, 2));
    const auto day = parseNumber<unsigned>(date.substr(8, 2));
    if (!year || !month || !day) return {};
    const std::chrono::year_month_day read{std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!read.ok()) return {};
    return std::chrono::duration<double>(std::chrono::sys_days(read).time_since_epoch()).count();
}

class OperatingSystemCollector final : public FamiliesCollector {
  public:
    explicit OperatingSystemCollector(const Roots& roots)
        : FamiliesCollector("os", std::chrono::seconds(60), &FamilyReadings::os), etc_(roots.etc) {}

  protected:
    // The second place is where os-release(5) puts it; the first is usually a link to it.
    Result<Families> read() override {
        auto text = readFile(etc_ + "/os-release");
        if (!text) text = readFile(etc_ + "/../usr/lib/os-release");
        if (!text) return text.error();
        const auto release = parseOsRelease(*text);
        if (!release) return release.error();
        return operatingSystemFrom(*release);
    }

  private:
    std::string etc_;
};

}  // namespace

Families operatingSystemFrom(const OsRelease& release) {
    const auto of = [&release](std::string_view key) -> std::string_view {
        const auto found = release.properties.find(key);
        return found == release.properties.end() ? std::string_view() : found->second;
    };
    FamilyBuilder families;
    families.add("node_os_info",
                 {of("BUILD_ID"), of("ID"), of("ID_LIKE"), of("IMAGE_ID"), of("IMAGE_VERSION"), of("NAME"),
                  of("PRETTY_NAME"), of("VARIANT"), of("VARIANT_ID"), of("VERSION"), of("VERSION_CODENAME"),
                  of("VERSION_ID")},
                 1);
    if (const auto version = majorAndMinor(of("VERSION_ID")))
        families.add("node_os_version", {of("ID"), of("ID_LIKE"), of("NAME")}, *version);
    if (const auto end = midnightOf(of("SUPPORT_END")))
        families.add("node_os_support_end_timestamp_seconds", {}, *end);
    return families.take();
}

std::unique_ptr<Collector> makeOperatingSystemCollector(const Roots& roots) {
    return std::make_unique<OperatingSystemCollector>(roots);
}

}  // namespace baro::platform
