// The menu of a table's columns: which of them are shown, and a way back to the usual ones.
#pragma once

#include <QMenu>
#include <QString>
#include <functional>
#include <vector>

namespace baro::ui {

struct ColumnEntry {
    int column = 0;
    QString title;
    bool isShown = true;
    bool canBeHidden = true;
};

// Both are called while the menu is open, by a person's choice alone.
struct ColumnChoices {
    std::function<void(int column, bool isShown)> show;
    std::function<void()> showUsual;
};

void fillColumnMenu(QMenu& menu, const std::vector<ColumnEntry>& columns, const ColumnChoices& choices);

}  // namespace baro::ui
