#include "ui/pages/ProcessTableKeeper.h"

#include <QAction>
#include <QHeaderView>
#include <QScopedValueRollback>

#include "ui/pages/ProcessActions.h"
#include "ui/pages/ProcessSettings.h"
#include "ui/pages/ProcessTools.h"
#include "ui/widgets/ProcessTableView.h"

namespace baro::ui {

ProcessTableKeeper::ProcessTableKeeper(const Parts& parts, QObject* parent)
    : QObject(parent), parts_(parts), saver_(parts.settings) {
    connect(&saver_, &SettingsSaver::failed, this, &ProcessTableKeeper::failed);
    apply();
    connect(&parts_.tools, &ProcessTools::arrangementChosen, this,
            [this](Arrangement arrangement) { saver_.set("processes.view", arrangementWord(arrangement)); });
    connect(&parts_.tools, &ProcessTools::cpuOfChosen, this,
            [this](const QString& cpuOf) { saver_.set("processes.cpu-of", cpuOf.toStdString()); });
    connect(&parts_.kernelThreads, &QAction::toggled, this, [this](bool shown) {
        if (!applying_) saver_.set("processes.kernel-threads", shown ? "true" : "false");
    });
    connect(&parts_.table, &ProcessTableView::columnsChanged, this, &ProcessTableKeeper::keepColumns);
    connect(parts_.table.header(), &QHeaderView::sortIndicatorChanged, this, &ProcessTableKeeper::keepOrder);
    changes_ = parts_.settings.observe([this](const Setting& changed) {
        if (!applying_ && changed.key.starts_with("processes.")) apply();
    });
}

void ProcessTableKeeper::apply() {
    const QScopedValueRollback applying(applying_, true);
    const Settings& settings = parts_.settings;
    ProcessTableView& table = parts_.table;
    const Arrangement arrangement = arrangementFrom(settings.text("processes.view"));
    parts_.tools.setArrangement(arrangement);
    if (arrangement != parts_.model.arrangement()) table.setArrangement(arrangement);
    const std::string& cpuOf = settings.text("processes.cpu-of");
    parts_.tools.setCpuOf(cpuOf);
    parts_.model.setCpuOfMachine(cpuOf == "machine");
    parts_.kernelThreads.setChecked(settings.boolean("processes.kernel-threads"));
    parts_.model.setKernelThreads(parts_.kernelThreads.isChecked());
    parts_.actions.setConfirmed(settings.boolean("processes.confirm-actions"));
    const auto fields = columnsFrom(settings.list("processes.columns"));
    if (fields != table.shownFields()) table.setShownFields(fields);
    for (const auto& [field, width] : widthsFrom(settings.list("processes.column-widths")))
        table.header()->resizeSection(static_cast<int>(field), width);
    const ProcessFieldInfo* const sortBy = findProcessField(settings.text("processes.sort-by"));
    const auto order =
        settings.boolean("processes.sort-ascending") ? Qt::AscendingOrder : Qt::DescendingOrder;
    table.sortByColumn(static_cast<int>(sortBy ? sortBy->field : ProcessField::Cpu), order);
}

void ProcessTableKeeper::keepColumns() {
    if (applying_) return;
    ProcessTableView& table = parts_.table;
    std::map<ProcessField, int> widths;
    for (const ProcessField field : table.shownFields())
        if (table.hasOwnWidth(field)) widths[field] = table.header()->sectionSize(static_cast<int>(field));
    // The table is as the settings will say: nothing to apply.
    const QScopedValueRollback kept(applying_, true);
    saver_.set("processes.columns", columnWords(table.shownFields()));
    saver_.set("processes.column-widths", widthWords(widths));
}

void ProcessTableKeeper::keepOrder() {
    if (applying_) return;
    const QScopedValueRollback kept(applying_, true);
    const ProcessOrder order = parts_.model.order();
    const std::string by(order.field == ProcessField::Cpu ? std::string_view()
                                                          : processField(order.field).word);
    saver_.set("processes.sort-ascending", order.descending ? "false" : "true");
    saver_.set("processes.sort-by", by);
}

}  // namespace baro::ui
