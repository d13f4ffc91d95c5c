// What a query gave: a chart over the window's range, or a table of its moment; before that, what could be
// asked; and in place of both, why there is nothing.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/promql/Engine.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/explore/QueryRunner.h"
#include "ui/models/KeyedTableModel.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

class Card;
class Label;
class SeriesChart;
class StateMessage;
class SubjectTable;

class ExploreResult : public QWidget {
    Q_OBJECT
  public:
    ExploreResult(const PageContext& context, QWidget* parent = nullptr);
    ~ExploreResult() override;

    // expression: parses, with $interval in it.
    void ask(const QString& expression, Unit unit, bool isDrawable);
    void clear();
    void setShowsTable(bool showsTable);
    void setStep(std::optional<std::chrono::milliseconds> step);
    bool hasQuery() const { return !spec_.lines.empty(); }
    const ChartSpec& spec() const { return spec_; }

  signals:
    void exampleChosen(const QString& expression);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    QWidget* makeExamples();
    void arrange();
    void askTable();
    void showTable(const promql::QueryOutcome& outcome);
    void fillTable(const promql::QueryResult& result);
    void showNotes(const QStringList& notes);
    void showChartNotes();

    // The page's own worker: a heavy query must not keep the sidebar waiting.
    SeriesFeed feed_;
    const PageContext context_;
    QueryRunner runner_;
    ChartSpec spec_;
    bool isDrawable_ = true;
    bool showsTable_ = false;
    bool isCurrent_ = false;  // the table answers the present question
    SeriesChart* chart_ = nullptr;
    Card* tableCard_ = nullptr;
    SubjectTable* table_ = nullptr;
    std::vector<TableColumn> columns_;
    StateMessage* message_ = nullptr;
    QWidget* examples_ = nullptr;
    Label* notes_ = nullptr;
};

}  // namespace baro::ui
