// The list of pages: each with its current figure and the shape of its last minutes, a monitor in itself.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

namespace baro::ui {

class SidebarItem;

class Sidebar : public QWidget {
    Q_OBJECT
  public:
    Sidebar(const PageContext& context, const std::vector<PageEntry>& pages, QWidget* parent = nullptr);

    void showFrame(const Frame& frame);
    void setCurrent(int index);

    QSize sizeHint() const override;

  signals:
    void chosen(int index);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Theme& theme_;
    std::vector<SidebarItem*> items_;
};

}  // namespace baro::ui
