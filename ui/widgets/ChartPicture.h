// A chart drawn for a file or a sheet of paper: title and unit, axes, every series in the legend, and below
// whose chart it is and of when. Any thread.
#pragma once

#include <QFont>
#include <QString>

#include "core/metrics/Format.h"
#include "ui/Picture.h"
#include "ui/alerts/ChartThresholds.h"
#include "ui/theme/Palette.h"
#include "ui/widgets/ChartData.h"
#include "ui/widgets/ChartMarks.h"
#include "ui/widgets/ChartSpec.h"

class QPainter;

namespace baro::ui {

struct ChartPicture {
    ChartSpec spec;
    ChartData data;  // what is to be seen of it
    bool isStacked = false;
    QString host;  // plain text
    std::vector<ChartBreak> breaks = {};
    std::vector<ChartThreshold> thresholds = {};
};

struct PictureLook {
    const Palette* palette = &lightPalette();
    QFont font;  // its size does not matter
    FormatStyle format;
};

// "bytes per second"; empty where there is none.
QString unitInWords(Unit unit, const FormatStyle& style);

// "2026-11-20 03:12:40 – 03:17:40 CET".
QString rangeInWords(TimeRange range);

// How high a chart of this width must be, so that its whole legend has room and the plot this height.
double heightOf(const ChartPicture& chart, const PictureLook& look, double width, double plotHeight);

void paintChart(QPainter& painter, const QRectF& area, const ChartPicture& chart, const PictureLook& look);

// With the ground behind it.
Picture pictureOf(const ChartPicture& chart, const PictureLook& look, QSize size);

}  // namespace baro::ui
