#include "ui/widgets/ChartSpec.h"

#include "ui/MachineText.h"

namespace baro::ui {

QString lineName(const QString& pattern, const Labels& labels) {
    if (pattern.isEmpty()) return machineText(toString(labels));
    QString name;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(QLatin1Char('}'), open);
        if (close < 0) break;
        name += pattern.mid(at, open - at);
        name += machineText(labels.value(pattern.mid(open + 1, close - open - 1).toStdString()));
        at = close + 1;
    }
    return name + pattern.mid(at);
}

}  // namespace baro::ui
