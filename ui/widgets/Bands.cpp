#include "ui/widgets/Bands.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace baro::ui {
namespace {

void paintPolygons(QPainter& painter, std::span<const Band> bands) {
    for (const Band& band : bands) {
        QPolygonF outline = band.upper;
        std::reverse_copy(band.lower.begin(), band.lower.end(), std::back_inserter(outline));
        painter.setPen(Qt::NoPen);
        painter.setBrush(band.fill);
        painter.drawPolygon(outline);
        if (!band.edge.isValid()) continue;
        painter.setPen(QPen(band.edge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(band.upper);
    }
}

// What of a line lies above one column of pixels.
struct Reach {
    double least = 0;
    double greatest = 0;
    double mean = 0;
};

// Walks along a line from the left to the right.
class LineWalk {
  public:
    // Pixels are `scale` to a unit, from `origin` on.
    LineWalk(const QPolygonF& line, QPointF origin, double scale)
        : line_(line), origin_(origin), scale_(scale) {}

    double left() const { return pixel(0).x(); }
    double right() const { return pixel(line_.size() - 1).x(); }

    // from <= to, both not less than those before and within the line.
    Reach over(double from, double to) {
        const double first = at(from);
        Reach reach{first, first, 0};
        const auto include = [&reach](double y) {
            reach.least = std::min(reach.least, y);
            reach.greatest = std::max(reach.greatest, y);
        };
        for (qsizetype next = segment_ + 1; next < line_.size() && pixel(next).x() < to; ++next)
            include(pixel(next).y());
        const double last = at(to);
        include(last);
        reach.mean = (first + last) / 2;
        return reach;
    }

  private:
    QPointF pixel(qsizetype index) const { return (line_[index] - origin_) * scale_; }
    double at(double x) {
        while (segment_ + 2 < line_.size() && pixel(segment_ + 1).x() < x)
            ++segment_;
        const QPointF a = pixel(segment_);
        const QPointF b = pixel(segment_ + 1);
        if (b.x() <= a.x()) return b.y();
        return a.y() + (b.y() - a.y()) * std::clamp((x - a.x()) / (b.x() - a.x()), 0.0, 1.0);
    }

    const QPolygonF& line_;
    const QPointF origin_;
    const double scale_;
    qsizetype segment_ = 0;  // the one that was looked at last
};

constexpr double onTheGround = 0.01;  // pixels

// Pixels that lie upon nothing yet.
class BandImage {
  public:
    BandImage(QSizeF size, double scale)
        : scale_(scale),
          image_(static_cast<int>(std::ceil(size.width() * scale)),
                 static_cast<int>(std::ceil(size.height() * scale)), QImage::Format_ARGB32_Premultiplied) {
        image_.fill(Qt::transparent);
    }

    void add(const Band& band, QPointF origin) {
        LineWalk upper(band.upper, origin, scale_);
        LineWalk lower(band.lower, origin, scale_);
        const double left = std::max(0.0, upper.left());
        const double right = std::min<double>(image_.width(), upper.right());
        for (int column = static_cast<int>(left); column < right; ++column) {
            const double from = std::max<double>(column, left);
            const double to = std::min<double>(column + 1, right);
            if (to <= from) continue;
            const Reach above = upper.over(from, to);
            const Reach below = lower.over(from, to);
            cover(column, above.mean, below.mean, band.fill, to - from);
            // A part of nothing has no edge, but for what stands on the ground: that is known to be nothing.
            const bool isThere = below.mean > above.mean || below.mean >= image_.height() - onTheGround;
            if (band.edge.isValid() && isThere)
                cover(column, above.least - scale_ / 2, above.greatest + scale_ / 2, band.edge, to - from);
        }
    }
    const QImage& pixels() const { return image_; }

  private:
    // share: of the column's width.
    void cover(int column, double top, double bottom, const QColor& color, double share) {
        const double first = std::clamp<double>(top, 0, image_.height());
        const double last = std::clamp<double>(bottom, 0, image_.height());
        const auto alpha = static_cast<double>(color.alphaF()) * share;
        QRgb* pixels = reinterpret_cast<QRgb*>(image_.bits()) + column;
        for (int row = static_cast<int>(first); row < last; ++row) {
            const double part = std::min<double>(row + 1, last) - std::max<double>(row, first);
            blend(pixels[row * image_.width()], color, alpha * part);
        }
    }
    static void blend(QRgb& pixel, const QColor& color, double alpha) {
        const auto mixed = [alpha](int under, int over) {
            return static_cast<int>(std::lround(under * (1 - alpha) + over * alpha));
        };
        pixel = qRgba(mixed(qRed(pixel), color.red()), mixed(qGreen(pixel), color.green()),
                      mixed(qBlue(pixel), color.blue()), mixed(qAlpha(pixel), 255));
    }

    const double scale_;
    QImage image_;
};

}  // namespace

Band stackedBand(const QColor& color) {
    QColor fill = color;
    fill.setAlphaF(0.62F);
    return {fill, color, {}, {}};
}

void paintBands(QPainter& painter, const QRectF& within, std::span<const Band> bands) {
    if (bands.empty()) return;
    if (painter.paintEngine()->type() != QPaintEngine::Raster) return paintPolygons(painter, bands);
    // Of a device of its own density, and of a painter that draws larger than it is told.
    const QTransform& transform = painter.worldTransform();
    const double scale = painter.device()->devicePixelRatioF() * std::hypot(transform.m11(), transform.m12());
    BandImage image(within.size(), scale);
    for (const Band& band : bands)
        image.add(band, within.topLeft());
    painter.drawImage(QRectF(within.topLeft(), QSizeF(image.pixels().size()) / scale), image.pixels());
}

}  // namespace baro::ui
