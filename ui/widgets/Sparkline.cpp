#include "ui/widgets/Sparkline.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace baro::ui {

void paintTrend(QPainter& painter, const QRectF& area, std::span<const double> values, double top,
                const QColor& color) {
    if (values.size() < 2) return;
    if (!(top > 0)) top = 1;
    painter.setRenderHint(QPainter::Antialiasing);
    QColor below = color;
    below.setAlphaF(0.14F);
    const double step = area.width() / static_cast<double>(values.size() - 1);
    const double scale = (area.height() - 2) / top;
    QPolygonF run;
    const auto drawRun = [&] {
        if (run.size() > 1) {
            QPolygonF filled = run;
            filled << QPointF(run.last().x(), area.bottom()) << QPointF(run.first().x(), area.bottom());
            painter.setPen(Qt::NoPen);
            painter.setBrush(below);
            painter.drawPolygon(filled);
            painter.setPen(QPen(color, 1.3));
            painter.drawPolyline(run);
        }
        run.clear();
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) {
            drawRun();
            continue;
        }
        run << QPointF(area.left() + static_cast<double>(i) * step,
                       area.bottom() - 1 - std::clamp(values[i], 0.0, top) * scale);
    }
    drawRun();
}

Sparkline::Sparkline(const Theme& theme, Subject subject, QWidget* parent)
    : QWidget(parent), theme_(theme), subject_(subject) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

Sparkline::~Sparkline() = default;

void Sparkline::setValues(std::vector<double> values) {
    // Bitwise: NaN is equal to NaN here.
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    if (std::equal(values.begin(), values.end(), values_.begin(), values_.end(), same)) return;
    values_ = std::move(values);
    update();
}

void Sparkline::setMaximum(double maximum, double least) {
    maximum_ = maximum;
    least_ = least;
    update();
}

void Sparkline::follow(SeriesFeed& feed, std::string expression, std::chrono::seconds range) {
    question_.expressions = {std::move(expression)};
    question_.range = range;
    if (watch_ == nullptr)
        watch_ = std::make_unique<JoinedWatch>(feed, [this](const SeriesAnswer& answer) {
            const bool isKnown =
                !answer.plots.empty() && answer.plots.front() && !answer.plots.front()->series.empty();
            setValues(isKnown ? answer.plots.front()->series.front().maximum : std::vector<double>{});
        });
    watch_->setVisible(isVisible());
    ask();
}

void Sparkline::ask() {
    if (watch_ == nullptr) return;
    question_.maximumPoints = std::max(1, width() / 2);
    watch_->ask(question_, Unit::None);
}

void Sparkline::resizeEvent(QResizeEvent*) {
    ask();
}

void Sparkline::showEvent(QShowEvent*) {
    if (watch_ != nullptr) watch_->setVisible(true);
}

void Sparkline::hideEvent(QHideEvent*) {
    if (watch_ != nullptr) watch_->setVisible(false);
}

void Sparkline::paintEvent(QPaintEvent*) {
    double top = maximum_;
    if (top <= 0) {
        top = least_;
        for (const double value : values_)
            if (value > top) top = value;
    }
    QPainter painter(this);
    paintTrend(painter, rect(), values_, top, theme_.color(subject_));
}

}  // namespace baro::ui
