// The silences of the user, for whoever shows and changes them. What another process writes into their file
// is seen within seconds. GUI thread only; the file is read and written on other threads.
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>
#include <string>

#include "core/telling/Silences.h"

namespace baro::ui {

class Navigation;

class SilenceFeed : public QObject {
    Q_OBJECT
  public:
    // Navigation must outlive it. What goes wrong is said there.
    SilenceFeed(std::shared_ptr<alerts::Silences> silences, Navigation& navigation,
                QObject* parent = nullptr);

    // Looks at the file from now on.
    void watch();

    const std::shared_ptr<alerts::Silences>& silences() const { return silences_; }
    // False when it is refused.
    bool add(alerts::Silence silence);
    void expire(const std::string& id, std::int64_t now);

  signals:
    void changed();  // also now and then when nothing has

  private:
    void work(Status (alerts::Silences::*todo)());
    void tell(const Status& outcome);

    const std::shared_ptr<alerts::Silences> silences_;
    Navigation& navigation_;
    QTimer looks_;
    std::string problem_;  // that was said last
};

}  // namespace baro::ui
