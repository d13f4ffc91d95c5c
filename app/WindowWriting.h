// Writes the record to other servers while the window records, and tells the window how that goes. GUI thread
// only, where nothing else is said.
#pragma once

#include <QString>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/RemoteWriting.h"
#include "core/history/RecordKeeper.h"
#include "core/model/Families.h"
#include "ui/Navigation.h"

namespace baro::app {

class WindowWriting {
  public:
    // All of them must outlive it. lookEvery: at the file, and at how the writing goes.
    WindowWriting(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
                  const WrittenRecord& written, ui::Navigation& navigation,
                  std::chrono::milliseconds lookEvery = std::chrono::seconds(5));
    ~WindowWriting() { stop(); }

    // What the keeper tells that it has recorded.
    std::function<void(std::int64_t newest)> recorded();
    void start(const history::RecordKeeper& keeper);
    void stop();  // before the keeper ends
    // What a scrape is told of it. Any thread.
    Families families() const;

  private:
    void look();
    void tell();

    ui::Navigation& navigation_;
    const std::chrono::milliseconds lookEvery_;
    RemoteWriting writing_;
    bool isLookedAt_ = false;                        // the file, by a thread of the pool
    const history::RecordKeeper* keeper_ = nullptr;  // once it was started
    QTimer telling_;
};

// One sentence for people; empty when there is no server.
QString inWords(const std::vector<remotewrite::DestinationState>& states);

}  // namespace baro::app
