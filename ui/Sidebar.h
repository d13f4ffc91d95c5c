// The list of pages: each with its current figure and the shape of its last minutes, a monitor in itself.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

class QVBoxLayout;

namespace baro::ui {

class SidebarItem;

class Sidebar : public QWidget {
    Q_OBJECT
  public:
    explicit Sidebar(const PageContext& context, QWidget* parent = nullptr);

    void setPages(const std::vector<PageEntry>& pages);

    void showFrame(const Frame& frame);
    void setCurrent(int index);

    QSize sizeHint() const override;

  signals:
    void chosen(int index);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const PageContext context_;
    QVBoxLayout* column_ = nullptr;
    std::vector<SidebarItem*> items_;
};

}  // namespace baro::ui
