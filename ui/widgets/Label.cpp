#include "ui/widgets/Label.h"

#include <QEvent>
#include <QPainter>
#include <QTextDocument>

namespace baro::ui {

Label::Label(const Theme& theme, TextSize size, Role role, QWidget* parent)
    : QLabel(parent), theme_(theme), size_(size), role_(role) {
    setTextFormat(Qt::PlainText);
    adopt();
    connect(&theme, &Theme::changed, this, &Label::adopt);
}

Label::Label(const Theme& theme, const QString& text, TextSize size, Role role, QWidget* parent)
    : Label(theme, size, role, parent) {
    QLabel::setText(text);
}

void Label::adopt() {
    setFont(theme_.font(size_));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, theme_.color(role_));
    setPalette(colors);
}

void Label::setRole(Role role) {
    if (role == role_) return;
    role_ = role;
    adopt();
}

void Label::setElided(Qt::TextElideMode mode) {
    elide_ = mode;
    updateGeometry();
}

void Label::setSteadyWidth(bool steady) {
    steady_ = steady;
}

void Label::setText(const QString& text) {
    if (text != this->text()) QLabel::setText(text);
}

QSize Label::sizeHint() const {
    QSize hint = QLabel::sizeHint();
    if (steady_) hint.setWidth(widest_ = std::max(widest_, hint.width()));
    return hint;
}

QSize Label::minimumSizeHint() const {
    if (elide_ == Qt::ElideNone) return steady_ ? sizeHint() : QLabel::minimumSizeHint();
    return {fontMetrics().averageCharWidth() * 3, QLabel::minimumSizeHint().height()};
}

void Label::paintEvent(QPaintEvent* event) {
    if (elide_ == Qt::ElideNone || fontMetrics().horizontalAdvance(text()) <= contentsRect().width()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment()),
                     fontMetrics().elidedText(text(), elide_, contentsRect().width()));
}

bool Label::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && elide_ != Qt::ElideNone) {
        const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
        setToolTip(cut ? Qt::convertFromPlainText(text()) : QString());
    }
    return QLabel::event(event);
}

}  // namespace baro::ui
