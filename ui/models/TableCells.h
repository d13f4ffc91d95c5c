// The cells that the subjects' tables are made of.
#pragma once

#include <optional>
#include <string_view>

#include "core/metrics/Format.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

TableCell textCell(const QString& text, const QString& explanation = {});
TableCell machineCell(std::string_view text, const QString& explanation = {});  // "–" when empty
// "–" with the reason when there is no value.
TableCell numberCell(std::optional<double> value, Unit unit, const FormatStyle& style,
                     const QString& whyUnknown = {});
TableCell unknownCell(const QString& reason);

}  // namespace baro::ui
