// Evidence of alerts as a file for others has it.
#pragma once

#include <cstdint>
#include <string>

#include "core/alerts/AlertEvidence.h"
#include "core/exports/TextMask.h"

namespace baro::exports {

// People, not services, by the number of the user (login.defs(5)).
bool isPerson(std::uint32_t userId);

void learnFrom(const alerts::AlertEvidence& evidence, TextMask& mask);
alerts::AlertEvidence masked(alerts::AlertEvidence evidence, TextMask& mask);

// The same of an event "alert" of the record, for which the rest is done as for any text.
void learnFromAlert(const std::string& about, TextMask& mask);
std::string maskedAlert(const std::string& about, TextMask& mask);

}  // namespace baro::exports
