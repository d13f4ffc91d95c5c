#include "platform/linux/Virtualization.h"

#include <array>
#include <utility>

namespace baro::platform {
namespace {

struct Mark {
    const char* start;  // of the vendor or the product
    const char* hypervisor;
};
// The strings that hypervisors put into DMI.
constexpr std::array marks{Mark{"KVM", "kvm"},
                           Mark{"OpenStack", "kvm"},
                           Mark{"KubeVirt", "kvm"},
                           Mark{"Amazon EC2", "amazon"},
                           Mark{"QEMU", "qemu"},
                           Mark{"VMware", "vmware"},
                           Mark{"innotek GmbH", "oracle"},
                           Mark{"VirtualBox", "oracle"},
                           Mark{"Xen", "xen"},
                           Mark{"Bochs", "bochs"},
                           Mark{"Parallels", "parallels"},
                           Mark{"BHYVE", "bhyve"},
                           Mark{"Google Compute Engine", "google"},
                           Mark{"Apple Virtualization", "apple"}};

std::string containerBelow(const std::string& root) {
    // systemd and its managers write the kind; Podman and Docker leave a file.
    if (const auto kind = readAttribute(root + "/run/systemd/container"); kind && !kind.value().empty())
        return kind.value();
    if (readFile(root + "/run/.containerenv")) return "podman";
    if (readFile(root + "/.dockerenv")) return "docker";
    return {};
}

}  // namespace

std::string hypervisorFrom(const MachineNames& names) {
    for (const Mark& mark : marks)
        if (names.product.starts_with(mark.start) || names.vendor.starts_with(mark.start))
            return mark.hypervisor;
    // Microsoft makes computers too.
    if (names.vendor == "Microsoft Corporation" && names.product == "Virtual Machine") return "microsoft";
    return {};
}

std::string virtualizationBelow(const Roots& roots, const MachineNames& names, bool underHypervisor) {
    if (auto container = containerBelow(roots.etc + "/.."); !container.empty()) return container;
    // A bare-metal Amazon instance names the vendor too, but has no hypervisor.
    if (auto hypervisor = hypervisorFrom(names);
        !hypervisor.empty() && (underHypervisor || hypervisor != "amazon"))
        return hypervisor;
    if (const auto kind = readAttribute(roots.sysfs + "/hypervisor/type"); kind && !kind.value().empty())
        return kind.value();
    return underHypervisor ? "vm" : "";
}

}  // namespace baro::platform
