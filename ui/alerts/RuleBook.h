// Saves, removes and switches rules on another thread, in the order in which that was asked. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <optional>

#include "core/rules/RuleFolder.h"

namespace baro {
class Settings;
}

namespace baro::ui {

class AlertFeed;

class RuleBook : public QObject {
    Q_OBJECT
  public:
    // The feed is told to look at the files when they have changed; it must outlive this.
    RuleBook(const Settings& settings, const AlertFeed& feed, QObject* parent = nullptr);
    ~RuleBook() override;  // waits until all is written

    const alerts::RuleFolder& folder() const { return folder_; }

    // Each ends with saved() or failed().
    void save(const alerts::RuleDefinition& rule, const std::optional<alerts::RuleOrigin>& instead);
    void remove(const alerts::RuleOrigin& rule);
    void setSwitchedOff(const alerts::RuleId& rule, bool isOff);
    bool isBusy() const { return waiting_ > 0; }

  signals:
    void saved(const QString& sentence);
    void failed(const QString& sentence);

  private:
    void run(std::function<Result<QString>(const alerts::RuleFolder&)> work);

    const alerts::RuleFolder folder_;
    const AlertFeed& feed_;
    int waiting_ = 0;
    QThreadPool disk_;  // one thread; last: its work uses the rest
};

}  // namespace baro::ui
