#include "platform/linux/FileHandles.h"

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "platform/linux/OneFile.h"

namespace baro::platform {

Result<Families> parseFileHandles(std::string_view text) {
    std::string_view line = takeLine(text).value_or("");
    const auto allocated = parseNumber<std::uint64_t>(takeField(line));
    const auto unused = parseNumber<std::uint64_t>(takeField(line));
    const auto limit = parseNumber<std::uint64_t>(takeField(line));
    if (!allocated || !unused || !limit) return malformed("file-nr is not three numbers");
    FamilyBuilder families;
    families.add("node_filefd_allocated", {}, static_cast<double>(*allocated));
    families.add("node_filefd_maximum", {}, static_cast<double>(*limit));
    return families.take();
}

std::unique_ptr<Collector> makeFileHandlesCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("filefd", std::chrono::seconds(1),
                                              &FamilyReadings::fileDescriptors,
                                              roots.procfs + "/sys/fs/file-nr", parseFileHandles);
}

}  // namespace baro::platform
