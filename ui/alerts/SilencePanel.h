// The silences: whom they hold back, until when and why; makes one and ends one.
#pragma once

#include "ui/PageContext.h"
#include "ui/widgets/Card.h"

class QPushButton;

namespace baro::ui {

class Label;
class SilenceDialog;
class SubjectTable;

class SilencePanel : public Card {
    Q_OBJECT
  public:
    explicit SilencePanel(const PageContext& context, QWidget* parent = nullptr);

    // Anew, as of the moment: silences begin and end.
    void showSilences();
    // The alert that a new silence begins with: alertKey() of it.
    void prefer(const QString& alert) { preferred_ = alert; }

  private:
    void askForOne();
    void endSelected();
    std::int64_t now() const;

    const PageContext context_;
    SubjectTable* table_ = nullptr;
    Label* nothing_ = nullptr;
    QPushButton* adds_ = nullptr;
    QPushButton* ends_ = nullptr;
    QString preferred_;
};

}  // namespace baro::ui
