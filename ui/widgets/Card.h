// A surface with a title that groups what belongs together.
#pragma once

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/theme/Theme.h"

namespace baro::ui {

class Label;

class Card : public QWidget {
    Q_OBJECT
  public:
    // Without a title there is no title line.
    explicit Card(const Theme& theme, const QString& title = {}, QWidget* parent = nullptr);

    QVBoxLayout* body() const { return body_; }  // add what the card holds here
    // Below the body. A table has margins of its own: its text then stands under the title's.
    void addTable(QWidget* table);
    void setTitle(const QString& title);
    void setNote(const QString& note);  // quiet, at the right of the title; plain text
    void addTool(QWidget* tool);        // a small button, at the end of the title's line
    // A click (or Enter) on the title opens something; draws the title as a link.
    void setOpens(bool opens);

  signals:
    void opened();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    const Theme& theme_;
    Label* title_ = nullptr;
    Label* note_ = nullptr;
    QHBoxLayout* line_ = nullptr;
    QVBoxLayout* body_ = nullptr;
    bool opens_ = false;
};

}  // namespace baro::ui
