// Moments of this machine that were not recorded here, but on a server.
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUrl>
#include <QUrlQuery>

#include "tests/support/PastOfFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/EventFeed.h"
#include "ui/HeaderBar.h"
#include "ui/Playback.h"
#include "ui/Timeline.h"
#include "ui/hosts/ServerPast.h"

namespace baro::ui {
namespace {

// How far a server reaches is asked from now on.
const std::int64_t servedNow = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000;
constexpr std::int64_t anHour = 3'600'000;
const std::int64_t servedSince = servedNow - 72 * anHour;
constexpr double servedLoad = 7;
constexpr double recordedLoad = 3;

FramePtr loadedFrame(std::int64_t time, double load, const std::string& name) {
    auto frame = std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(time);
    Load read;
    read.oneMinute = load;
    frame->readings.load = Section<Load>(read, {});
    Host host;
    host.name = name;
    frame->readings.host = Section<Host>(host, {});
    return frame;
}

double loadOf(const FramePtr& frame) {
    return frame != nullptr && frame->readings.load ? frame->readings.load->oneMinute : -1;
}

// A server that has scraped this machine for three days, every 15 s, under another name.
struct ServingDesk {
    std::shared_ptr<test::PlayedCarrier> carrier = std::make_shared<test::PlayedCarrier>();
    bool isBroken = false;
    bool isSilent = false;  // it knows nothing of the moment
    int momentsAsked = 0;

    ServingDesk() {
        carrier->play = [this](const http::Request& request) -> test::PlayedCarrier::Answer {
            const QUrl url(QString::fromStdString(request.url));
            const QUrlQuery fields(url);
            const QString text = fields.queryItemValue("query", QUrl::FullyDecoded);
            if (url.path().endsWith("/query_range")) return {200, rangeAnswer(fields)};
            if (text.contains("[12h]")) return {200, test::answerText({of("up", 1, servedSince)}, true)};
            if (text.contains("quantile")) return {200, test::answerText({of({}, 40, 0)}, false)};
            ++momentsAsked;
            if (isBroken) return {500, "out of order"};
            const auto time = static_cast<std::int64_t>(fields.queryItemValue("time").toDouble() * 1000);
            return {200,
                    isSilent ? test::answerText({}, true) : test::answerText(samplesAt(time - 5000), true)};
        };
    }
    static HostSample of(const std::string& metric, double value, std::int64_t time,
                         std::vector<std::pair<std::string, std::string>> labels = {}) {
        if (!metric.empty())
            labels.insert(labels.end(), {{"__name__", metric}, {"instance", "office:9100"}, {"job", "node"}});
        return {std::make_shared<const Labels>(std::move(labels)), {time, value}};
    }
    static std::vector<HostSample> samplesAt(std::int64_t time) {
        return {of("up", 1, time), of("node_load1", servedLoad, time), of("node_load5", 6, time),
                of("node_load15", 5, time),
                of("node_uname_info", 1, time, {{"nodename", "another-name"}, {"sysname", "Linux"}})};
    }
    static std::string rangeAnswer(const QUrlQuery& fields) {
        const double end = fields.queryItemValue("end").toDouble();
        const double step = fields.queryItemValue("step").toDouble();
        const double since = static_cast<double>(servedSince) / 1000;
        QStringList points;
        for (double at = fields.queryItemValue("start").toDouble(); at <= end + 1e-6; at += step)
            if (at >= since) points << QStringLiteral("[%1,\"0.5\"]").arg(at, 0, 'f', 3);
        return ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                "{\"instance\":\"office:9100\",\"job\":\"node\"},\"values\":[" +
                points.join(',') + "]}]}}")
            .toStdString();
    }
    WatchedHost host() const {
        http::Connection connection;
        connection.name = "lab & co";
        connection.url = "http://lab:9090";
        prometheus::ClientSettings once;
        once.mostAttempts = 1;
        return {std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, once),
                {"office:9100", "node"},
                "office"};
    }
};

