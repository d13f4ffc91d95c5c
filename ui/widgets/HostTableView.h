// The table of all hosts: figures with their trends, coloured by concern; why a host has none, across its
// row.
#pragma once

#include <QTreeView>

#include "ui/models/HostTableModel.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class TableColumns;
struct PageContext;

class HostTableView : public QTreeView {
    Q_OBJECT
  public:
    // Both must outlive it.
    HostTableView(const Theme& theme, HostTableModel& model, QWidget* parent = nullptr);

    // Columns, widths and sorting stay over restarts as a person leaves them.
    void keep(const PageContext& context, const QString& id);
    // Where there is one server only, it need not be told.
    void setServerShown(bool isShown);
    // All of them, with the header.
    int heightOfRows() const;
    // The selected rows as lines of tab-separated cells, with a line of titles; of the columns that are
    // shown.
    QString selectedText() const;

  protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void fitColumns();
    int leastWidth(HostColumn column, bool withTrend) const;

    const Theme& theme_;
    HostTableModel& model_;
    TableColumns* columns_ = nullptr;
};

}  // namespace baro::ui
