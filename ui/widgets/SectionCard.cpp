#include "ui/widgets/SectionCard.h"

#include <QStackedWidget>

#include "ui/widgets/StateMessage.h"

namespace baro::ui {

SectionCard::SectionCard(const Theme& theme, const QString& title, QWidget* content, QWidget* parent)
    : Card(theme, title, parent), stack_(new QStackedWidget(this)), message_(new StateMessage(theme, this)) {
    message_->setMessage(StateMessage::Kind::Loading, tr("Reading"),
                         tr("The first figures come within a second."));
    stack_->addWidget(message_);
    stack_->addWidget(content);
    body()->addWidget(stack_);
}

void SectionCard::showContent() {
    stack_->setCurrentIndex(1);
}

void SectionCard::showReason(const Error& reason) {
    message_->setReason(reason);
    stack_->setCurrentIndex(0);
}

}  // namespace baro::ui
