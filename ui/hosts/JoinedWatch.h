// One asker of this machine's series, as SeriesWatch, whose answers go on with what a server knows where
// nothing is recorded (docs/adr/0036-one-axis-has-seams.md). The recorded part comes at once, and once more
// with the server's. GUI thread only.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/metrics/Unit.h"
#include "ui/SeriesFeed.h"
#include "ui/hosts/ServerPart.h"

namespace baro::ui {

class JoinedWatch {
  public:
    using Receiver = std::function<void(const SeriesAnswer&)>;

    // The feed must outlive it.
    JoinedWatch(SeriesFeed& feed, Receiver receiver);
    ~JoinedWatch();
    JoinedWatch(const JoinedWatch&) = delete;
    JoinedWatch& operator=(const JoinedWatch&) = delete;

    // unit: of the answer, by which record and server are compared where they meet.
    void ask(SeriesQuestion question, Unit unit);
    // Only while on screen, as SeriesWatch.
    void setVisible(bool visible);

  private:
    void take(const SeriesAnswer& answer);
    void join();

    SeriesFeed& feed_;
    const Receiver receiver_;
    SeriesQuestion question_;
    Unit unit_ = Unit::None;
    std::unique_ptr<ServerPart> part_;      // null: nobody has more than the record
    std::optional<SeriesAnswer> unjoined_;  // while the server may add to it
    std::unique_ptr<SeriesWatch> watch_;
};

}  // namespace baro::ui
