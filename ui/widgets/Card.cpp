#include "ui/widgets/Card.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/widgets/Label.h"

namespace baro::ui {

Card::Card(const Theme& theme, const QString& title, QWidget* parent) : QWidget(parent), theme_(theme) {
    auto* edge = new QVBoxLayout(this);
    edge->setContentsMargins(gridStep, 2 * gridStep, gridStep, 2 * gridStep);
    edge->setSpacing(gridStep);
    body_ = new QVBoxLayout;
    body_->setContentsMargins(gridStep, 0, gridStep, 0);
    body_->setSpacing(gridStep);
    edge->addLayout(body_);
    line_ = new QHBoxLayout;
    line_->setSpacing(gridStep);
    title_ = new Label(theme, title, TextSize::Body, Role::Text, this);
    QFont font = title_->font();
    font.setWeight(QFont::DemiBold);
    title_->setFont(font);
    note_ = new Label(theme, TextSize::Caption, Role::QuietText, this);
    note_->setElided(Qt::ElideRight);
    note_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line_->addWidget(title_);
    line_->addWidget(note_, 1);
    body_->addLayout(line_);
    setTitle(title);
    note_->hide();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::addTable(QWidget* table) {
    layout()->addWidget(table);
}

void Card::setTitle(const QString& title) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setNote(const QString& note) {
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

void Card::addTool(QWidget* tool) {
    tool->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    line_->addWidget(tool);
}

void Card::setOpens(bool opens) {
    opens_ = opens;
    setFocusPolicy(opens ? Qt::TabFocus : Qt::NoFocus);
    title_->setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme_.color(Role::Accent), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(theme_.color(Role::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), gridStep, gridStep);
}

void Card::mouseReleaseEvent(QMouseEvent* event) {
    if (opens_ && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit opened();
}

void Card::keyPressEvent(QKeyEvent* event) {
    const bool chosen = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    chosen&& opens_ ? emit opened() : QWidget::keyPressEvent(event);
}

}  // namespace baro::ui
