#include "ui/hosts/ServerPart.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>
#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/hosts/ThisMachineThere.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {
namespace {

constexpr std::int64_t partNow = 1'700'000'400'000;  // a full minute
constexpr std::int64_t aMinute = 60'000;
constexpr double unheard = std::numeric_limits<double>::quiet_NaN();

// A server that knows office, scrapes it every 15 s, and has one value at all times.
struct PartDesk {
    std::shared_ptr<test::PlayedCarrier> carrier = std::make_shared<test::PlayedCarrier>();
    double toldValue = 0.47;
    bool isBroken = false;
    QStringList asked;  // expressions of ranges

    PartDesk() {
        carrier->play = [this](const http::Request& request) -> test::PlayedCarrier::Answer {
            if (isBroken) return {500, "out of order"};
            const QUrl url(QString::fromStdString(request.url));
            const QString text = QUrlQuery(url).queryItemValue("query", QUrl::FullyDecoded).replace('+', ' ');
            if (url.path().endsWith("/query_range")) {
                if (!text.startsWith("last_over_time({__name__")) asked << text;  // how far back it knows
                return {200, rangeAnswer(QUrlQuery(url))};
            }
            return {200, instantAnswer(text)};
        };
    }
    std::string rangeAnswer(const QUrlQuery& fields) const {
        const double start = fields.queryItemValue("start").toDouble();
        const double end = fields.queryItemValue("end").toDouble();
        const double step = fields.queryItemValue("step").toDouble();
        QStringList points;
        for (double at = start; at <= end + 1e-6; at += step)
            points << QStringLiteral("[%1,\"%2\"]").arg(at, 0, 'f', 3).arg(toldValue);
        return ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                "{\"instance\":\"office:9100\",\"job\":\"node\"},\"values\":[" +
                points.join(',') + "]}]}}")
            .toStdString();
    }
    static std::string instantAnswer(const QString& text) {
        const auto sample = [](Labels labels, double value) {
            return HostSample{std::make_shared<const Labels>(std::move(labels)), {partNow, value}};
        };
        if (text.contains("quantile")) return test::answerText({sample(Labels(), 40)}, false);
        const auto of = [&](const char* metric, double value,
                            std::vector<std::pair<std::string, std::string>> labels = {}) {
            labels.insert(labels.end(), {{"__name__", metric}, {"instance", "office:9100"}, {"job", "node"}});
            return sample(Labels(std::move(labels)), value);
        };
        return test::answerText({of("up", 1), of("node_boot_time_seconds", 5000),
                                 of("node_uname_info", 1, {{"nodename", "office"}})},
                                false);
    }
    HostDirectory::Client client(std::map<std::string, std::string> thisMachine = {}) const {
        http::Connection connection;
        connection.name = "lab";
        connection.url = "http://lab:9090";
        connection.thisMachine = std::move(thisMachine);
        prometheus::ClientSettings once;
        once.mostAttempts = 1;
        return std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, once);
    }
    WatchedHost host() const { return {client(), {"office:9100", "node"}, "office"}; }
};

// A chart of ten minutes in columns of one, of which the record has the last so many.
std::vector<Result<Plot>> recordedMinutes(int known, double value = 0.41) {
    PlotSeries series{Labels({std::pair("__name__", "barograph_cpu_busy_ratio")}), {}, {}, {}, value};
    for (int minute = 0; minute < 10; ++minute)
        series.maximum.push_back(minute < 10 - known ? unheard : value);
    series.minimum = series.maximum;
    series.falls.assign(10, false);
    Plot plot{partNow - 10 * aMinute, aMinute, {}, {}};
    if (known > 0) plot.series.push_back(std::move(series));
    return {plot};
}

AskedPlots askedMinutes() {
    return {.expressions = {"rate(node_load1[$interval])"},
            .range = {partNow - 10 * aMinute, partNow},
            .newest = partNow,
            .unit = Unit::Ratio};
}

QString valuesOf(const Result<Plot>& plot) {
    QStringList words;
    if (plot && !plot->series.empty())
        for (const double value : plot->series.front().maximum)
            words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(' ');
}

