// The frame of a page: scrolls downwards when it is too high, with the margins and distances every page has.
#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/theme/Theme.h"

namespace baro::ui {

class PageColumn : public QScrollArea {
    Q_OBJECT
  public:
    // Fills the whole page: PageColumn(theme, this) puts itself into a layout of the page.
    PageColumn(const Theme& theme, QWidget* page);

    QVBoxLayout* column() const { return column_; }
    // Widgets side by side with the usual distance; stretch factors default to 1.
    QHBoxLayout* addRow();

  private:
    QVBoxLayout* column_ = nullptr;
};

}  // namespace baro::ui
