// The view of the process table. It paints its rows itself, from the nodes and not through the model's
// variants, and only those that changed: a table of 2,000 processes is repainted every second. GUI thread
// only.
#pragma once

#include <QTreeView>
#include <set>
#include <vector>

#include "ui/models/ProcessModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/TextRuns.h"

namespace baro::ui {

class ProcessHeader;

class ProcessTableView : public QTreeView {
    Q_OBJECT
  public:
    ProcessTableView(const Theme& theme, ProcessModel& model, QWidget* parent = nullptr);

    void setArrangement(Arrangement arrangement);
    // Fields from left to right; the others are hidden. Name is always there.
    void setShownFields(const std::vector<ProcessField>& fields);
    std::vector<ProcessField> shownFields() const;
    void setUsualWidths();
    bool hasOwnWidth(ProcessField field) const;  // another than the usual one

    // Processes of the selected rows, those of selected groups included; in the order of the rows.
    std::vector<const ProcessNode*> selectedProcesses() const;
    // The process that the keyboard is at; null at a group or nowhere.
    const ProcessNode* currentProcess() const;
    // The selected rows and a line of titles as tab-separated text.
    QString selectedText() const;

    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles = {}) override;

  signals:
    void columnsChanged();  // by a person: width, order or choice
    void selectionMoved();

  protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    int usualWidth(ProcessField field) const;
    void adoptTheme();
    void openBranches();
    void drawBranch(QPainter& painter, const QRect& cell, int depth, const QModelIndex& index) const;
    void drawCell(QPainter& painter, QRect cell, const ProcessNode& node, ProcessField field) const;
    void tint(QPainter& painter, const QRect& cell, const ProcessNode& node,
              const ProcessColumn& column) const;
    bool isQuiet(const ProcessNode& node, ProcessField field) const;

    const Theme& theme_;
    ProcessModel& processes_;
    mutable TextRuns runs_;             // a cache
    std::set<ProcessIdentity> closed_;  // parents that a person closed; others are open
    bool following_ = false;            // opening branches itself
};

}  // namespace baro::ui
