// What was kept of an alert as facts and rows.
#pragma once

#include <QString>
#include <utility>
#include <vector>

#include "core/alerts/AlertEvidence.h"
#include "core/metrics/Format.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

// Names and values in order; what is not known has an empty value. unit: of the alert's value.
std::vector<std::pair<QString, QString>> evidenceFacts(const alerts::AlertEvidence& evidence, Unit unit,
                                                       const FormatStyle& style);

QString evidenceProcessTitle(const alerts::AlertEvidence& evidence);
std::vector<TableColumn> evidenceProcessColumns();
std::vector<TableRow> evidenceProcessRows(const alerts::AlertEvidence& evidence, const FormatStyle& style);

}  // namespace baro::ui
