// The series of a chart with their values, largest first; a click (or Space) takes one out of the chart or
// back in.
#pragma once

#include <QSet>
#include <QWidget>
#include <vector>

#include "ui/theme/Theme.h"

namespace baro::ui {

class ChartLegend : public QWidget {
    Q_OBJECT
  public:
    struct Entry {
        QString name;   // plain text
        QString value;  // as shown
        double order = 0;
        QPen pen;
        bool filled = false;
        bool operator==(const Entry&) const = default;
    };

    explicit ChartLegend(const Theme& theme, QWidget* parent = nullptr);

    void setEntries(std::vector<Entry> entries);
    const QSet<QString>& hiddenNames() const { return hidden_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

  signals:
    void toggled();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

  private:
    struct Place {
        QRectF area;
        std::size_t entry = 0;
    };
    std::vector<Place> places() const;
    QRectF overflow() const;
    void showOthers(std::size_t from);  // a menu of the entries that do not fit
    void toggle(const QString& name);

    const Theme& theme_;
    std::vector<Entry> entries_;
    QSet<QString> hidden_;
    std::size_t focused_ = 0;
};

}  // namespace baro::ui
