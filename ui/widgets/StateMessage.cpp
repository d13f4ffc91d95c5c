#include "ui/widgets/StateMessage.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/MachineText.h"
#include "ui/widgets/Label.h"

namespace baro::ui {

StateMessage::StateMessage(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(gridStep);
    icon_ = new QLabel(this);
    icon_->setAlignment(Qt::AlignCenter);
    headline_ = new Label(theme, TextSize::Title, Role::Text, this);
    headline_->setAlignment(Qt::AlignCenter);
    headline_->setWordWrap(true);
    sentence_ = new Label(theme, TextSize::Body, Role::QuietText, this);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setWordWrap(true);
    layout->addStretch();
    layout->addWidget(icon_);
    layout->addWidget(headline_);
    layout->addWidget(sentence_);
    layout->addStretch();
    connect(&theme, &Theme::changed, this, &StateMessage::showIcon);
}

void StateMessage::setMessage(Kind kind, const QString& headline, const QString& sentence) {
    kind_ = kind;
    headline_->setText(headline);
    sentence_->setText(sentence);
    sentence_->setVisible(!sentence.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(sentence);
    showIcon();
}

void StateMessage::setAction(const QString& text) {
    if (action_ == nullptr) {
        if (text.isEmpty()) return;
        action_ = new QPushButton(this);
        auto* const lines = qobject_cast<QVBoxLayout*>(layout());
        lines->insertWidget(lines->indexOf(sentence_) + 1, action_, 0, Qt::AlignCenter);
        connect(action_, &QPushButton::clicked, this, &StateMessage::acted);
    }
    action_->setText(text);
    action_->setVisible(!text.isEmpty());
}

void StateMessage::setReason(const Error& reason) {
    const QString sentence = machineText(reason.message);
    switch (reason.kind) {
        case ErrorKind::Absent:
            return setMessage(Kind::Empty, tr("Nothing to show here"), sentence);
        case ErrorKind::Denied:
            return setMessage(Kind::Denied, tr("Not readable for this user"), sentence);
        case ErrorKind::Malformed:
        case ErrorKind::Failed:
            return setMessage(Kind::Failed, tr("Could not be read"), sentence);
    }
}

void StateMessage::showIcon() {
    const QString name = kind_ == Kind::Loading  ? QStringLiteral("clock")
                         : kind_ == Kind::Empty  ? QStringLiteral("empty")
                         : kind_ == Kind::Denied ? QStringLiteral("lock")
                         : kind_ == Kind::Stale  ? QStringLiteral("clock")
                                                 : QStringLiteral("warning");
    icon_->setPixmap(theme_.iconPixmap(name, theme_.color(Role::QuietText), 32, devicePixelRatioF()));
}

}  // namespace baro::ui
