#include "ui/widgets/Meter.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextDocument>
#include <QToolTip>
#include <algorithm>

namespace baro::ui {

Meter::Meter(const Theme& theme, Subject subject, QWidget* parent)
    : QWidget(parent), theme_(theme), subject_(subject) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Meter::setShare(std::optional<double> share) {
    if (share == share_) return;
    share_ = share;
    setAccessibleDescription(share_ ? tr("%1 percent").arg(qRound(*share_ * 100)) : tr("unknown"));
    update();
}

void Meter::setParts(std::vector<Part> parts) {
    if (parts == parts_) return;
    parts_ = std::move(parts);
    QStringList words;
    for (const Part& part : parts_)
        words << tr("%1: %2 percent").arg(part.name).arg(qRound(part.share * 100));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void Meter::setThickness(int pixels) {
    thickness_ = pixels;
    updateGeometry();
}

void Meter::setLimits(double warning, double danger) {
    warning_ = warning;
    danger_ = danger;
    update();
}

QSize Meter::sizeHint() const {
    return {96, thickness_};
}

void Meter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF bar(0, (height() - thickness_) / 2.0, width(), thickness_);
    QPainterPath outline;
    const double radius = std::min(thickness_ / 2.0, 4.0);
    outline.addRoundedRect(bar, radius, radius);
    painter.setClipPath(outline);
    painter.fillRect(bar, theme_.color(Role::Sunken));
    if (parts_.empty() && !share_) {
        painter.fillRect(bar, QBrush(theme_.color(Role::Line), Qt::BDiagPattern));
        return;
    }
    const auto fill = [&](double from, double to, const QColor& color) {
        painter.fillRect(QRectF(from * width(), bar.top(), (to - from) * width(), bar.height()), color);
    };
    if (share_ && parts_.empty()) {
        const Role limit = *share_ >= danger_ ? Role::Danger : Role::Warning;
        fill(0, std::clamp(*share_, 0.0, 1.0),
             *share_ >= warning_ ? theme_.color(limit) : theme_.color(subject_));
    }
    double from = 0;
    for (const Part& part : parts_) {
        fill(from, std::min(1.0, from + part.share), part.color);
        from += part.share;
    }
}

bool Meter::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !accessibleDescription().isEmpty()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           Qt::convertFromPlainText(accessibleDescription()), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace baro::ui
