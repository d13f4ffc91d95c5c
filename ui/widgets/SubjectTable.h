// A table that is as high as its rows, so that the page scrolls and not the table: devices, interfaces,
// sensors. Sorts by a click on a column, keeps its selection while it updates, copies the selected rows as
// text (Ctrl+C), and lets people choose columns (a right click on the header, or the menu key).
#pragma once

#include <QTreeView>
#include <vector>

#include "ui/models/KeyedTableModel.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class ShownRows;
class TableColumns;
struct PageContext;

class SubjectTable : public QTreeView {
    Q_OBJECT
  public:
    // name: for the screen reader. Rows stay in the order of the source until a column is clicked.
    SubjectTable(const Theme& theme, const QString& name, std::vector<TableColumn> columns,
                 QWidget* parent = nullptr);

    void setRows(std::vector<TableRow> rows);
    // Columns, widths, order and sorting stay over restarts as a person leaves them; the sorting of now is
    // the usual one. id: "disks.filesystems", the same over versions and languages.
    void keep(const PageContext& context, const QString& id);
    // Widths follow the contents when there are more rows than before; for contents that became longer. Those
    // that a person chose stay.
    void fitColumns();
    // Whether there is anything in a column: else it is neither shown nor offered.
    void setColumnUsed(int column, bool isUsed);
    // Rows above this number scroll inside the table; 0 shows all.
    void setMaximumRows(int rows) { maximumRows_ = rows; }
    // Rows that it does not let through are not shown; rowsInAll() counts them, too.
    void setFilter(TableFilter filter);
    std::vector<FilterColumn> filterColumns() const { return model_->filterColumns(); }
    int rowsInAll() const { return model_->rowCount(); }
    // Key of the selected row; empty when none is.
    QString selectedKey() const;
    // The selected rows as lines of tab-separated cells, with a line of titles; of the columns that are
    // shown.
    QString selectedText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

  signals:
    void rowsChanged();  // those that there are, or what is in them

  protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    int shownRows() const;

    KeyedTableModel* model_ = nullptr;
    ShownRows* shown_ = nullptr;
    TableColumns* columns_ = nullptr;
    int maximumRows_ = 0;
    int fittedRows_ = 0;  // rows that the column widths were chosen for
};

}  // namespace baro::ui
