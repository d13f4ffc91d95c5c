// Changes one chart of a user's page: title, unit, kind and lines.
#pragma once

#include <QDialog>
#include <vector>

#include "core/pages/UserPage.h"
#include "ui/PageContext.h"
#include "ui/explore/SeriesNames.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace baro::ui {

class Label;
class PromQlEditor;

class ChartDialog : public QDialog {
    Q_OBJECT
  public:
    ChartDialog(const PageContext& context, const PageChart& chart, ExpressionVariables variables,
                QWidget* parent);
    ~ChartDialog() override;

    PageChart chart() const;

  private:
    struct Line {
        QWidget* box = nullptr;
        PromQlEditor* expression = nullptr;
        QLineEdit* name = nullptr;
        QCheckBox* isDown = nullptr;
    };
    void addLine(const PageChartLine& line);
    void removeLine(QWidget* box);
    void check();
    QString problemOf(const Line& line) const;

    const PageContext context_;
    const ExpressionVariables variables_;
    const double maximum_;  // not changed here
    SeriesNames names_;
    QLineEdit* title_ = nullptr;
    QComboBox* unit_ = nullptr;
    QCheckBox* isStacked_ = nullptr;
    QVBoxLayout* list_ = nullptr;
    Label* problem_ = nullptr;
    QPushButton* accepts_ = nullptr;
    std::vector<Line> lines_;
};

}  // namespace baro::ui
