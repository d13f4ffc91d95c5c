// An alert with its evidence as one file for others: a page of HTML that opens anywhere, loads nothing and
// runs nothing.
#pragma once

#include <string>

#include "core/alerts/AlertEvidence.h"
#include "core/metrics/Format.h"

namespace baro::exports {

// unit: of the values. In English; times in UTC. Whatever labels and names hold is text there: it is escaped,
// and control characters are shown. The evidence is in it as JSON too, for programs. Pure.
std::string alertPage(const alerts::AlertEvidence& evidence, Unit unit, const FormatStyle& style = {});

// "alert-HighLoad-2026-11-20T031200Z.html": letters, digits, dots and dashes only.
std::string alertFileName(const alerts::AlertEvidence& evidence);

}  // namespace baro::exports
