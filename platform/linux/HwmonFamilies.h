// Chips of hwmon as node_exporter's metrics: one family for each element of each type of sensor.
#pragma once

#include <string>
#include <string_view>

#include "core/model/FamilyBuilder.h"
#include "platform/linux/HwmonAttributes.h"

namespace baro::platform {

// How node_exporter spells what it puts into labels: lower case, '_' for what is not a letter, a digit, ':'
// or
// '_', and none of these at the ends.
std::string plainName(std::string_view text);

// The label `chip`: the device's bus and name, since hwmon3 may be hwmon5 after the next start; without a
// device the driver's name, and without that the folder's. chipPath: below class/hwmon.
std::string hwmonChipLabel(const std::string& chipPath);

// What the driver calls the chip, spelled plainly; empty when it does not say.
std::string hwmonChipName(const std::string& chipPath);

// name: see hwmonChipName(). What does not hold a number is left out.
void tellHwmonChip(std::string_view chipLabel, std::string_view name, const HwmonAttributes& attributes,
                   FamilyBuilder& into);

}  // namespace baro::platform
