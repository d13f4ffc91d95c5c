// How long a moment of a record takes until the whole window shows it: its tables, its charts, painted. And
// how long the window stands still at most while the cursor is dragged through all of it. Wants an optimised
// build, a record such as bench_long_record's, and no screen.
//
//     bench_cursor DIRECTORY [MOMENTS [PAGE]]
//
// The bars: 100 ms for 95 of 100 moments; 50 ms for each turn of the event loop while dragging.
#include <QApplication>
#include <QElapsedTimer>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "app/RecordedPasts.h"
#include "core/base/Numbers.h"
#include "core/series/Head.h"
#include "core/series/JoinedSeries.h"
#include "tests/support/WindowParts.h"
#include "ui/MainWindow.h"
#include "ui/pages/PageList.h"

namespace {

using namespace baro;

constexpr qint64 patience = 30'000;  // milliseconds
constexpr int dragged = 300;

// The window, and what it is made of.
struct Travel {
    explicit Travel(const std::string& directory, const QString& page)
        : record(directory), window(context(), ui::pageList(), page) {
        window.resize(1280, 800);
        window.show();
    }
    ui::PageContext context() {
        return {frames,   cursor,  series,    all,        userPages, historyPages, theme, format, navigation,
                settings, control, inspector, collection, alerts,    silences,     hosts, servers};
    }
    // Everything that was asked for the moment is there.
    bool shows(std::int64_t moment) const {
        if (!series.isIdle() || !frames.frame()) return false;
        const std::int64_t shown = timeOf(*frames.frame());
        return shown <= moment && shown > moment - 6000;
    }

    history::Record record;
    Head head;
    FrameHub hub;
    JoinedSeries all{record, head, [this] { return head.oldestTime(); }};
    ui::Theme theme{ui::ThemeChoice::Light};
    ui::TimeCursor cursor;
    ui::FrameFeed frames{hub, cursor, app::pastOf(record)};
    ui::SeriesFeed series{all, cursor};
    ui::Formatting format;
    ui::Navigation navigation;
    ui::UserPages userPages{QString()};
    ui::UserPages historyPages{QString()};
    Settings settings;
    test::RecordingControl control;
    test::NoInspector inspector;
    CollectionLog collection;
    ui::AlertFeed alerts{frames};
    ui::SilenceFeed silences{std::make_shared<alerts::Silences>(), navigation};
    ui::HostDirectory hosts;
    ui::ServerBook servers{{}};
    ui::MainWindow window;
};

double percentile(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values[std::min(values.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

template <class Condition>
bool waitFor(Condition condition) {
    QElapsedTimer waited;
    waited.start();
    while (!condition() && waited.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

std::optional<double> shownAfter(Travel& travel, std::int64_t moment) {
    QElapsedTimer taken;
    taken.start();
    travel.cursor.travelTo(moment);
    if (!waitFor([&] { return travel.shows(moment); })) return std::nullopt;
    travel.window.repaint();
    return static_cast<double>(taken.nsecsElapsed()) / 1e6;
}

// The longest turns while the cursor moves through all of the record, 60 times a second.
std::vector<double> turnsOfDrag(Travel& travel, TimeRange extent) {
    std::vector<double> turns;
    for (int i = 0; i < dragged; ++i) {
        QElapsedTimer frame;
        frame.start();
        travel.cursor.travelTo(extent.from + (extent.to - extent.from) * i / dragged);
        while (frame.elapsed() < 16) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            turns.push_back(static_cast<double>(turn.nsecsElapsed()) / 1e6);
            QThread::msleep(1);
        }
    }
    return turns;
}

int refused(const std::string& message) {
    std::fprintf(stderr, "bench_cursor: %s\n", message.c_str());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    const auto moments = count > 2 ? parseNumber<int>(arguments[2]) : 200;
    if (count < 2 || !moments || *moments < 1)
        return refused("usage: bench_cursor DIRECTORY [MOMENTS [PAGE]]");
    std::vector<const char*> pages{"overview", "cpu", "memory", "disks", "network", "processes"};
    if (count > 3) pages = {arguments[3]};
    for (const char* page : pages) {
        Travel travel(arguments[1], page);
        const auto extent = travel.record.extent();
        if (!extent) return refused(extent.error().message);
        const auto newest = travel.record.frameAt(extent->to);
        if (!newest || !*newest) return refused("nothing is recorded there");
        travel.hub.publish(*newest);
        if (!waitFor([&] { return travel.cursor.oldest() <= extent->from && travel.cursor.newest() > 0; }))
            return refused("the window does not learn how far the record reaches");
        // The same moments for every page.
        std::mt19937_64 random(7);
        std::uniform_int_distribution<std::int64_t> among(extent->from + 60'000, extent->to - 60'000);
        std::vector<double> shown;
        for (int i = 0; i < *moments; ++i) {
            const auto taken = shownAfter(travel, among(random));
            if (!taken) return refused(std::string(page) + " does not show a moment within 30 s");
            shown.push_back(*taken);
        }
        const std::vector<double> turns = turnsOfDrag(travel, *extent);
        std::printf(
            "%-10s  shown after %5.1f ms (median), %5.1f ms [100] (95th percentile), %5.1f ms (most);"
            "  longest turn while dragging %5.1f ms [50]\n",
            page, percentile(shown, 0.5), percentile(shown, 0.95), percentile(shown, 1),
            percentile(turns, 1));
    }
    return 0;
}