// This machine, with a record of the last two hours.
struct RecordedDesk : test::WindowParts {
    // missingHours: of the end of a record that is as much longer.
    explicit RecordedDesk(int missingHours = 0)
        : feed(hub, cursor, test::pastOf(recorded(missingHours))),
          recordedSince(servedNow - (2 + missingHours) * anHour) {
        feed.setServerPast(&past);
        series.setServerPast(&past);
        hub.publish(loadedFrame(servedNow, recordedLoad, "office"));
        isRecorded = QTest::qWaitFor([this] { return cursor.oldest() == recordedSince; });
    }
    static std::vector<FramePtr> recorded(int missingHours) {
        std::vector<FramePtr> frames;
        const std::int64_t until = servedNow - missingHours * anHour;
        for (std::int64_t time = until - 2 * anHour; time <= until; time += 5000)
            frames.push_back(loadedFrame(time, recordedLoad, "office"));
        return frames;
    }
    bool isServedBy(const ServingDesk& desk) {
        past.setHasServers(true);
        past.setHost(desk.host());
        return QTest::qWaitFor([this] { return cursor.oldest() == servedSince; });
    }
    PageContext contextOfFeed() {
        return {feed,     cursor,  series,  source,     userPages, historyPages, theme, format, navigation,
                settings, control, nothing, collection, alerts,    silences,     hosts, servers};
    }
    FrameFeed feed;
    const std::int64_t recordedSince;
    ServerPast past;
    bool isRecorded = false;
};

}  // namespace

class ServedMomentTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsNotRecordedIsTheServers() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isRecorded);
        QVERIFY(here.isServedBy(desk));
        here.cursor.travelTo(servedNow - 30 * anHour);
        QTRY_COMPARE(loadOf(here.feed.frame()), servedLoad);
        QCOMPARE(here.feed.server(), "lab & co");
        here.cursor.travelTo(servedNow - anHour);
        QTRY_COMPARE(loadOf(here.feed.frame()), recordedLoad);
        QVERIFY(here.feed.server().isEmpty());
    }
    void whatIsRecordedIsNotAsked() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        here.cursor.travelTo(servedNow - anHour);
        QTRY_COMPARE(timeOf(*here.feed.frame()), servedNow - anHour);
        QCOMPARE(desk.momentsAsked, 0);
    }
    void whoeverGoesBackLooksForAServerAndArrives() {
        ServingDesk desk;
        RecordedDesk here;
        here.past.setHasServers(true);
        const QSignalSpy sought(&here.past, &ServerPast::sought);
        here.cursor.advance(servedNow);
        QCOMPARE(sought.count(), 0);
        here.cursor.travelTo(servedNow - 30 * anHour);
        QCOMPARE(here.cursor.moment(), servedNow - 2 * anHour);
        QCOMPARE(sought.count(), 1);
        here.past.setHost(desk.host());
        QTRY_COMPARE(here.cursor.moment(), servedNow - 30 * anHour);
        QTRY_COMPARE(loadOf(here.feed.frame()), servedLoad);
    }
    void aServerThatFailsSaysWhy() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        desk.isBroken = true;
        here.cursor.travelTo(servedNow - 30 * anHour);
        QTRY_VERIFY(!here.feed.frame()->readings.load &&
                    here.feed.frame()->readings.load.reason().message.find("status 500") !=
                        std::string::npos);
        QVERIFY(here.feed.server().isEmpty());
    }
    void aServerThatIsNamedLaterIsAskedForTheShownMoment() {
        ServingDesk desk;
        RecordedDesk here(6);
        QVERIFY(here.isRecorded);
        here.cursor.travelTo(servedNow - anHour);
        QTRY_VERIFY(!here.feed.frame()->readings.load);
        QVERIFY(here.feed.frame()->readings.load.reason().message.find("nothing was recorded") !=
                std::string::npos);
        here.past.setHasServers(true);
        here.past.setHost(desk.host());
        QTRY_COMPARE(loadOf(here.feed.frame()), servedLoad);
    }
    void whoeverIsBackBeforeTheServerAnswersSeesWhatIsRecorded() {
        RecordedDesk here;
        QVERIFY(here.isRecorded);
        here.past.setHasServers(true);  // one is sought, and not found
        here.cursor.travelTo(servedNow - anHour);
        QTRY_COMPARE(timeOf(*here.feed.frame()), servedNow - anHour);
        here.cursor.setServedSince(servedNow - 30 * anHour);
        const QSignalSpy found(here.feed.pastFrames(), &PastFrames::found);
        here.cursor.travelTo(servedNow - 10 * anHour);
        QTRY_COMPARE(found.count(), 1);
        QTimer* patience = nullptr;
        for (QTimer* timer : here.feed.findChildren<QTimer*>())
            if (timer->isActive() && timer->intervalAsDuration() < std::chrono::seconds(1)) patience = timer;
        QVERIFY(patience != nullptr);
        here.cursor.travelTo(servedNow - anHour);
        patience->start(0);
        QTRY_VERIFY(!patience->isActive());
        QTRY_COMPARE(found.count(), 2);
        QCOMPARE(loadOf(here.feed.frame()), recordedLoad);
    }
    void aSlowServerSaysSoAfterAWhile() {
        RecordedDesk here;
        QVERIFY(here.isRecorded);
        here.past.setHasServers(true);
        here.cursor.setServedSince(servedNow - 30 * anHour);
        here.cursor.travelTo(servedNow - 10 * anHour);
        QTRY_VERIFY(!here.feed.frame()->readings.load);
        QVERIFY(here.feed.frame()->readings.load.reason().message.find("nothing was recorded") !=
                std::string::npos);
    }
    void anotherRangeAsksNothingAnew() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        here.cursor.travelTo(servedNow - 30 * anHour);
        QTRY_COMPARE(loadOf(here.feed.frame()), servedLoad);
        const QSignalSpy found(here.feed.pastFrames(), &PastFrames::found);
        const int before = desk.momentsAsked;
        here.cursor.setRange(std::chrono::seconds(60));
        here.cursor.travelTo(servedNow - anHour);
        QTRY_COMPARE(loadOf(here.feed.frame()), recordedLoad);
        QCOMPARE(found.count(), 1);  // of the hour before; the range alone asked nothing
        QCOMPARE(desk.momentsAsked, before);
    }
    void aMomentThatNobodyKnowsSaysSo() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        desk.isSilent = true;
        here.cursor.travelTo(servedNow - 30 * anHour);
        QTRY_VERIFY(!here.feed.frame()->readings.load &&
                    here.feed.frame()->readings.load.reason().message.find("lab & co knows nothing of it") !=
                        std::string::npos);
        QVERIFY(here.feed.server().isEmpty());
    }
    void aServerThatIsNoLongerNamedTakesItsPastWithIt() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        here.past.setHasServers(false);
        QCOMPARE(here.cursor.oldest(), servedNow - 2 * anHour);
    }

    void theBadgeSaysWhoseTheMomentIs() {
        ServingDesk desk;
        RecordedDesk here;
        QVERIFY(here.isServedBy(desk));
        Playback playback(here.cursor);
        HeaderBar header(here.contextOfFeed(), playback);
        QToolButton* badge = nullptr;
        for (QToolButton* button : header.findChildren<QToolButton*>())
            if (button->text() == "Live") badge = button;
        QVERIFY(badge != nullptr);
        here.cursor.travelTo(servedNow - 30 * anHour);
        QTRY_VERIFY2(badge->text().endsWith(QString::fromUtf8(" · lab && co")), qPrintable(badge->text()));
        QVERIFY(badge->accessibleDescription().contains("lab & co"));
        QVERIFY2(badge->toolTip().contains("lab &amp; co"), qPrintable(badge->toolTip()));
        here.cursor.travelTo(servedNow - anHour);
        QTRY_VERIFY(!badge->text().contains("lab"));
        here.cursor.goLive();
        QCOMPARE(badge->text(), "Live");
    }
    void theTimelineGoesOnWhereTheServerKnowsMore() {
        ServingDesk desk;
        RecordedDesk here;
        std::vector<Sample> samples;
        for (std::int64_t time = servedNow - 2 * anHour; time <= servedNow; time += 1000)
            samples.push_back({time, 0.25});
        here.source.add(Labels({std::pair("__name__", "barograph_cpu_busy_ratio")}), samples);
        QVERIFY(here.isServedBy(desk));
        const EventFeed events(here.feed, here.cursor);
        Timeline timeline(here.contextOfFeed(), events);
        timeline.resize(832, 48);  // 800 pixels for a day
        timeline.show();
        QTRY_COMPARE(timeline.serverAt(200), "lab & co");
        QVERIFY(timeline.serverAt(810).isEmpty());
        const QImage image = timeline.grab().toImage();
        const QColor recorded = here.theme.color(Subject::Cpu);
        QVERIFY(image.pixelColor(810, 31) == recorded);
        QVERIFY(image.pixelColor(200, 31) != recorded &&
                image.pixelColor(200, 31) != here.theme.color(Role::Sidebar));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ServedMomentTest)
#include "ServedMomentTest.moc"
