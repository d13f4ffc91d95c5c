// The menu of a chart: take its values, its question or its picture elsewhere.
#pragma once

#include <QPoint>
#include <QString>

namespace baro::ui {

class ChartFrame;
struct PageContext;

// values: what "Copy values" copies. Returns when the menu is closed.
void showChartMenu(ChartFrame& chart, const PageContext& context, const QString& values,
                   const QPoint& position);

}  // namespace baro::ui
