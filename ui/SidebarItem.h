// One page in the sidebar: icon, title, figure and sparkline. A button: Tab reaches it, Space and Enter press
// it.
#pragma once

#include <QAbstractButton>
#include <QIcon>
#include <cstddef>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

namespace baro::ui {

class Sparkline;

class SidebarItem : public QAbstractButton {
    Q_OBJECT
  public:
    SidebarItem(const PageContext& context, const PageEntry& page, QWidget* parent = nullptr);

    void showFrame(const Frame& frame);

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

  private:
    void setFigure(const QString& figure);
    void setBadge(std::size_t count);
    void setReason(const QString& reason);
    void followOnce(const Frame& frame);

    const PageContext context_;
    const PageEntry page_;
    Sparkline* sparkline_ = nullptr;
    QString figure_;
    QString reason_;  // why the page has nothing to show; empty when it has
    bool isUrgent_ = false;  // the figure is a badge
    bool follows_ = false;
    bool focusIsShown_ = false;
};

}  // namespace baro::ui
