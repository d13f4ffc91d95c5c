// The simplest collector of passed-on metrics: one kernel file, kept open, and the parser of its text.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

class OneFileCollector final : public FamiliesCollector {
  public:
    using Parse = Result<Families> (*)(std::string_view text);

    OneFileCollector(std::string name, std::chrono::milliseconds interval,
                     Section<Families> FamilyReadings::*section, std::string path, Parse parse)
        : FamiliesCollector(std::move(name), interval, section), file_(std::move(path)), parse_(parse) {}

  protected:
    Result<Families> read() override {
        const auto text = file_.read();
        if (!text) return text.error();
        return parse_(*text);
    }

  private:
    KeptFile file_;
    Parse parse_;
};

}  // namespace baro::platform
