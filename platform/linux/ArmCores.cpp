#include "platform/linux/ArmCores.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace baro::platform {
namespace {

// Numbers and names as lscpu has them (sys-utils/lscpu-arm.c of util-linux) and the kernel
// (arch/arm64/include/asm/cputype.h); of microcontrollers and of what no longer runs Linux there are none.
enum Maker : std::uint32_t {
    arm = 0x41,
    broadcom = 0x42,
    cavium = 0x43,
    fujitsu = 0x46,
    hisilicon = 0x48,
    nvidia = 0x4e,
    apm = 0x50,
    qualcomm = 0x51,
    samsung = 0x53,
    marvell = 0x56,
    apple = 0x61,
    microsoft = 0x6d,
    phytium = 0x70,
    ampere = 0xc0,
};

struct NamedMaker {
    std::uint32_t number;
    std::string_view name;
};
constexpr NamedMaker armMakers[] = {
    {arm, "ARM"},         {broadcom, "Broadcom"},   {cavium, "Cavium"},
    {fujitsu, "Fujitsu"}, {hisilicon, "HiSilicon"}, {nvidia, "NVIDIA"},
    {apm, "APM"},         {qualcomm, "Qualcomm"},   {samsung, "Samsung"},
    {marvell, "Marvell"}, {apple, "Apple"},         {microsoft, "Microsoft"},
    {phytium, "Phytium"}, {ampere, "Ampere"},
};

struct NamedCore {
    ArmCore core;
    std::string_view name;
};
constexpr NamedCore armCores[] = {
    {{arm, 0xb76}, "ARM1176"},
    {{arm, 0xc05}, "Cortex-A5"},
    {{arm, 0xc07}, "Cortex-A7"},
    {{arm, 0xc08}, "Cortex-A8"},
    {{arm, 0xc09}, "Cortex-A9"},
    {{arm, 0xc0d}, "Cortex-A17"},
    {{arm, 0xc0e}, "Cortex-A17"},
    {{arm, 0xc0f}, "Cortex-A15"},
    {{arm, 0xd01}, "Cortex-A32"},
    {{arm, 0xd02}, "Cortex-A34"},
    {{arm, 0xd03}, "Cortex-A53"},
    {{arm, 0xd04}, "Cortex-A35"},
    {{arm, 0xd05}, "Cortex-A55"},
    {{arm, 0xd06}, "Cortex-A65"},
    {{arm, 0xd07}, "Cortex-A57"},
    {{arm, 0xd08}, "Cortex-A72"},
    {{arm, 0xd09}, "Cortex-A73"},
    {{arm, 0xd0a}, "Cortex-A75"},
    {{arm, 0xd0b}, "Cortex-A76"},
    {{arm, 0xd0c}, "Neoverse-N1"},
    {{arm, 0xd0d}, "Cortex-A77"},
    {{arm, 0xd0e}, "Cortex-A76AE"},
    {{arm, 0xd40}, "Neoverse-V1"},
    {{arm, 0xd41}, "Cortex-A78"},
    {{arm, 0xd42}, "Cortex-A78AE"},
    {{arm, 0xd43}, "Cortex-A65AE"},
    {{arm, 0xd44}, "Cortex-X1"},
    {{arm, 0xd46}, "Cortex-A510"},
    {{arm, 0xd47}, "Cortex-A710"},
    {{arm, 0xd48}, "Cortex-X2"},
    {{arm, 0xd49}, "Neoverse-N2"},
    {{arm, 0xd4a}, "Neoverse-E1"},
    {{arm, 0xd4b}, "Cortex-A78C"},
    {{arm, 0xd4c}, "Cortex-X1C"},
    {{arm, 0xd4d}, "Cortex-A715"},
    {{arm, 0xd4e}, "Cortex-X3"},
    {{arm, 0xd4f}, "Neoverse-V2"},
    {{arm, 0xd80}, "Cortex-A520"},
    {{arm, 0xd81}, "Cortex-A720"},
    {{arm, 0xd82}, "Cortex-X4"},
    {{arm, 0xd83}, "Neoverse-V3AE"},
    {{arm, 0xd84}, "Neoverse-V3"},
    {{arm, 0xd85}, "Cortex-X925"},
    {{arm, 0xd87}, "Cortex-A725"},
    {{arm, 0xd89}, "Cortex-A720AE"},
    {{arm, 0xd8e}, "Neoverse-N3"},
    {{broadcom, 0x00f}, "Brahma-B15"},
    {{broadcom, 0x100}, "Brahma-B53"},
    {{broadcom, 0x516}, "ThunderX2"},
    {{cavium, 0x0a0}, "ThunderX"},
    {{cavium, 0x0a1}, "ThunderX-88XX"},
    {{cavium, 0x0a2}, "ThunderX-81XX"},
    {{cavium, 0x0a3}, "ThunderX-83XX"},
    {{cavium, 0x0af}, "ThunderX2-99xx"},
    {{cavium, 0x0b0}, "OcteonTX2"},
    {{cavium, 0x0b8}, "ThunderX3-T110"},
    {{fujitsu, 0x001}, "A64FX"},
    {{hisilicon, 0xd01}, "Kunpeng-920"},
    {{hisilicon, 0xd40}, "Cortex-A76"},
    {{nvidia, 0x000}, "Denver"},
    {{nvidia, 0x003}, "Denver 2"},
    {{nvidia, 0x004}, "Carmel"},
    {{apm, 0x000}, "X-Gene"},
    {{qualcomm, 0x001}, "Oryon"},
    {{qualcomm, 0x04d}, "Krait"},
    {{qualcomm, 0x06f}, "Krait"},
    {{qualcomm, 0x201}, "Kryo"},
    {{qualcomm, 0x205}, "Kryo"},
    {{qualcomm, 0x211}, "Kryo"},
    {{qualcomm, 0x800}, "Falkor-V1/Kryo"},
    {{qualcomm, 0x801}, "Kryo-V2"},
    {{qualcomm, 0x802}, "Kryo-3XX-Gold"},
    {{qualcomm, 0x803}, "Kryo-3XX-Silver"},
    {{qualcomm, 0x804}, "Kryo-4XX-Gold"},
    {{qualcomm, 0x805}, "Kryo-4XX-Silver"},
    {{qualcomm, 0xc00}, "Falkor"},
    {{qualcomm, 0xc01}, "Saphira"},
    {{samsung, 0x001}, "Exynos-M1"},
    {{samsung, 0x002}, "Exynos-M3"},
    {{samsung, 0x003}, "Exynos-M4"},
    {{samsung, 0x004}, "Exynos-M5"},
    {{marvell, 0x131}, "Feroceon-88FR131"},
    {{marvell, 0x581}, "PJ4/PJ4b"},
    {{marvell, 0x584}, "PJ4B-MP"},
    {{apple, 0x022}, "Icestorm-M1"},
    {{apple, 0x023}, "Firestorm-M1"},
    {{apple, 0x024}, "Icestorm-M1-Pro"},
    {{apple, 0x025}, "Firestorm-M1-Pro"},
    {{apple, 0x028}, "Icestorm-M1-Max"},
    {{apple, 0x029}, "Firestorm-M1-Max"},
    {{apple, 0x032}, "Blizzard-M2"},
    {{apple, 0x033}, "Avalanche-M2"},
    {{apple, 0x034}, "Blizzard-M2-Pro"},
    {{apple, 0x035}, "Avalanche-M2-Pro"},
    {{apple, 0x038}, "Blizzard-M2-Max"},
    {{apple, 0x039}, "Avalanche-M2-Max"},
    {{microsoft, 0xd49}, "Azure-Cobalt-100"},
    {{phytium, 0x660}, "FTC660"},
    {{phytium, 0x661}, "FTC661"},
    {{phytium, 0x662}, "FTC662"},
    {{phytium, 0x663}, "FTC663"},
    {{ampere, 0xac3}, "Ampere-1"},
    {{ampere, 0xac4}, "Ampere-1a"},
};

}  // namespace

std::string_view armImplementer(std::uint32_t implementer) {
    const auto* const found = std::ranges::find(armMakers, implementer, &NamedMaker::number);
    return found == std::end(armMakers) ? std::string_view() : found->name;
}

std::string_view armCoreName(ArmCore core) {
    const auto* const found = std::ranges::find(armCores, core, &NamedCore::core);
    return found == std::end(armCores) ? std::string_view() : found->name;
}

std::string armCoreText(ArmCore core) {
    if (const auto name = armCoreName(core); !name.empty()) return std::string(name);
    const auto maker = armImplementer(core.implementer);
    return maker.empty() ? fmt::format("implementer {:#04x} part {:#05x}", core.implementer, core.part)
                         : fmt::format("{} part {:#05x}", maker, core.part);
}

}  // namespace baro::platform
