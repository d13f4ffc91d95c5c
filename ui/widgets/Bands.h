// Filled areas of charts: parts of a whole, or what lies between the least and the greatest of each column.
// Drawn column of pixels by column, for Qt's antialiased polygons take longer than their number of edges: the
// seven bands of a busy hour 370 ms, on a display of twice the density two seconds; so 2 and 6 ms.
#pragma once

#include <QColor>
#include <QPolygonF>
#include <span>

class QPainter;

namespace baro::ui {

struct Band {
    QColor fill;
    QColor edge;  // of the upper side, one unit wide; invalid: none
    // In the painter's units, from the left to the right, two points at least. Both have the same x.
    QPolygonF upper;
    QPolygonF lower;
};

// A part of a whole, without points yet.
Band stackedBand(const QColor& color);

// In their order; what lies outside `within` is left out. Where there are no pixels (PDF, SVG) as polygons.
void paintBands(QPainter& painter, const QRectF& within, std::span<const Band> bands);

}  // namespace baro::ui
