// Names and values in two columns: model, size, firmware.
#pragma once

#include <QString>
#include <QWidget>
#include <utility>
#include <vector>

#include "ui/theme/Theme.h"

class QGridLayout;

namespace baro::ui {

class Label;

class FactList : public QWidget {
    Q_OBJECT
  public:
    explicit FactList(const Theme& theme, QWidget* parent = nullptr);

    // In this order. A fact with an empty value is left out. Plain text; values can be selected and copied.
    void setFacts(const std::vector<std::pair<QString, QString>>& facts);

  private:
    const Theme& theme_;
    QGridLayout* grid_ = nullptr;
    std::vector<std::pair<Label*, Label*>> rows_;
};

}  // namespace baro::ui
