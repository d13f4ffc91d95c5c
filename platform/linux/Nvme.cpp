#include "platform/linux/Nvme.h"

#include "core/base/Numbers.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

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

std::string textOr(const std::string& file, std::string_view otherwise) {
    const auto text = readAttribute(file);
    return text ? *text : std::string(otherwise);
}

class NvmeCollector final : public FamiliesCollector {
  public:
    explicit NvmeCollector(const Roots& roots)
        : FamiliesCollector("nvme", std::chrono::seconds(60), &FamilyReadings::nvme),
          folder_(roots.sysfs + "/class/nvme/") {}

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        FamilyBuilder families;
        for (const std::string& name : *names)
            addController(families, name);
        return families.take();
    }

  private:
    void addController(FamilyBuilder& families, const std::string& name) const {
        const std::string folder = folder_ + name + '/';
        const auto text = [&folder](const char* file) { return textOr(folder + file, ""); };
        families.add(
            "node_nvme_info",
            {text("cntlid"), name, text("firmware_rev"), text("model"), text("serial"), text("state")}, 1);
        const auto entries = listDirectory(folder);
        if (!entries) return;
        for (const std::string& entry : *entries)
            if (const auto number = namespaceNumber(entry, name); !number.empty())
                addNamespace(families, name, number, folder + entry + '/');
    }

    static void addNamespace(FamilyBuilder& families, std::string_view device, std::string_view number,
                             const std::string& folder) {
        families.add("node_nvme_namespace_info", {textOr(folder + "ana_state", "unknown"), device, number},
                     1);
        const auto blockBytes = readNumber(folder + "queue/logical_block_size");
        if (!blockBytes) return;
        families.add("node_nvme_namespace_logical_block_size_bytes", {device, number}, *blockBytes);
        // sysfs counts sectors of 512 bytes here, whatever the block size. node_exporter multiplies all the
        // same, which is too much for drives with blocks of 4096; these metrics are its, so they say what it
        // says.
        if (const auto size = readNumber(folder + "size")) {
            families.add("node_nvme_namespace_size_bytes", {device, number}, *size * *blockBytes);
            families.add("node_nvme_namespace_capacity_bytes", {device, number}, *size * *blockBytes);
        }
        if (const auto used = readNumber(folder + "nuse"))
            families.add("node_nvme_namespace_used_bytes", {device, number}, *used * *blockBytes);
    }

    std::string folder_;
};

}  // namespace

std::unique_ptr<Collector> makeNvmeCollector(const Roots& roots) {
    return std::make_unique<NvmeCollector>(roots);
}

}  // namespace baro::platform
