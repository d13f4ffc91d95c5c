#include "ui/widgets/ChartMarks.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace baro::ui {
namespace {

constexpr double markWordGap = 4;     // between a mark and its words
constexpr double markDrop = 3;        // below what is drawn at the very top
constexpr double leastMarkWord = 32;  // with less room they are no words
constexpr double leastBreakWidth = 3;
constexpr double hatchStep = 6;
constexpr double widestLimitWord = 160;

// The words stand where they have room between this seam and its neighbours.
void paintSeamMarks(QPainter& painter, const Palette& palette, double height, const PlotTimes& times,
                    const std::vector<ChartSeam>& seams) {
    const QFontMetricsF metrics(painter.font());
    double begin = 0;
    for (std::size_t i = 0; i < seams.size(); ++i) {
        const double x = times.xOf(seams[i].moment);
        const double end = i + 1 < seams.size() ? times.xOf(seams[i + 1].moment) : times.width;
        painter.setPen(QPen(palette[Role::QuietText], 1, Qt::DotLine));
        painter.drawLine(QPointF(x, 0), QPointF(x, height));
        painter.setPen(palette[Role::QuietText]);
        const auto write = [&](const QString& text, const QRectF& room, Qt::Alignment side) {
            if (room.width() < leastMarkWord) return;
            painter.drawText(room.adjusted(0, markDrop, 0, 0), side | Qt::AlignTop,
                             metrics.elidedText(text, Qt::ElideRight, room.width()));
        };
        write(seams[i].before, QRectF(begin, 0, x - begin - markWordGap, height), Qt::AlignRight);
        // The next one says the same of what lies between.
        if (i + 1 == seams.size())
            write(seams[i].after, QRectF(x + markWordGap, 0, end - x - markWordGap, height), Qt::AlignLeft);
        begin = x + markWordGap;
    }
}

// However short it was it is seen.
void paintBreak(QPainter& painter, const Palette& palette, double height, const PlotTimes& times,
                const ChartBreak& one) {
    const double to = std::min(times.xOf(one.gap.to), times.width);
    const double from = std::clamp(times.xOf(one.gap.from), 0.0, std::max(0.0, to - leastBreakWidth));
    const QRectF area(from, 0, to - from, height);
    painter.save();
    painter.setClipRect(area);
    painter.setPen(QPen(palette[Role::Line], 1.5));
    // Counted from the left edge of the plot, so that neighbours are hatched as one.
    const double first = std::floor((from - height) / hatchStep) * hatchStep;
    for (double x = first; x < to; x += hatchStep)
        painter.drawLine(QPointF(x, height), QPointF(x + height, 0));
    painter.restore();
    const double word = QFontMetricsF(painter.font()).horizontalAdvance(one.text);
    if (word + 2 * markWordGap > area.width()) return;
    painter.setPen(palette[Role::QuietText]);
    painter.drawText(area.adjusted(0, markDrop, 0, 0), Qt::AlignHCenter | Qt::AlignTop, one.text);
}

void paintLimits(QPainter& painter, const Palette& palette, double height, double width,
                 const std::vector<ChartLimit>& limits) {
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    const auto yOf = [height](const ChartLimit& limit) {
        return std::floor(std::min(limit.y, height - 1)) + 0.5;
    };
    for (const ChartLimit& limit : limits) {
        painter.setPen(QPen(palette[limit.role], 1));
        painter.drawLine(QPointF(0, yOf(limit)), QPointF(width, yOf(limit)));
    }
    std::vector<QRectF> taken;
    for (const ChartLimit& limit : limits) {
        const double y = yOf(limit);
        const QString word =
            metrics.elidedText(limit.alert, Qt::ElideRight, std::min(widestLimitWord, width / 2));
        // Above the line, or below where that would be outside; beside those that are there already.
        QRectF room(markWordGap, y < line ? y + 1 : y - line, metrics.horizontalAdvance(word), line);
        for (const QRectF& other : taken)
            if (room.intersects(other)) room.moveLeft(other.right() + 2 * markWordGap);
        taken.push_back(room);
        QColor ground = palette[Role::Surface];
        ground.setAlphaF(0.8F);
        painter.fillRect(room, ground);
        painter.setPen(palette[Role::QuietText]);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, word);
    }
}

}  // namespace

double PlotTimes::xOf(std::int64_t moment) const {
    const double share =
        static_cast<double>(moment - range.from) / static_cast<double>(range.to - range.from);
    return std::floor(share * (width - 1)) + 0.5;
}

void paintMarks(QPainter& painter, const Palette& palette, double height, const PlotTimes& times,
                const ChartMarks& marks) {
    for (const ChartBreak& one : marks.breaks)
        paintBreak(painter, palette, height, times, one);
    paintSeamMarks(painter, palette, height, times, marks.seams);
    paintLimits(painter, palette, height, times.width, marks.limits);
}

}  // namespace baro::ui
