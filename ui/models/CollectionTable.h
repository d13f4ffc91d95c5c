// When each collector was read, when it will be, and how often it failed.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/sampling/CollectionState.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> collectionColumns();
std::vector<TableRow> collectionRows(const CollectionState& state, const FormatStyle& style);

// "Healthy: last collection 12:03:20, next 12:03:21, no failures since 11:00", or what is wrong.
QString collectionSentence(const CollectionState& state);

}  // namespace baro::ui
