// What a page may use. Everything in it outlives every page; all of it belongs to the GUI thread.
#pragma once

namespace baro {
class CollectionLog;
class ProcessControl;
class ProcessInspector;
class SeriesSource;
class Settings;
}  // namespace baro

namespace baro::ui {

class AlertFeed;
class Formatting;
class FrameFeed;
class Navigation;
class SeriesFeed;
class ServerBook;
class SilenceFeed;
class UserPages;
class Theme;
class TimeCursor;

struct PageContext {
    FrameFeed& frames;
    TimeCursor& cursor;
    SeriesFeed& series;
    const SeriesSource& source;  // any thread may read; it may block, so never the GUI thread
    UserPages& userPages;
    UserPages& historyPages;  // what was added to the History page
    Theme& theme;
    Formatting& format;
    Navigation& navigation;
    Settings& settings;
    ProcessControl& processControl;      // any thread may call
    ProcessInspector& processInspector;  // may block: never on the GUI thread
    const CollectionLog& collection;
    AlertFeed& alerts;
    SilenceFeed& silences;
    ServerBook& servers;

    // The same with another moment.
    PageContext withCursor(TimeCursor& other) const {
        return {frames,     other,  series,     source,   userPages,      historyPages,
                theme,      format, navigation, settings, processControl, processInspector,
                collection, alerts, silences,   servers};
    }
};

}  // namespace baro::ui
