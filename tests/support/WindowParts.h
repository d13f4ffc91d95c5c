// All that a page or the window needs, without a machine: nothing is read, and nothing is done to any
// process.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/config/Settings.h"
#include "core/sampling/CollectionLog.h"
#include "core/sampling/FrameHub.h"
#include "core/sampling/ProcessControl.h"
#include "core/sampling/ProcessInspector.h"
#include "core/series/SampleStore.h"
#include "core/series/SeriesSource.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/UserPages.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/connections/ServerBook.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/pages/Page.h"
#include "ui/theme/Theme.h"

namespace baro::test {

// Remembers what it was asked to do.
class RecordingControl final : public ProcessControl {
  public:
    Status sendSignal(const ProcessIdentity& process, int signal) override;
    Status setNice(const ProcessIdentity& process, int nice) override;
    Status setAffinity(const ProcessIdentity&, const std::vector<int>&) override { return Done{}; }
    Result<std::vector<int>> affinity(const ProcessIdentity&) override { return std::vector<int>{0}; }
    Status setIoPriority(const ProcessIdentity&, IoPriority) override { return Done{}; }
    Result<IoPriority> ioPriority(const ProcessIdentity&) override { return IoPriority{}; }
    std::vector<std::pair<int, std::string>> signalNames() const override;

    std::optional<Error> failure;                        // what it answers from then on
    std::vector<std::pair<ProcessIdentity, int>> calls;  // read on the GUI thread after the report
    std::atomic<bool> onGuiThread{false};                // any call came on it

  private:
    Status note(const ProcessIdentity& process, int value);
};

class NoInspector final : public ProcessInspector {
  public:
    Result<ProcessDetails> inspect(const ProcessIdentity&) override { return ProcessDetails{}; }
};

struct WindowParts {
    ui::Theme theme{ui::ThemeChoice::Light};
    FrameHub hub;
    ui::TimeCursor cursor;
    ui::FrameFeed frames{hub, cursor};
    SampleStore source;  // empty
    ui::SeriesFeed series{source, cursor};
    ui::Formatting format;
    ui::Navigation navigation;
    ui::UserPages userPages{QString()};  // kept nowhere
    ui::UserPages historyPages{QString()};
    Settings settings;
    RecordingControl control;
    NoInspector nothing;
    CollectionLog collection;
    ui::AlertFeed alerts{frames};
    ui::SilenceFeed silences{std::make_shared<alerts::Silences>(), navigation};  // kept nowhere
    ui::HostDirectory hosts;
    ui::ServerBook servers{{}};

    ui::PageContext context() { return context(nothing); }
    ui::PageContext context(ProcessInspector& inspector) {
        return {frames,   cursor,  series,    source,     userPages, historyPages, theme, format, navigation,
                settings, control, inspector, collection, alerts,    silences,     hosts, servers};
    }
};

}  // namespace baro::test
