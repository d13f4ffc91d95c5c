#include "ui/SidebarItem.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextDocument>

#include "ui/Formatting.h"
#include "ui/SeriesFeed.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Sparkline.h"

namespace baro::ui {
namespace {

constexpr int itemHeight = 5 * gridStep;
constexpr int iconPixels = 16;
constexpr int sparklineWidth = 6 * gridStep;
constexpr int titleLeft = gridStep + iconPixels + gridStep;

}  // namespace

SidebarItem::SidebarItem(const PageContext& context, const PageEntry& page, QWidget* parent)
    : QAbstractButton(parent), context_(context), page_(page) {
    setText(page.title);
    setAccessibleName(page.title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    if (!page.sparkline) return;
    sparkline_ = new Sparkline(context.theme, page.subject, this);
    sparkline_->setAttribute(Qt::WA_TransparentForMouseEvents);
    if (page.sparklineMaximum > 0) sparkline_->setMaximum(page.sparklineMaximum);
}

void SidebarItem::showFrame(const Frame& frame) {
    if (page_.badge) setBadge(page_.badge(context_));
    if (page_.figure) setFigure(page_.figure(frame, context_.format));
    if (page_.emptyReason) setReason(page_.emptyReason(frame));
    if (sparkline_ && !follows_) followOnce(frame);
}

// The expression is known only once a Frame tells what this machine has.
void SidebarItem::followOnce(const Frame& frame) {
    auto expression = page_.sparkline(frame);
    if (!expression) return;
    follows_ = true;
    sparkline_->follow(context_.series, std::move(*expression));
}

void SidebarItem::setFigure(const QString& figure) {
    if (figure == figure_) return;
    figure_ = figure;
    setAccessibleDescription(figure);
    update();
}

void SidebarItem::setBadge(std::size_t count) {
    isUrgent_ = count > 0;
    setFigure(isUrgent_ ? countText(count) : QString());
}

void SidebarItem::setReason(const QString& reason) {
    if (reason == reason_) return;
    reason_ = reason;
    setToolTip(reason.isEmpty() ? QString() : Qt::convertFromPlainText(reason));
    update();
}

QSize SidebarItem::sizeHint() const {
    return {26 * gridStep, itemHeight};
}

void SidebarItem::resizeEvent(QResizeEvent* event) {
    QAbstractButton::resizeEvent(event);
    if (sparkline_)
        sparkline_->setGeometry(width() - gridStep - sparklineWidth, gridStep, sparklineWidth,
                                itemHeight - 2 * gridStep);
}

void SidebarItem::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void SidebarItem::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

// The window gives its first control the focus when it opens: only a person's Tab is worth a ring.
void SidebarItem::focusInEvent(QFocusEvent* event) {
    focusIsShown_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractButton::focusInEvent(event);
}

void SidebarItem::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void SidebarItem::paintEvent(QPaintEvent*) {
    const Theme& theme = context_.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isChecked() ? Role::Surface : Role::Raised));
        painter.drawRoundedRect(rect().adjusted(0, 1, 0, -1), 6, 6);
    }
    if (hasFocus() && focusIsShown_) {
        painter.setPen(QPen(theme.color(Role::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 2, -1, -2), 6, 6);
    }
    const bool isEmpty = !reason_.isEmpty();
    const QColor color = isEmpty     ? theme.color(Role::QuietText)
                         : isUrgent_ ? theme.color(Role::Danger)
                                     : theme.color(page_.subject);
    painter.drawPixmap(gridStep, (itemHeight - iconPixels) / 2,
                       theme.iconPixmap(page_.icon, color, iconPixels, devicePixelRatioF()));

    const int figureRight = sparkline_ ? width() - 2 * gridStep - sparklineWidth : width() - gridStep;
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(isUrgent_ ? Role::Danger : Role::QuietText));
    const int figureWidth = painter.fontMetrics().horizontalAdvance(figure_);
    painter.drawText(QRect(0, 0, figureRight, itemHeight), Qt::AlignRight | Qt::AlignVCenter, figure_);

    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(theme.color(isEmpty ? Role::QuietText : Role::Text));
    const int titleWidth = figureRight - figureWidth - gridStep - titleLeft;
    const QString title = painter.fontMetrics().elidedText(text(), Qt::ElideRight, titleWidth);
    painter.drawText(QRect(titleLeft, 0, titleWidth, itemHeight), Qt::AlignLeft | Qt::AlignVCenter, title);
}

}  // namespace baro::ui
