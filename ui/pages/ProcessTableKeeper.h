// Keeps the process table as a person leaves it: applies the settings that begin with "processes.", and
// writes back what is changed in the table, together, two seconds later. GUI thread only.
#pragma once

#include <QObject>
#include <string_view>

#include "core/base/Subscription.h"
#include "core/config/Settings.h"

class QAction;
class QTimer;

namespace baro::ui {

class ProcessActions;
class ProcessModel;
class ProcessTableView;
class ProcessTools;
class ProcessWorker;

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
        ProcessWorker& worker;
    };
    explicit ProcessTableKeeper(const Parts& parts, QObject* parent = nullptr);

    void keepColumns();

  signals:
    void failed(const QString& why);

  private:
    void apply();
    void keep(const char* key, std::string_view text);
    void keepOrder();
    void save();

    const Parts parts_;
    QTimer* saveSoon_;
    Subscription changes_;
    bool applying_ = false;
};

}  // namespace baro::ui
