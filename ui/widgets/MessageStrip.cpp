#include "ui/widgets/MessageStrip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include "ui/widgets/Label.h"

namespace baro::ui {

MessageStrip::MessageStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      text_(new Label(theme, TextSize::Body, Role::Text, this)),
      leave_(new QTimer(this)) {
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close this message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * gridStep, gridStep / 2, gridStep, gridStep / 2);
    layout->addWidget(text_, 1);
    layout->addWidget(close);
    leave_->setSingleShot(true);
    leave_->setInterval(8000);
    connect(leave_, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void MessageStrip::say(const QString& sentence, Tone tone) {
    tone_ = tone;
    text_->setText(sentence);
    setAccessibleName(sentence);
    show();
    update();
    if (tone == Tone::Good) {
        leave_->start();
    } else {
        leave_->stop();
    }
}

QString MessageStrip::sentence() const {
    return text_->text();
}

void MessageStrip::paintEvent(QPaintEvent*) {
    const QColor& tone = theme_.color(tone_ == Tone::Good ? Role::Good : Role::Danger);
    QPainter painter(this);
    painter.fillRect(rect(), mixed(theme_.color(Role::Surface), tone, 0.12));
    painter.fillRect(QRect(0, 0, gridStep / 2, height()), tone);
}

}  // namespace baro::ui
