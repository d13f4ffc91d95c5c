#include "platform/linux/Pressure.h"

#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"
#include "platform/linux/Decimal.h"

namespace baro::platform {
namespace {

constexpr double microsecondsPerSecond = 1e6;

// The value of the next field when it is "KEY=value".
std::string_view takeValue(std::string_view& line, std::string_view key) {
    const std::string_view field = takeField(line);
    if (!field.starts_with(key) || field.size() <= key.size() || field[key.size()] != '=') return {};
    return field.substr(key.size() + 1);
}

std::optional<double> takeRatio(std::string_view& line, std::string_view key) {
    const auto percent = parseDecimal(takeValue(line, key));
    if (!percent || *percent < 0 || *percent > 100) return std::nullopt;
    return *percent / 100;
}

std::optional<PressureLine> pressureLineFrom(std::string_view line) {
    const auto average10 = takeRatio(line, "avg10");
    const auto average60 = takeRatio(line, "avg60");
    const auto average300 = takeRatio(line, "avg300");
    const auto total = parseNumber<std::uint64_t>(takeValue(line, "total"));
    if (!average10 || !average60 || !average300 || !total || !line.empty()) return std::nullopt;
    return PressureLine{*average10, *average60, *average300,
                        static_cast<double>(*total) / microsecondsPerSecond};
}

// A kernel with PSI compiled in but off has no folder (since 5.13) or answers "not supported" (before).
Error pressureIsOff() {
    return absent("the kernel does not measure pressure; boot it with psi=1");
}

class PressureCollector final : public SectionCollector<Pressure> {
  public:
    explicit PressureCollector(const Roots& roots)
        : SectionCollector("pressure", std::chrono::seconds(1), &Readings::pressure) {
        const std::string folder = roots.procfs + "/pressure/";
        resources_.push_back({KeptFile(folder + "cpu"), &Pressure::cpu});
        resources_.push_back({KeptFile(folder + "memory"), &Pressure::memory});
        resources_.push_back({KeptFile(folder + "io"), &Pressure::io});
        resources_.push_back({KeptFile(folder + "irq"), &Pressure::irq});
    }

  private:
    struct Resource {
        KeptFile file;
        std::optional<PressureOfResource> Pressure::*place;
    };

    Result<Pressure> read() override {
        Pressure pressure;
        bool any = false;
        std::optional<Error> reason;
        for (Resource& resource : resources_) {
            const auto text = resource.file.read();
            if (!text) {
                if (!reason) reason = text.error();
                continue;
            }
            const auto parsed = parsePressure(*text);
            if (!parsed) return malformed(resource.file.path() + ": " + parsed.error().message);
            pressure.*resource.place = parsed.value();
            any = true;
        }
        if (any) return pressure;
        return reason->kind == ErrorKind::Denied ? *reason : pressureIsOff();
    }

    std::vector<Resource> resources_;
};

}  // namespace

Result<PressureOfResource> parsePressure(std::string_view text) {
    PressureOfResource pressure;
    // The kernel ends every line, but recorded trees lack the last line's end now and then; a cut line lacks
    // more.
    if (trimmed(text).empty()) return malformed("a pressure file is empty");
    while (auto line = takeLine(text)) {
        const std::string_view kind = takeField(*line);
        const auto values = pressureLineFrom(*line);
        if (!values)
            return malformed(
                "a pressure line is not \"avg10=a avg60=b avg300=c total=d\" with shares up to 100");
        if (kind == "some" && !pressure.some)
            pressure.some = values;
        else if (kind == "full" && !pressure.full)
            pressure.full = values;
        else
            return malformed("a pressure file holds something else than one line some and one line full");
    }
    return pressure;
}

std::unique_ptr<Collector> makePressureCollector(const Roots& roots) {
    return std::make_unique<PressureCollector>(roots);
}

}  // namespace baro::platform
