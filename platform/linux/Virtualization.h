// Tells in what kind of virtual machine or container this system runs, in the words of
// systemd-detect-virt(1).
#pragma once

#include <string>

#include "platform/linux/Files.h"

namespace baro::platform {

// What firmware says about the machine.
struct MachineNames {
    std::string vendor;
    std::string product;
};

// "kvm", "vmware", ...: the hypervisor that names itself in the firmware tables; empty when none does.
std::string hypervisorFrom(const MachineNames& names);

// A container before the machine around it; "vm" for a hypervisor that only shows itself in the processor's
// flags; empty on bare metal or when nothing tells.
std::string virtualizationBelow(const Roots& roots, const MachineNames& names, bool underHypervisor);

}  // namespace baro::platform
