#include "ui/widgets/SectionCard.h"

#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {

SectionCard::SectionCard(const Theme& theme, const QString& title, QWidget* content, QWidget* parent)
    : Card(theme, title, parent), content_(content), message_(new StateMessage(theme, this)) {
    message_->setMessage(StateMessage::Kind::Loading, tr("Reading"),
                         tr("The first figures come within a second."));
    // No stack: it would be as high as the higher of both, and leave a card with a gap.
    body()->addWidget(message_);
    if (qobject_cast<SubjectTable*>(content_) != nullptr)
        addTable(content_);
    else
        body()->addWidget(content_);
    content_->hide();
}

void SectionCard::showContent() {
    message_->hide();
    content_->show();
}

void SectionCard::showReason(const Error& reason) {
    message_->setReason(reason);
    content_->hide();
    message_->show();
}

}  // namespace baro::ui
