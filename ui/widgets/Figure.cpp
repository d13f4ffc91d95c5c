#include "ui/widgets/Figure.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextDocument>
#include <algorithm>
#include <cmath>

namespace baro::ui {
namespace {

const QString unknownText = QStringLiteral("–");

}  // namespace

Figure::Figure(const Theme& theme, const QString& caption, QWidget* parent)
    : QWidget(parent), theme_(theme), caption_(caption), number_(unknownText) {
    setAccessibleName(caption);
    describe();
    // Grows downwards only: figures side by side share their first line, with and without a note.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Figure::changeText(QString& field, const QString& text) {
    if (field == text) return;
    const bool resize = field.isEmpty() != text.isEmpty() || sizeHint().width() > width();
    field = text;
    describe();
    if (resize) updateGeometry();
    update();
}

// For the screen reader.
void Figure::describe() {
    QStringList parts{number_, unit_, note_};
    parts.removeAll(QString());
    setAccessibleDescription(parts.join(QChar(' ')));
}

void Figure::setValue(const FormattedValue& value) {
    setText(QString::fromStdString(value.number), QString::fromStdString(value.unit));
}

void Figure::setText(const QString& text, const QString& unit) {
    changeText(number_, text);
    changeText(unit_, unit);
}

void Figure::setUnknown(const QString& note) {
    setText(unknownText);
    setNote(note);
}

void Figure::setCaption(const QString& caption) {
    changeText(caption_, caption);
}

void Figure::setNote(const QString& note) {
    if (note == note_) return;
    setToolTip(note.isEmpty() ? QString()
                              : Qt::convertFromPlainText(note));  // in a narrow window it is elided
    changeText(note_, note);
}

void Figure::setSubject(Subject subject) {
    subject_ = subject;
    update();
}

void Figure::setSmall(bool small) {
    small_ = small;
    updateGeometry();
}

const QFont& Figure::digitFont() const {
    return theme_.font(small_ ? TextSize::Title : TextSize::Figure);
}

QSize Figure::sizeHint() const {
    const QFontMetricsF digits(digitFont());
    const QFontMetricsF body(theme_.font(TextSize::Body));
    const QFontMetricsF caption(theme_.font(TextSize::Caption));
    const double value = digits.horizontalAdvance(number_) + 4 + body.horizontalAdvance(unit_);
    const double width =
        std::max({value, caption.horizontalAdvance(caption_), caption.horizontalAdvance(note_)});
    widest_ = std::max(widest_, static_cast<int>(std::ceil(width)) + 1);
    const double lines =
        (caption_.isEmpty() ? 0 : caption.height()) + (note_.isEmpty() ? 0 : caption.height());
    return {widest_, static_cast<int>(std::ceil(digits.height() + lines))};
}

QSize Figure::minimumSizeHint() const {
    return {std::min(sizeHint().width(), 64), sizeHint().height()};
}

void Figure::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFontMetricsF captionMetrics(theme_.font(TextSize::Caption));
    const QFontMetricsF digits(digitFont());
    double top = 0;
    const auto quietLine = [&](const QString& text) {
        painter.setFont(theme_.font(TextSize::Caption));
        painter.setPen(theme_.color(Role::QuietText));
        painter.drawText(QPointF(0, top + captionMetrics.ascent()),
                         captionMetrics.elidedText(text, Qt::ElideRight, width()));
        top += captionMetrics.height();
    };
    if (!caption_.isEmpty()) quietLine(caption_);
    painter.setFont(digitFont());
    painter.setPen(subject_ ? theme_.color(*subject_) : theme_.color(Role::Text));
    painter.drawText(QPointF(0, top + digits.ascent()), number_);
    painter.setFont(theme_.font(TextSize::Body));
    painter.setPen(theme_.color(Role::QuietText));
    painter.drawText(QPointF(digits.horizontalAdvance(number_) + 4, top + digits.ascent()), unit_);
    top += digits.height();
    if (!note_.isEmpty()) quietLine(note_);
}

}  // namespace baro::ui
