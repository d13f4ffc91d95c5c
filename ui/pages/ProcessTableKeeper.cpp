#include "ui/pages/ProcessTableKeeper.h"

#include <QAction>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTimer>

#include "ui/pages/ProcessActions.h"
#include "ui/pages/ProcessSettings.h"
#include "ui/pages/ProcessTools.h"
#include "ui/widgets/ProcessTableView.h"
#include "ui/widgets/ProcessWorker.h"

namespace baro::ui {

ProcessTableKeeper::ProcessTableKeeper(const Parts& parts, QObject* parent)
    : QObject(parent), parts_(parts), saveSoon_(new QTimer(this)) {
    saveSoon_->setSingleShot(true);
    saveSoon_->setInterval(2000);
    connect(saveSoon_, &QTimer::timeout, this, &ProcessTableKeeper::save);
    apply();
    connect(&parts_.tools, &ProcessTools::arrangementChosen, this,
            [this](Arrangement arrangement) { keep("processes.view", arrangementWord(arrangement)); });
    connect(&parts_.tools, &ProcessTools::cpuOfChosen, this,
            [this](const QString& cpuOf) { keep("processes.cpu-of", cpuOf.toStdString()); });
    connect(&parts_.kernelThreads, &QAction::toggled, this, [this](bool shown) {
        if (!applying_) keep("processes.kernel-threads", shown ? "true" : "false");
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

void ProcessTableKeeper::keep(const char* key, std::string_view text) {
    if (const Status kept = parts_.settings.set(key, text); !kept)
        emit failed(machineText(kept.error().message));
    saveSoon_->start();
}

void ProcessTableKeeper::keepColumns() {
    if (applying_) return;
    ProcessTableView& table = parts_.table;
    std::map<ProcessField, int> widths;
    for (const ProcessField field : table.shownFields())
        if (table.hasOwnWidth(field)) widths[field] = table.header()->sectionSize(static_cast<int>(field));
    // The table is as the settings will say: nothing to apply.
    const QScopedValueRollback kept(applying_, true);
    keep("processes.columns", columnWords(table.shownFields()));
    keep("processes.column-widths", widthWords(widths));
}

void ProcessTableKeeper::keepOrder() {
    if (applying_) return;
    const QScopedValueRollback kept(applying_, true);
    const ProcessOrder order = parts_.model.order();
    const std::string by(order.field == ProcessField::Cpu ? std::string_view()
                                                          : processField(order.field).word);
    keep("processes.sort-ascending", order.descending ? "false" : "true");
    keep("processes.sort-by", by);
}

void ProcessTableKeeper::save() {
    const std::string path = parts_.settings.path();
    const SettingChanges changes = parts_.settings.unsaved();
    if (path.empty() || changes.empty()) return;
    parts_.worker.run([path, changes] { return saveSettings(path, changes); },
                      [this, changes](const Status& saved) {
                          if (saved) return parts_.settings.markSaved(changes);
                          emit failed(machineText(saved.error().message));
                      });
}

}  // namespace baro::ui