// A chart of an hour of which 25 minutes are recorded.
struct BusyHour {
    explicit BusyHour(ServerPast& past) : chart(partsOn(past).context(), spec()) {
        std::vector<Sample> samples;
        for (int second = -1500; second <= 0; ++second)
            samples.push_back({partNow + second * 1000, 0.41});
        parts.source.add(Labels({std::pair("__name__", "busy")}), samples);
        parts.cursor.advance(partNow);
        parts.cursor.setRange(std::chrono::hours(1));
        chart.resize(600, 200);
    }
    test::WindowParts& partsOn(ServerPast& past) {
        parts.series.setServerPast(&past);
        return parts;
    }
    static ChartSpec spec() {
        ChartSpec busy;
        busy.title = "Processor";
        busy.unit = Unit::Ratio;
        busy.lines = {{"busy", "busy"}};
        return busy;
    }

    test::WindowParts parts;
    SeriesChart chart;
};

}  // namespace

class ServerPartTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutServersNothingIsAskedOrKept() {
        ServerPast past;
        ServerPart part(past);
        QSignalSpy sought(&past, &ServerPast::sought);
        auto plots = recordedMinutes(5);
        const JoinedAxis axis = part.join(askedMinutes(), plots);
        QVERIFY(!part.mayAdd() && !part.isWaiting());
        QVERIFY(axis.server.isEmpty() && axis.runs.empty());
        QCOMPARE(sought.count(), 0);
        QCOMPARE(valuesOf(plots[0]), "- - - - - 0.41 0.41 0.41 0.41 0.41");
    }
    void whereAllIsRecordedNobodyIsSought() {
        ServerPast past;
        past.setHasServers(true);
        ServerPart part(past);
        QSignalSpy sought(&past, &ServerPast::sought);
        auto plots = recordedMinutes(10);
        (void)part.join(askedMinutes(), plots);
        QCOMPARE(sought.count(), 0);
        plots = recordedMinutes(9);
        (void)part.join(askedMinutes(), plots);
        (void)part.join(askedMinutes(), plots);
        QCOMPARE(sought.count(), 1);
    }
    void theLocalPartIsThereAtOnceAndTheServersComesLater() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        QVERIFY(past.scrapeInterval() == std::chrono::seconds(15));
        ServerPart part(past);
        QSignalSpy news(&part, &ServerPart::news);
        auto plots = recordedMinutes(5);
        (void)part.join(askedMinutes(), plots);
        QCOMPARE(valuesOf(plots[0]), "- - - - - 0.41 0.41 0.41 0.41 0.41");
        QVERIFY(part.isWaiting());
        QTRY_COMPARE(news.count(), 1);
        const JoinedAxis axis = part.join(askedMinutes(), plots);
        QCOMPARE(valuesOf(plots[0]), "0.47 0.47 0.47 0.47 0.47 0.41 0.41 0.41 0.41 0.41");
        QCOMPARE(axis.server, "lab");
        QCOMPARE(axis.runs.size(), 1U);
        QVERIFY((axis.runs[0] == TimeRange{partNow - 10 * aMinute, partNow - 5 * aMinute}));
        QCOMPARE(axis.differences.size(), 1U);
        QCOMPARE(axis.differences[0].told.recorded, 0.41);
        QCOMPARE(axis.differences[0].told.elsewhere, 0.47);
    }
    void aRateIsAskedOverFourScrapesAndForThisHostAlone() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        ServerPart part(past);
        auto plots = recordedMinutes(5);
        (void)part.join(askedMinutes(), plots);
        QTRY_VERIFY(!desk.asked.isEmpty());
        QCOMPARE(desk.asked.front(), "rate(node_load1{instance=\"office:9100\",job=\"node\"}[1m])");
    }
    void whatIsKeptIsNotAskedAgain() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        ServerPart part(past);
        QSignalSpy news(&part, &ServerPart::news);
        auto plots = recordedMinutes(5);
        (void)part.join(askedMinutes(), plots);
        QTRY_COMPARE(news.count(), 1);
        const auto before = desk.asked.size();
        // The range moves on by a column.
        plots = recordedMinutes(6);
        plots[0].value().from += aMinute;
        AskedPlots later = askedMinutes();
        later.range = {later.range.from + aMinute, later.range.to + aMinute};
        later.newest += aMinute;
        (void)part.join(later, plots);
        QVERIFY(!part.isAsking());
        QCOMPARE(valuesOf(plots[0]), "0.47 0.47 0.47 0.47 0.41 0.41 0.41 0.41 0.41 0.41");
        QCOMPARE(desk.asked.size(), before);
    }
    void aServerThatFailsSaysWhyAndTheRecordStays() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        desk.isBroken = true;
        ServerPart part(past);
        QSignalSpy news(&part, &ServerPart::news);
        auto plots = recordedMinutes(5);
        (void)part.join(askedMinutes(), plots);
        QTRY_COMPARE(news.count(), 1);
        const JoinedAxis axis = part.join(askedMinutes(), plots);
        QCOMPARE(valuesOf(plots[0]), "- - - - - 0.41 0.41 0.41 0.41 0.41");
        QVERIFY2(axis.problem.contains("lab: it answers with status 500"), qPrintable(axis.problem));
        QVERIFY(axis.runs.empty());
        QVERIFY(!part.isAsking());
    }
    void aServerThatWasUnreachableSaysWhy() {
        PartDesk desk;
        desk.isBroken = true;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(!past.problem().isEmpty());
        ServerPart part(past);
        auto plots = recordedMinutes(5);
        QVERIFY(part.join(askedMinutes(), plots).problem.contains("status 500"));
    }
    void aServerThatIsNoLongerNamedIsForgotten() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        ServerPart part(past);
        auto plots = recordedMinutes(5);
        (void)part.join(askedMinutes(), plots);
        past.setHasServers(false);
        QVERIFY(!past.isThere());
        QVERIFY(!part.mayAdd());
        QVERIFY(part.join(askedMinutes(), plots).server.isEmpty());
    }

    void thisMachineIsFoundWhenAChartLacksSomething() {
        PartDesk desk;
        test::WindowParts parts;
        HostDirectory directory;
        ServerPast past;
        const ThisMachineThere there(directory, parts.frames, past);
        auto frame = std::make_shared<Frame>();
        Host host;
        host.name = "office";
        host.bootTimeSeconds = 5001;
        frame->readings.host = Section<Host>(host, {});
        frame->takenAt.wall = std::chrono::milliseconds(partNow);
        parts.hub.publish(frame);
        QTRY_VERIFY(parts.frames.newest() != nullptr);
        directory.setServers({desk.client()});
        QVERIFY(past.hasServers());
        QVERIFY(directory.hosts().empty());
        past.seek();
        QTRY_VERIFY(past.isThere());
        QCOMPARE(past.server(), "lab");
    }
    void aCopyOfThisMachineIsNotThisMachine() {
        PartDesk desk;
        HostDirectory directory;
        directory.setServers({desk.client()});
        directory.refresh();
        QTRY_COMPARE(directory.hosts().size(), 1U);
        Frame frame;
        Host host;
        host.name = "office";
        host.bootTimeSeconds = 6000;
        frame.readings.host = Section<Host>(host, {});
        QVERIFY(!thisMachineIn(directory, frame));
        host.bootTimeSeconds = 5000;
        frame.readings.host = Section<Host>(host, {});
        QVERIFY(thisMachineIn(directory, frame));
    }
    void theFileMaySayWhichTargetItIs() {
        PartDesk desk;
        HostDirectory directory;
        directory.setServers({desk.client({{"instance", "old:9100"}, {"job", "node"}, {"site", "home"}})});
        const auto host = thisMachineIn(directory, Frame());
        QVERIFY(host);
        QCOMPARE(QByteArray::fromStdString(selectorOf(host->target)),
                 "{instance=\"old:9100\",job=\"node\",site=\"home\"}");
    }

    void aChartOfThePastLooksForAServerThatIsNamedLater() {
        ServerPast past;
        BusyHour hour(past);
        hour.parts.cursor.travelTo(partNow - aMinute);
        hour.chart.show();
        QSignalSpy sought(&past, &ServerPast::sought);
        QTRY_COMPARE(hour.chart.data().series.size(), 1U);
        QCOMPARE(sought.count(), 0);
        past.setHasServers(true);
        QTRY_VERIFY(sought.count() > 0);
    }
    void aChartSaysWhoseAPartIsAndWhereTheyDiffer() {
        PartDesk desk;
        ServerPast past;
        past.setHasServers(true);
        past.setHost(desk.host());
        QTRY_VERIFY(past.isThere());
        BusyHour hour(past);
        const SeriesChart& chart = hour.chart;
        hour.chart.show();
        QTRY_VERIFY(!chart.data().axis.runs.empty());
        QCOMPARE(chart.data().series.size(), 1U);
        QCOMPARE(seamsOf(chart.data()).size(), 1U);
        QVERIFY2(chart.axisText().simplified().contains("busy: record 41 %, lab 47 %"),
                 qPrintable(chart.axisText()));
        QVERIFY(chart.accessibleDescription().contains("lab"));
        QVERIFY(chart.toCsv().startsWith("time,busy,source\r\n"));
        QVERIFY(chart.toCsv().contains(",lab\r\n") && chart.toCsv().contains(",record\r\n"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ServerPartTest)
#include "ServerPartTest.moc"
