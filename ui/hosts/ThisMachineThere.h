// Looks for this machine among the hosts that servers know, when a chart lacks something that one of them may
// have. GUI thread only.
#pragma once

#include <QObject>
#include <optional>

#include "core/hosts/HostSampler.h"
#include "core/model/Frame.h"
#include "ui/hosts/HostDirectory.h"

namespace baro::ui {

class FrameFeed;
class ServerPast;

class ThisMachineThere : public QObject {
    Q_OBJECT
  public:
    // All of them outlive it. frames: of this machine, as its name and its start tell it apart.
    ThisMachineThere(HostDirectory& directory, const FrameFeed& frames, ServerPast& past,
                     QObject* parent = nullptr);

  private:
    void look();
    void takeChange();
    bool isSought_ = false;

    HostDirectory& directory_;
    const FrameFeed& frames_;
    ServerPast& past_;
};

// The one that is this machine: where a server of the file says which labels it has there, those; else the
// first that has its name and started when it did. Nothing: no server knows it for certain.
std::optional<WatchedHost> thisMachineIn(const HostDirectory& directory, const Frame& frame);

}  // namespace baro::ui
