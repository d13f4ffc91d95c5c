// Keeps a table as a person leaves it: applies what the setting tables.layouts holds of it, and writes back
// what is changed in the table. GUI thread only.
#pragma once

#include <QObject>

#include "core/base/Subscription.h"
#include "ui/PageContext.h"
#include "ui/SettingsSaver.h"
#include "ui/models/TableLayout.h"

namespace baro::ui {

class TableColumns;

class TableKeeper : public QObject {
    Q_OBJECT
  public:
    // id: "disks.filesystems"; stays the same over versions and languages. The columns become the parent; how
    // they are sorted now is the usual way.
    TableKeeper(const PageContext& context, const QString& id, TableColumns& columns);

  private:
    void apply();
    void keep();

    Settings& settings_;
    const QString id_;
    TableColumns& columns_;
    TableLayout kept_;
    SettingsSaver saver_;
    Subscription changes_;
};

}  // namespace baro::ui
