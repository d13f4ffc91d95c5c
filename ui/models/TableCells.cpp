#include "ui/models/TableCells.h"

#include <limits>

#include "ui/MachineText.h"

namespace baro::ui {

TableCell textCell(const QString& text, const QString& explanation) {
    return {text, 0, explanation};
}

TableCell machineCell(std::string_view text, const QString& explanation) {
    return text.empty() ? unknownCell(explanation) : textCell(machineText(text), explanation);
}

TableCell numberCell(std::optional<double> value, Unit unit, const FormatStyle& style,
                     const QString& whyUnknown) {
    if (!value) return unknownCell(whyUnknown);
    return {QString::fromStdString(formatValue(*value, unit, style)), *value, {}, unit};
}

TableCell unknownCell(const QString& reason) {
    return {QStringLiteral("–"), std::numeric_limits<double>::quiet_NaN(), reason};
}

}  // namespace baro::ui
