// Above the page: its title, the search field of pages that have one, the moment that is shown, and how much
// time the charts show.
#pragma once

#include <QWidget>

#include "ui/PageContext.h"

class QComboBox;
class QLineEdit;
class QMenu;
class QToolButton;

namespace baro::ui {

class Label;
class Playback;

class HeaderBar : public QWidget {
    Q_OBJECT
  public:
    // playback must outlive it.
    HeaderBar(const PageContext& context, Playback& playback, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setHost(const QString& name);  // as shown, escaped
    // Opens from the host's name; null: that is only a name.
    void setHostMenu(QMenu* menu);
    // An empty hint hides the field.
    void setSearchHint(const QString& hint);
    // Without searched().
    void setSearchText(const QString& text);
    bool focusSearch();  // false: there is none
    QToolButton* menuButton() const { return menu_; }

  signals:
    void searched(const QString& text);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void makePlay();
    void showMoment();
    void showPlay();
    void listRanges();
    void showRange();
    QString momentText() const;
    QString serverText() const;

    const PageContext context_;
    Playback& playback_;
    Label* title_ = nullptr;
    Label* host_ = nullptr;
    QToolButton* hosts_ = nullptr;  // in its place when there are others
    QLineEdit* search_ = nullptr;
    QToolButton* live_ = nullptr;
    QToolButton* play_ = nullptr;
    QComboBox* speed_ = nullptr;
    QComboBox* range_ = nullptr;
    QToolButton* menu_ = nullptr;
};

}  // namespace baro::ui
