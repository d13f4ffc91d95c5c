#include "ui/widgets/TableKeeper.h"

#include "ui/Navigation.h"
#include "ui/widgets/TableColumns.h"

namespace baro::ui {
namespace {

constexpr const char* layoutsKey = "tables.layouts";

}  // namespace

TableKeeper::TableKeeper(const PageContext& context, const QString& id, TableColumns& columns)
    : QObject(&columns), settings_(context.settings), id_(id), columns_(columns), saver_(context.settings) {
    columns.takeUsualSorting();
    apply();
    connect(&columns, &TableColumns::changed, this, &TableKeeper::keep);
    connect(&saver_, &SettingsSaver::failed, &context.navigation, &Navigation::say);
    // Also by the same table of another host.
    changes_ = settings_.observe([this](const Setting& changed) {
        if (changed.key == layoutsKey) apply();
    });
}

void TableKeeper::apply() {
    TableLayout layout = layoutIn(settings_.text(layoutsKey), id_);
    if (layout == kept_) return;
    kept_ = std::move(layout);
    columns_.setLayout(kept_);
}

void TableKeeper::keep() {
    const TableLayout layout = columns_.layout();
    if (layout == kept_) return;
    kept_ = layout;  // the table is as the setting will say: nothing to apply
    saver_.set(layoutsKey, withLayout(settings_.text(layoutsKey), id_, layout));
}

}  // namespace baro::ui
