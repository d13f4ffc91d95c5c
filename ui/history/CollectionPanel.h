// Whether collection is healthy: a sentence, and each collector with its last and next reading.
#pragma once

#include "core/sampling/CollectionState.h"
#include "ui/PageContext.h"
#include "ui/widgets/Card.h"

namespace baro::ui {

class Label;
class SubjectTable;

class CollectionPanel : public Card {
    Q_OBJECT
  public:
    explicit CollectionPanel(const PageContext& context, QWidget* parent = nullptr);

    void showState(const CollectionState& state);
    const SubjectTable* table() const { return table_; }

  private:
    const PageContext context_;
    Label* sentence_ = nullptr;
    SubjectTable* table_ = nullptr;
};

}  // namespace baro::ui
