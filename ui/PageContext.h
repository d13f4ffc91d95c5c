// What a page may use. Everything in it outlives every page; all of it belongs to the GUI thread.
#pragma once

namespace baro {
class CollectionLog;
class ProcessControl;
class ProcessInspector;
class SeriesSource;
class Settings;
struct WatchedHost;
}  // namespace baro

namespace baro::ui {

class AlertFeed;
class EventFeed;
class Formatting;
class FrameFeed;
class HostDirectory;
class Navigation;
class SeriesFeed;
class ServerAlertFeed;
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
    HostDirectory& hosts;                       // which others there are
    ServerBook& servers;                        // as servers.yml has them, to be changed
    const WatchedHost* host = nullptr;          // whose pages they are; null: this machine's
    const SeriesSource* thisMachine = nullptr;  // of a host's pages; null: `source` is it
    ServerAlertFeed* serverAlerts = nullptr;    // of a host that a server knows; null: this machine
    const EventFeed* events = nullptr;          // what happened then; null: nothing is told of

    PageContext withEvents(const EventFeed& feed) const {
        PageContext other = *this;
        other.events = &feed;
        return other;
    }
    // The same with another moment.
    PageContext withCursor(TimeCursor& other) const {
        return {frames,   other,      series,   source,         userPages,        historyPages, theme,
                format,   navigation, settings, processControl, processInspector, collection,   alerts,
                silences, hosts,      servers,  host,           thisMachine,      serverAlerts, events};
    }
    // The same with another feed and source of series.
    PageContext withSeries(SeriesFeed& feed, const SeriesSource& other) const {
        return {frames,   cursor,     feed,     other,          userPages,        historyPages, theme,
                format,   navigation, settings, processControl, processInspector, collection,   alerts,
                silences, hosts,      servers,  host,           thisMachine,      serverAlerts, events};
    }
};

}  // namespace baro::ui
