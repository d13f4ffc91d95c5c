// A collector of passed-on metrics for a class of devices: each folder below one of sysfs tells about itself.
#pragma once

#include <string>
#include <utility>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

class DirectoryCollector : public FamiliesCollector {
  protected:
    DirectoryCollector(std::string name, std::chrono::milliseconds interval,
                       Section<Families> FamilyReadings::*section, std::string folder)
        : FamiliesCollector(std::move(name), interval, section), folder_(std::move(folder)) {}

    // folder: that device's own, with a slash behind it. What is gone since it was listed tells nothing.
    virtual void tell(const std::string& name, const std::string& folder, FamilyBuilder& into) = 0;

    Result<Families> read() final {
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        FamilyBuilder families;
        for (const std::string& name : *names)
            tell(name, folder_ + name + '/', families);
        return families.take();
    }

  private:
    std::string folder_;
};

}  // namespace baro::platform
