#include "ui/history/CollectionPanel.h"

#include "ui/Formatting.h"
#include "ui/models/CollectionTable.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int mostCollectorsShown = 12;

}  // namespace

CollectionPanel::CollectionPanel(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Collection"), parent), context_(context) {
    sentence_ = new Label(context.theme, TextSize::Body, Role::Text, this);
    sentence_->setWordWrap(true);
    body()->addWidget(sentence_);
    table_ = new SubjectTable(context.theme, tr("Collectors"), collectionColumns(), this);
    table_->keep(context, QStringLiteral("history.collectors"));
    table_->setMaximumRows(mostCollectorsShown);
    addTable(table_);
}

void CollectionPanel::showState(const CollectionState& state) {
    sentence_->setText(collectionSentence(state));
    sentence_->setRole(state.isHealthy() ? Role::Good : Role::Danger);
    table_->setRows(collectionRows(state, context_.format.style()));
}

}  // namespace baro::ui
