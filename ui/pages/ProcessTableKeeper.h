// Keeps the process table as a person leaves it: applies the settings that begin with "processes.", and
// writes back what is changed in the table, together, two seconds later. GUI thread only.
#pragma once

#include <QObject>

#include "core/base/Subscription.h"
#include "ui/SettingsSaver.h"

class QAction;

namespace baro::ui {

class ProcessActions;
class ProcessModel;
class ProcessTableView;
class ProcessTools;

class ProcessTableKeeper : public QObject {
    Q_OBJECT
  public:
    // All of them must outlive it.
    struct Parts {
        Settings& settings;
        ProcessModel& model;
        ProcessTableView& table;
        ProcessTools& tools;
        ProcessActions& actions;
        QAction& kernelThreads;
    };
    explicit ProcessTableKeeper(const Parts& parts, QObject* parent = nullptr);

    void keepColumns();

  signals:
    void failed(const QString& why);

  private:
    void apply();
    void keepOrder();

    const Parts parts_;
    SettingsSaver saver_;
    Subscription changes_;
    bool applying_ = false;
};

}  // namespace baro::ui
