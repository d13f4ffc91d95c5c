// What a chart says beside the crosshair: the values at that instant, and who used the machine most then.
#pragma once

#include <QColor>
#include <QString>
#include <vector>

#include "ui/models/TopProcesses.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ChartSpec.h"

class QPainter;

namespace baro::ui {

struct ChartNote {
    struct Line {
        QString name;
        QString value;
        QColor color;
        bool operator==(const Line&) const = default;
    };
    QString time;
    std::vector<Line> lines;
    QString last;  // empty: nothing is known
    bool operator==(const ChartNote&) const = default;
};

// Whom to name on this chart: who holds most memory on one about memory, who moves most bytes on one about
// disks, else who uses most processor time. The first line decides by the metric that it asks.
TopBy topByOf(const ChartSpec& spec);

// x: of the crosshair. Of the lines only as many as fit into the plot area.
void paintNote(QPainter& painter, const Theme& theme, const QRectF& plot, double x, const ChartNote& note);

}  // namespace baro::ui
