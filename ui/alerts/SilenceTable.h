// The silences as rows, and what of an alert a new one can be made of.
#pragma once

#include <QString>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/telling/Silence.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> silenceColumns();
// Those that are not over, the one that ends first in front. now: milliseconds since 1970 UTC.
std::vector<TableRow> silenceRows(const std::vector<alerts::Silence>& silences,
                                  const alerts::AlertStanding& standing, std::int64_t now);

// Alerts that fire or are pending and that all the matchers match; 0 for matchers that cannot be used.
std::size_t heldBack(const std::vector<LabelMatcher>& matchers, const alerts::AlertStanding& standing);

// What can be silenced: each active alert, then each other alerting rule, with its name alone.
std::vector<Labels> silenceable(const alerts::AlertStanding& standing);

}  // namespace baro::ui
