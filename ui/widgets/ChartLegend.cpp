#include "ui/widgets/ChartLegend.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/MachineText.h"

namespace baro::ui {

namespace {

constexpr double markWidth = 16;
constexpr double legendGap = 6;
constexpr double between = 16;
constexpr double widestName = 200;

// Largest first; what is unknown last. Equal ones keep their order, so that idle series do not dance.
bool comesBefore(const ChartLegend::Entry& a, const ChartLegend::Entry& b) {
    if (std::isnan(a.order) || std::isnan(b.order)) return !std::isnan(a.order) && std::isnan(b.order);
    return a.order > b.order;
}

}  // namespace

ChartLegend::ChartLegend(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Series of the chart"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChartLegend::setEntries(std::vector<Entry> entries) {
    std::stable_sort(entries.begin(), entries.end(), comesBefore);
    if (entries == entries_) return;
    entries_ = std::move(entries);
    QStringList words;
    for (const Entry& entry : entries_)
        words << entry.name + QLatin1Char(' ') + entry.value;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QSize ChartLegend::sizeHint() const {
    return {240, static_cast<int>(std::ceil(QFontMetricsF(theme_.font(TextSize::Caption)).height())) + 4};
}

std::vector<ChartLegend::Place> ChartLegend::places() const {
    const QFontMetricsF metrics(theme_.font(TextSize::Caption));
    std::vector<Place> places;
    double x = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const double name = std::min(widestName, metrics.horizontalAdvance(entries_[i].name));
        const double wide = markWidth + legendGap + name + legendGap + metrics.horizontalAdvance(entries_[i].value);
        const bool isLast = i + 1 == entries_.size();
        if (x + wide > (isLast ? width() : overflow().left() - between) && !places.empty()) break;
        places.push_back({QRectF(x, 0, wide, height()), i});
        x += wide + between;
    }
    return places;
}

// Where "+3" stands when not all fit.
QRectF ChartLegend::overflow() const {
    const QFontMetricsF metrics(theme_.font(TextSize::Caption));
    const double wide = metrics.horizontalAdvance(QStringLiteral("+%1").arg(entries_.size()));
    return {width() - wide, 0, wide, static_cast<double>(height())};
}

void ChartLegend::showOthers(std::size_t from) {
    QMenu menu;
    for (std::size_t i = from; i < entries_.size(); ++i) {
        const QString name = entries_[i].name;
        QAction* const action = menu.addAction(withoutMnemonics(name + QLatin1Char('\t') + entries_[i].value));
        action->setCheckable(true);
        action->setChecked(!hidden_.contains(name));
        connect(action, &QAction::triggered, this, [this, name] { toggle(name); });
    }
    menu.exec(mapToGlobal(overflow().bottomLeft().toPoint()));
}

void ChartLegend::toggle(const QString& name) {
    if (!hidden_.remove(name)) hidden_.insert(name);
    update();
    emit toggled();
}

void ChartLegend::mousePressEvent(QMouseEvent* event) {
    const auto shown = places();
    if (shown.size() < entries_.size() && overflow().contains(event->position()))
        return showOthers(shown.size());
    for (const Place& place : shown)
        if (event->button() == Qt::LeftButton && place.area.contains(event->position()))
            return toggle(entries_[place.entry].name);
    QWidget::mousePressEvent(event);
}

void ChartLegend::keyPressEvent(QKeyEvent* event) {
    if (entries_.empty()) return QWidget::keyPressEvent(event);
    const int key = event->key();
    focused_ = std::min(focused_, entries_.size() - 1);
    if (key == Qt::Key_Return || key == Qt::Key_Enter) return toggle(entries_[focused_].name);
    if (key == Qt::Key_Down) focused_ = (focused_ + 1) % entries_.size();
    if (key == Qt::Key_Up) focused_ = (focused_ + entries_.size() - 1) % entries_.size();
    if (key != Qt::Key_Down && key != Qt::Key_Up) return QWidget::keyPressEvent(event);
    update();
}

void ChartLegend::focusInEvent(QFocusEvent* event) {
    focused_ = 0;
    QWidget::focusInEvent(event);
}

void ChartLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme_.font(TextSize::Caption));
    const QFontMetricsF metrics(painter.font());
    const auto shown = places();
    for (const Place& place : shown) {
        const Entry& entry = entries_[place.entry];
        const bool off = hidden_.contains(entry.name);
        QRectF area = place.area;
        if (hasFocus() && place.entry == focused_) {
            painter.setPen(QPen(theme_.color(Role::Accent), 1));
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        }
        const QRectF mark(area.left(), area.center().y() - 4, markWidth, 8);
        QPen pen = off ? QPen(theme_.color(Role::Line), 2) : entry.pen;
        if (entry.filled) {
            painter.fillRect(mark.adjusted(4, 0, -4, 0), pen.color());
        } else {
            pen.setWidthF(2);
            painter.setPen(pen);
            painter.drawLine(QPointF(mark.left(), mark.center().y()),
                             QPointF(mark.right(), mark.center().y()));
        }
        area.setLeft(mark.right() + legendGap);
        const QString name = metrics.elidedText(entry.name, Qt::ElideMiddle, widestName);
        QFont font = theme_.font(TextSize::Caption);
        font.setStrikeOut(off);
        painter.setFont(font);
        painter.setPen(theme_.color(Role::QuietText));
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, name);
        font.setStrikeOut(false);
        painter.setFont(font);
        if (off) continue;
        area.setLeft(area.left() + metrics.horizontalAdvance(name) + legendGap);
        painter.setPen(theme_.color(Role::Text));
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, entry.value);
    }
    if (shown.size() < entries_.size()) {
        painter.setPen(theme_.color(Role::QuietText));
        painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("+%1").arg(entries_.size() - shown.size()));
    }
}

}  // namespace baro::ui
