// Sends alerts to the Alertmanagers of the settings while the window runs, unless the process that records
// does, and tells the window how that goes. GUI thread only, where nothing else is said.
#pragma once

#include <QString>
#include <QStringList>
#include <QTimer>
#include <memory>
#include <vector>

#include "app/SentAlerts.h"
#include "core/history/RecordKeeper.h"
#include "core/model/Families.h"
#include "ui/Navigation.h"

namespace baro::app {

class WindowSending {
  public:
    // keeper: of the record; null: there is none, and nobody else records it. Both must outlive it.
    WindowSending(const Settings& settings, const history::RecordKeeper* keeper, ui::Navigation& navigation);

    // After each evaluation, on the thread that evaluates.
    void take(const alerts::AlertStanding& standing, const Instant& evaluated);
    // What a scrape is told of it. Any thread.
    Families families() const;

  private:
    bool isForAnother() const;
    void tell();

    const history::RecordKeeper* const keeper_;
    ui::Navigation& navigation_;
    const std::unique_ptr<SentAlerts> sent_;  // null: nobody wants any
    QStringList problems_;                    // with the settings
    QTimer telling_;
};

// One sentence for people; empty when there is no Alertmanager.
QString inWords(const std::vector<alerts::AlertmanagerState>& states);

}  // namespace baro::app
