// The columns of a table as a person has them: which are shown, how wide they are, their order and by which
// the rows are sorted. The table gives the width that fits where nobody chose one. GUI thread only.
#pragma once

#include <QKeyEvent>
#include <QMenu>
#include <QPointer>
#include <QTreeView>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ui/models/TableLayout.h"

namespace baro::ui {

class TableColumns : public QObject {
    Q_OBJECT
  public:
    // fit: calls resize() for every column. The table, whose model is set, becomes the parent.
    TableColumns(QTreeView& table, std::function<void()> fit);

    // The width that fits; one that a person chose stays.
    void resize(int column, int width);
    std::optional<int> chosenWidth(int column) const;
    // Whether there is anything in it: else it is neither shown nor offered.
    void setUsed(int column, bool isUsed);

    // From left to right.
    std::vector<int> shown() const;
    // The selected rows as lines of tab-separated cells, with a line of titles; as they are shown.
    QString selectedText() const;

    void fillMenu(QMenu& menu);
    void showMenu();  // below the header
    // The key that opens the menu, where the system does not tell of it in another way. false: another key.
    bool takeKey(const QKeyEvent& key);

    // How it is now becomes the usual way of sorting.
    void takeUsualSorting() { usualSorting_ = sorting(); }
    TableLayout layout() const;
    void setLayout(const TableLayout& layout);

  signals:
    void changed();  // by a person

  private:
    using Sorting = std::pair<int, Qt::SortOrder>;

    Sorting sorting() const;
    QString titleOf(int column) const;
    // In a layout.
    QString keptNameOf(int column) const;
    int columnKeptAs(const QString& name) const;  // -1: there is none
    bool takesWhatIsLeft(int column) const;
    void takeWidth(int column, int width);
    void showColumns();
    void showMenuAt(const QPoint& at);  // of the screen
    void order(const QStringList& names);
    void showUsual();

    QTreeView& table_;
    const std::function<void()> fit_;
    std::map<int, int> fitting_;
    std::map<int, int> chosen_;
    std::set<int> hidden_;  // by a person
    std::set<int> unused_;
    Sorting usualSorting_{-1, Qt::AscendingOrder};
    QPointer<QMenu> menu_;
    bool arranging_ = false;  // itself, and no person
};

}  // namespace baro::ui
