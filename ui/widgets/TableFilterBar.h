// Above the tables of a page: the field for a filter of all their rows, and how many of them it lets through,
// so that nobody takes a filtered table for the whole. Closed at first. GUI thread only.
#pragma once

#include <QPointer>
#include <QWidget>
#include <vector>

#include "core/metrics/TableFilter.h"
#include "ui/PageContext.h"

namespace baro::ui {

class Label;
class SubjectTable;
class TableFilterField;

// What is wrong with a filter of tables, in one plain sentence.
QString tableFilterProblem(const FilterProblem& problem);

class TableFilterBar : public QWidget {
    Q_OBJECT
  public:
    // The page, whose child it becomes, is the one with the tables.
    TableFilterBar(const PageContext& context, QWidget* page);

    // Takes the focus.
    void open();
    // Shows all rows again. false: it was closed.
    bool close();
    QString text() const;
    void setText(const QString& text);

    // A table that comes while the filter is there is filtered, too.
    static void filterNew(SubjectTable& table);

  private:
    void follow(SubjectTable& table);
    void scrollToTables();
    std::vector<SubjectTable*> tables() const;
    void learnColumns();
    void filter();
    void showCount();

    const PageContext context_;
    QWidget* page_;
    TableFilterField* field_ = nullptr;
    Label* count_ = nullptr;
    std::vector<FilterColumn> columns_;  // of all the tables
    QPointer<QWidget> before_;           // had the focus
};

}  // namespace baro::ui
