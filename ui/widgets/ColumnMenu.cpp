#include "ui/widgets/ColumnMenu.h"

#include <QAction>
#include <QCoreApplication>

#include "ui/MachineText.h"

namespace baro::ui {

void fillColumnMenu(QMenu& menu, const std::vector<ColumnEntry>& columns, const ColumnChoices& choices) {
    menu.clear();
    for (const ColumnEntry& entry : columns) {
        QAction* const action = menu.addAction(withoutMnemonics(entry.title));
        action->setCheckable(true);
        action->setChecked(entry.isShown);
        action->setEnabled(entry.canBeHidden);
        QObject::connect(action, &QAction::toggled, &menu,
                         [show = choices.show, column = entry.column](bool on) { show(column, on); });
    }
    menu.addSeparator();
    QObject::connect(menu.addAction(QCoreApplication::translate("ColumnMenu", "Usual columns")),
                     &QAction::triggered, &menu, choices.showUsual);
}

}  // namespace baro::ui
