#include "platform/linux/Nvme.h"

#include "core/base/Numbers.h"
#include "platform/linux/DirectoryCollector.h"

namespace baro::platform {
namespace {

// "1" of nvme0n1, and of nvme0c2n1 where a namespace is reached by several controllers; else empty.
std::string_view namespaceNumber(std::string_view name, std::string_view controller) {
    if (!name.starts_with(controller)) return {};
    name.remove_prefix(controller.size());
    const auto at = name.rfind('n');
    if (at == std::string_view::npos || !parseNumber<unsigned>(name.substr(at + 1))) return {};
    const std::string_view path = name.substr(0, at);
    if (!path.empty() && (path.front() != 'c' || !parseNumber<unsigned>(path.substr(1)))) return {};
    return name.substr(at + 1);
}

class NvmeCollector final : public DirectoryCollector {
  public:
    explicit NvmeCollector(const Roots& roots)
        : DirectoryCollector("nvme", std::chrono::seconds(60), &FamilyReadings::nvme,
                             roots.sysfs + "/class/nvme/") {}

  private:
    void tell(const std::string& name, const std::string& folder, FamilyBuilder& families) override {
        const auto text = [&folder](const char* file) { return attributeOr(folder + file, ""); };
        families.add(
            "node_nvme_info",
            {text("cntlid"), name, text("firmware_rev"), text("model"), text("serial"), text("state")}, 1);
        const auto entries = listDirectory(folder);
        if (!entries) return;
        for (const std::string& entry : *entries)
            if (const auto number = namespaceNumber(entry, name); !number.empty())
                addNamespace(families, name, number, folder + entry + '/');
    }

    void addNamespace(FamilyBuilder& families, std::string_view device, std::string_view number,
                      const std::string& folder) {
        families.add("node_nvme_namespace_info",
                     {attributeOr(folder + "ana_state", "unknown"), device, number}, 1);
        const auto blockBytes = part(readNumber(folder + "queue/logical_block_size"));
        if (!blockBytes) return;
        families.add("node_nvme_namespace_logical_block_size_bytes", {device, number}, *blockBytes);
        // sysfs counts sectors of 512 bytes here, whatever the block size. node_exporter multiplies all the
        // same, which is too much for drives with blocks of 4096; these metrics are its, so they say what it
        // says.
        if (const auto size = part(readNumber(folder + "size"))) {
            families.add("node_nvme_namespace_size_bytes", {device, number}, *size * *blockBytes);
            families.add("node_nvme_namespace_capacity_bytes", {device, number}, *size * *blockBytes);
        }
        if (const auto used = part(readNumber(folder + "nuse")))
            families.add("node_nvme_namespace_used_bytes", {device, number}, *used * *blockBytes);
    }
};

}  // namespace

std::unique_ptr<Collector> makeNvmeCollector(const Roots& roots) {
    return std::make_unique<NvmeCollector>(roots);
}

}  // namespace baro::platform
