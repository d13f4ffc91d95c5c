#include "ui/widgets/StackedArea.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Theme.h"
#include "ui/widgets/ChartCanvas.h"

namespace baro::ui {

StackedArea::StackedArea(const PageContext& context, ChartSpec spec, QWidget* parent)
    : ChartFrame(context, std::move(spec), true, parent) {
    canvas().setPainter([this](QPainter& painter, const QRectF&) {
        for (const Area& area : areas_) {
            QColor fill = area.color;
            fill.setAlphaF(0.62F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area.outline);
            painter.setPen(QPen(area.color, 1));
            painter.drawPolyline(area.edge);
        }
    });
}

StackedArea::~StackedArea() = default;

std::pair<double, double> StackedArea::extremes() const {
    std::vector<double> sums(data().columns());
    for (const ChartSeries& series : data().series) {
        if (isHidden(series)) continue;
        for (std::size_t i = 0; i < series.maximum.size(); ++i)
            if (!std::isnan(series.maximum[i])) sums[i] += series.maximum[i];
    }
    const auto highest = std::max_element(sums.begin(), sums.end());
    return {0, highest == sums.end() ? 0 : *highest};
}

void StackedArea::showData() {
    makeAreas();
    canvas().update();
}

void StackedArea::makeAreas() {
    areas_.clear();
    std::vector<double> floor(data().columns());
    for (const ChartSeries& series : data().series)
        if (!isHidden(series)) addAreas(series, floor);
}

// One area for each run of known columns. A column in which a part is unknown has no such part: the ones
// above lie on what is known.
void StackedArea::addAreas(const ChartSeries& series, std::vector<double>& floor) {
    const QRectF plot = canvas().plotArea();
    const double span = static_cast<double>(std::max<std::int64_t>(1, data().range.to - data().range.from));
    Area area{colorOf(series), {}, {}};
    QPolygonF lower;
    const auto end = [&] {
        if (area.edge.size() > 1) {
            std::reverse(lower.begin(), lower.end());
            area.outline = area.edge + lower;
            areas_.push_back(area);
        }
        area.edge.clear();
        lower.clear();
    };
    for (std::size_t i = 0; i < series.maximum.size(); ++i) {
        if (std::isnan(series.maximum[i])) {
            end();
            continue;
        }
        const double share = static_cast<double>(data().timeOf(i) - data().range.from) / span;
        const double x = plot.left() + share * plot.width();
        lower << QPointF(x, canvas().yOf(floor[i]));
        floor[i] += series.maximum[i];
        area.edge << QPointF(x, canvas().yOf(floor[i]));
    }
    end();
}

}  // namespace baro::ui
