#include "ui/widgets/SeriesChart.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLabel>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/widgets/ChartCanvas.h"

namespace baro::ui {
namespace {

// Qt Charts draws a thousand of them in about a millisecond and a half, and the window stands still
// meanwhile.
constexpr std::size_t mostSmoothPoints = 10'000;

}  // namespace

SeriesChart::SeriesChart(const PageContext& context, ChartSpec spec, QWidget* parent)
    : ChartFrame(context, std::move(spec), false, parent) {
    chart_ = new QChart;
    chart_->setAnimationOptions(QChart::NoAnimation);
    chart_->setBackgroundVisible(false);
    chart_->setMargins({});
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->legend()->hide();
    time_ = new QValueAxis(chart_);
    value_ = new QValueAxis(chart_);
    for (QValueAxis* axis : {time_, value_})
        axis->setVisible(false);
    chart_->addAxis(time_, Qt::AlignBottom);
    chart_->addAxis(value_, Qt::AlignLeft);

    view_ = new QChartView(chart_, &canvas());
    view_->setFrameShape(QFrame::NoFrame);
    view_->setBackgroundBrush(Qt::NoBrush);
    view_->viewport()->setAutoFillBackground(false);
    view_->setRenderHint(QPainter::Antialiasing);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setAttribute(Qt::WA_TransparentForMouseEvents);
    view_->setFocusPolicy(Qt::NoFocus);
    thin_ = new QLabel(&canvas());
    thin_->setAttribute(Qt::WA_TransparentForMouseEvents);
    thin_->hide();
    raiseOverlay();
}

SeriesChart::~SeriesChart() = default;

std::pair<double, double> SeriesChart::extremes() const {
    std::pair<double, double> extremes{0, 0};
    for (const ChartSeries& series : data().series) {
        if (isHidden(series)) continue;
        for (const double value : series.minimum)
            extremes.first = std::fmin(extremes.first, value);
        for (const double value : series.maximum)
            extremes.second = std::fmax(extremes.second, value);
    }
    return extremes;
}

QLineSeries& SeriesChart::lineAt(std::size_t index) {
    if (index == lines_.size()) {
        auto* line = new QLineSeries(chart_);
        chart_->addSeries(line);
        line->attachAxis(time_);
        line->attachAxis(value_);
        lines_.push_back(line);
    }
    return *lines_[index];
}

void SeriesChart::showData() {
    std::size_t points = 0;
    for (const ChartSeries& series : data().series)
        if (!isHidden(series)) points += series.maximum.size();
    const bool isThin = points > mostSmoothPoints;
    if (isThin)
        drawThin();
    else
        thin_->clear();
    thin_->setVisible(isThin);
    view_->setVisible(!isThin);
    showLines();
}

void SeriesChart::showLines() {
    view_->setGeometry(canvas().plotArea().toAlignedRect());
    chart_->setPlotArea(QRectF(QPointF(), view_->size()));
    time_->setRange(static_cast<double>(data().range.from - data().range.to) / 1000, 0);
    value_->setRange(canvas().axis().minimum, canvas().axis().maximum);
    std::size_t used = 0;
    for (const ChartSeries& series : data().series) {
        if (isHidden(series) || thin_->isVisibleTo(&canvas())) continue;
        const QPen pen = penOf(series);
        for (QList<QPointF>& run : knownRuns(series, data())) {
            for (QPointF& point : run)
                point.setY(canvas().axis().drawn(point.y()));
            QLineSeries& line = lineAt(used++);
            if (line.pen() != pen) line.setPen(pen);
            line.replace(run);
        }
    }
    for (std::size_t i = used; i < linesInUse_; ++i)
        lines_[i]->clear();
    linesInUse_ = used;
}

// Lines as thin as a pixel take a twentieth of the time of wider ones, and are kept as a picture, which the
// pointer's mark may move over.
void SeriesChart::drawThin() {
    const QRectF plot = canvas().plotArea();
    QPixmap picture((plot.size() * devicePixelRatioF()).toSize());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const double length =
        static_cast<double>(std::max<std::int64_t>(1, data().range.to - data().range.from)) / 1000;
    for (const ChartSeries& series : data().series) {
        if (isHidden(series)) continue;
        painter.setPen(QPen(colorOf(series), 0));
        for (const QList<QPointF>& run : knownRuns(series, data())) {
            QPolygonF line;
            for (const QPointF& point : run)
                line << QPointF((point.x() / length + 1) * plot.width(),
                                canvas().yOf(point.y()) - plot.top());
            painter.drawPolyline(line);
        }
    }
    painter.end();
    thin_->setPixmap(picture);
    thin_->setGeometry(plot.toAlignedRect());
}

}  // namespace baro::ui
