// The row above the process table: arrangement, what processor time is measured by, filter, and the buttons.
// GUI thread only.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "ui/models/ProcessForest.h"

class QAction;
class QComboBox;
class QMenu;

namespace baro::ui {

class ProcessFilterField;
class Theme;

class ProcessTools : public QWidget {
    Q_OBJECT
  public:
    ProcessTools(const Theme& theme, const std::vector<QAction*>& buttons, QMenu* more,
                 QWidget* parent = nullptr);

    ProcessFilterField* filter() const { return filter_; }
    // Both show a choice without telling of it; cpuOf is "machine" or "core".
    void setArrangement(Arrangement arrangement);
    void setCpuOf(const std::string& cpuOf);

  signals:
    void arrangementChosen(Arrangement arrangement);
    void cpuOfChosen(const QString& cpuOf);

  private:
    QComboBox* makeArrangement();
    QComboBox* makeCpuOf();
    QComboBox* arrangement_;
    QComboBox* cpuOf_;
    ProcessFilterField* filter_;
};

}  // namespace baro::ui
