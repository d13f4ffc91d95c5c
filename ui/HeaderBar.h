// Above the page: its title, the search field of pages that have one, the moment that is shown, and how much
// time the charts show.
#pragma once

#include <QWidget>

#include "ui/PageContext.h"

class QComboBox;
class QLineEdit;
class QToolButton;

namespace baro::ui {

class Label;

class HeaderBar : public QWidget {
    Q_OBJECT
  public:
    explicit HeaderBar(const PageContext& context, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setHost(const QString& name);  // as shown, escaped
    // An empty hint hides the field.
    void setSearchHint(const QString& hint);
    // Without searched().
    void setSearchText(const QString& text);
    void focusSearch();
    QToolButton* menuButton() const { return menu_; }

  signals:
    void searched(const QString& text);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void showMoment();
    void showRange();
    QString momentText() const;

    const PageContext context_;
    Label* title_ = nullptr;
    Label* host_ = nullptr;
    QLineEdit* search_ = nullptr;
    QToolButton* live_ = nullptr;
    QComboBox* range_ = nullptr;
    QToolButton* menu_ = nullptr;
};

}  // namespace baro::ui
