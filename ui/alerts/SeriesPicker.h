// Chooses the series of a rule: from a list that can be searched, narrowed down by its labels, or as PromQL.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "ui/PageContext.h"
#include "ui/alerts/SeriesChoice.h"
#include "ui/explore/SeriesNames.h"

class QCheckBox;
class QComboBox;
class QGridLayout;

namespace baro::ui {

class PromQlEditor;

class SeriesPicker : public QWidget {
    Q_OBJECT
  public:
    static constexpr std::size_t mostLabels = 4;

    SeriesPicker(const PageContext& context, QWidget* parent = nullptr);
    ~SeriesPicker() override;

    // Shown in the list where that can say it, else as PromQL. Tells nobody.
    void setExpression(const std::string& expression);
    std::string expression() const;
    // Null for PromQL.
    const SeriesChoice* choice() const;
    // "Space of a filesystem in use (mountpoint /)"; empty for PromQL.
    QString title() const;

  signals:
    void changed();  // by a person, or because nothing was chosen yet and the list is another

  private:
    struct LabelRow {
        QWidget* name = nullptr;
        QComboBox* value = nullptr;
        std::string label;
    };
    void fill();
    void refill(const std::string& before);
    void tell();
    void showLabels(const Narrowing& narrowing);
    void setWritten(bool isWritten);
    Narrowing narrowing() const;

    const PageContext context_;
    SeriesNames names_;
    std::vector<SeriesChoice> choices_;
    QComboBox* list_ = nullptr;
    QCheckBox* isWritten_ = nullptr;
    PromQlEditor* text_ = nullptr;
    QGridLayout* labels_ = nullptr;
    std::vector<LabelRow> rows_;
    bool isSetting_ = false;
    bool prefersText_ = false;  // somebody writes
    bool isChosen_ = false;  // else the first of the list that there is
};

}  // namespace baro::ui
