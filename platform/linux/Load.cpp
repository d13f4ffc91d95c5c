#include "platform/linux/Load.h"

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Decimal.h"

namespace baro::platform {
namespace {

class LoadCollector final : public SectionCollector<Load> {
  public:
    explicit LoadCollector(const Roots& roots)
        : SectionCollector("load", std::chrono::seconds(1), &Readings::load),
          file_(roots.procfs + "/loadavg") {}

  private:
    Result<Load> read() override {
        const auto text = file_.read();
        if (!text) return text.error();
        return parseLoadavg(*text);
    }

    KeptFile file_;
};

}  // namespace

Result<Load> parseLoadavg(std::string_view text) {
    const Error wrong = malformed("loadavg is not \"a b c running/tasks pid\"");
    const auto average = [&text]() -> std::optional<double> {
        const auto number = parseDecimal(takeField(text));
        return number && *number >= 0 ? number : std::nullopt;
    };
    const auto one = average();
    const auto five = average();
    const auto fifteen = average();
    const std::string_view tasks = takeField(text);
    const auto slash = tasks.find('/');
    if (!one || !five || !fifteen || slash == std::string_view::npos) return wrong;
    const auto runnable = parseNumber<std::uint64_t>(tasks.substr(0, slash));
    const auto existing = parseNumber<std::uint64_t>(tasks.substr(slash + 1));
    // The last field is of no interest, but without it the one before may have been cut within a number.
    if (!runnable || !existing || takeField(text).empty()) return wrong;
    return Load{*one, *five, *fifteen, *runnable, *existing};
}

std::unique_ptr<Collector> makeLoadCollector(const Roots& roots) {
    return std::make_unique<LoadCollector>(roots);
}

}  // namespace baro::platform
