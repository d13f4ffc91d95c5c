#include "ui/widgets/StackedArea.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/Theme.h"
#include "ui/widgets/ChartCanvas.h"

namespace baro::ui {

StackedArea::StackedArea(const PageContext& context, ChartSpec spec, QWidget* parent)
    : ChartFrame(context, std::move(spec), true, parent) {
    canvas().setPainter([this](QPainter& painter, const QRectF& plot) { paintBands(painter, plot, bands_); });
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
    makeBands();
    canvas().update();
}

void StackedArea::makeBands() {
    bands_.clear();
    std::vector<double> floor(data().columns());
    for (const ChartSeries& series : data().series)
        if (!isHidden(series)) addBands(series, floor);
}

// One band for each run of known columns. A column in which a part is unknown has no such part: the ones
// above lie on what is known.
void StackedArea::addBands(const ChartSeries& series, std::vector<double>& floor) {
    const QRectF plot = canvas().plotArea();
    const double span = static_cast<double>(std::max<std::int64_t>(1, data().range.to - data().range.from));
    Band band = stackedBand(colorOf(series));
    const auto end = [&] {
        if (band.upper.size() > 1) bands_.push_back(band);
        band.upper.clear();
        band.lower.clear();
    };
    for (std::size_t i = 0; i < series.maximum.size(); ++i) {
        if (std::isnan(series.maximum[i])) {
            end();
            continue;
        }
        const double share = static_cast<double>(data().timeOf(i) - data().range.from) / span;
        const double x = plot.left() + share * plot.width();
        band.lower << QPointF(x, canvas().yOf(floor[i]));
        floor[i] += series.maximum[i];
        band.upper << QPointF(x, canvas().yOf(floor[i]));
    }
    end();
}

}  // namespace baro::ui
