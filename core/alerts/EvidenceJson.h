// Evidence as JSON: how the record keeps it, and a file that is sent to somebody has it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/alerts/AlertEvidence.h"
#include "core/base/JsonWriter.h"

namespace baro::alerts {

// Long texts are cut; values keep six digits. docs/record-format.md names the members.
void writeEvidence(const AlertEvidence& evidence, JsonWriter& json);
std::string evidenceJson(const AlertEvidence& evidence);

// What an event "alert" of the record is about: {"alert":...,"reason":...,"evidence":{...}}.
std::string aboutAlert(const AlertEvidence& evidence);
// From the same. Absent when it has no evidence: the alert fired too often, or an older version kept it. The
// record may have come from somebody else: whatever it says is checked.
Result<AlertEvidence> evidenceIn(std::string_view about);

}  // namespace baro::alerts
