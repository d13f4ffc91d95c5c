// Named bars below each other: filesystems and how full they are.
#pragma once

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/theme/Theme.h"

class QGridLayout;

namespace baro::ui {

class Label;
class Meter;

class FillList : public QWidget {
    Q_OBJECT
  public:
    struct Entry {
        QString name;                 // plain text
        QString note;                 // "38.2 GiB free", or why the share is unknown
        std::optional<double> share;  // 0 to 1
    };

    FillList(const Theme& theme, Subject subject, QWidget* parent = nullptr);
    // In this order; bars turn to the warning colour at 85 % and to the danger colour at 95 %.
    void setEntries(const std::vector<Entry>& entries);

  private:
    struct Row {
        Label* name = nullptr;
        Meter* bar = nullptr;
        Label* note = nullptr;
    };
    Row addRow();

    const Theme& theme_;
    Subject subject_;
    QGridLayout* grid_ = nullptr;
    std::vector<Row> rows_;
};

}  // namespace baro::ui
