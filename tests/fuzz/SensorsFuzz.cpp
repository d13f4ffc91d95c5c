#include "platform/linux/DeviceIdentity.h"
#include "platform/linux/Hwmon.h"
#include "platform/linux/HwmonFamilies.h"
#include "platform/linux/SysfsText.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

BARO_FUZZ_TARGET(SensorsFuzz, text) {
    const auto integer = parseSysfsInteger(text);
    if (integer) {
        const auto again = parseSysfsInteger(std::to_string(*integer));
        fuzz::require(again && *again == *integer);
    } else {
        fuzz::require(!integer.error().message.empty() && integer.error().message.size() < 400);
    }
    fuzz::require(!parseSysfsHex(text) || text.find("0x") != std::string_view::npos);

    const auto attribute = parseHwmonAttribute(text);
    if (attribute) {
        fuzz::require(attribute->number >= 0 && !attribute->item.empty());
        fuzz::require(std::string(attribute->channel).append("_").append(attribute->item) == text);
    }

    const auto file = parseHwmonFileName(text);
    if (file)
        fuzz::require(file->number >= 0 && text.starts_with(file->type) && text.ends_with(file->element));
    const std::string plain = plainName(text);
    fuzz::require(plain.size() <= text.size() && plainName(plain) == plain);

    const std::string stable = stableBusPath(text);
    fuzz::require(stable.size() <= text.size());
    fuzz::require(stableBusPath(stable) == stable);
    if (isPciAddress(text)) fuzz::require(stable == text);
}
