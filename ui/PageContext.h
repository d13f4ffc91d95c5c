// What a page may use. Everything in it outlives every page; all of it belongs to the GUI thread.
#pragma once

namespace baro {
class ProcessControl;
class ProcessInspector;
class Settings;
}  // namespace baro

namespace baro::ui {

class Formatting;
class FrameFeed;
class Navigation;
class SeriesFeed;
class Theme;
class TimeCursor;

struct PageContext {
    FrameFeed& frames;
    TimeCursor& cursor;
    SeriesFeed& series;
    Theme& theme;
    Formatting& format;
    Navigation& navigation;
    Settings& settings;
    ProcessControl& processControl;      // any thread may call
    ProcessInspector& processInspector;  // may block: never on the GUI thread
};

}  // namespace baro::ui
