#include "core/alerts/Fault.h"

#include <QTest>

#include "core/alerts/ShownText.h"
#include "core/base/Json.h"
#include "core/telling/NoticeJson.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

class FaultTest : public QObject {
    Q_OBJECT

  private slots:
    void theExpressionTells_data() {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<int>("subject");
        QTest::addColumn<int>("resource");
        const auto row = [](const char* fields, FaultSubject subject, FaultResource resource) {
            QTest::newRow(fields) << fields << static_cast<int>(subject) << static_cast<int>(resource);
        };
        row("expr: '1 - avg(rate(node_cpu_seconds_total{mode=\"idle\"}[5m])) > 0.8'", FaultSubject::Cpu,
            FaultResource::Cpu);
        row("expr: 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.1'", FaultSubject::Memory,
            FaultResource::Memory);
        row("expr: 'predict_linear(node_filesystem_avail_bytes[1h], 86400) < 0'", FaultSubject::Filesystem,
            FaultResource::Disk);
        row("expr: 'max_over_time(rate(node_disk_io_time_seconds_total[1m])[5m:1m]) > 0.9'",
            FaultSubject::Disk, FaultResource::Disk);
        row("expr: 'node_hwmon_temp_celsius > 80'", FaultSubject::Temperature, FaultResource::Cpu);
        row("expr: 'rate(node_pressure_io_waiting_seconds_total[5m]) > 0.5'", FaultSubject::Pressure,
            FaultResource::Disk);
        row("expr: '(-{__name__=\"node_network_up\"}) < 0'", FaultSubject::Network, FaultResource::Network);
        row("expr: 'topk(scalar(node_load1), up) > 1'", FaultSubject::Cpu, FaultResource::Cpu);
        row("expr: 'instance:node_cpu_utilisation:rate5m > 0.8'", FaultSubject::Cpu, FaultResource::Cpu);
        row("expr: 'instance_device:node_disk_io_time_seconds:rate5m > 0.9'", FaultSubject::Disk,
            FaultResource::Disk);
        row("expr: 'job:requests:rate5m > 80'", FaultSubject::None, FaultResource::None);
        row("expr: 'up == 0'", FaultSubject::None, FaultResource::None);
        row("expr: '1 > 0'", FaultSubject::None, FaultResource::None);
        row("expr: 'node_load1 > 3', labels: {subject: memory}", FaultSubject::Memory, FaultResource::Memory);
        row("expr: 'node_load1 > 3', labels: {subject: none}", FaultSubject::None, FaultResource::None);
        row("expr: 'node_load1 > 3', labels: {subject: anything}", FaultSubject::Cpu, FaultResource::Cpu);
    }
    void theExpressionTells() {
        QFETCH(const QString, fields);
        const RuleFile file = oneAlert(fields.toStdString());
        QCOMPARE(file.ruleCount(), 1U);
        const Fault fault = faultOf(file.groups.at(0).rules.at(0));
        QTEST(static_cast<int>(fault.subject), "subject");
        QTEST(static_cast<int>(fault.resource), "resource");
    }

    void threeAreNamed() {
        const Frame frame = test::processFrame({{.pid = 1, .name = "init", .cpu = 0.01},
                                                {.pid = 5, .name = "cc1plus", .cpu = 0.98},
                                                {.pid = 7, .name = "firefox", .cpu = 2.12},
                                                {.pid = 8, .name = "idle", .cpu = 0},
                                                {.pid = 9, .name = "cc1plus", .cpu = 0.5}});
        const auto blamed = blamedProcesses(frame, nullptr, FaultResource::Cpu);
        QCOMPARE(blamed.size(), 3U);
        QCOMPARE(blamed.at(1).pid, 5);
        const QString text = QString::fromStdString(blameText(blamed, FaultResource::Cpu));
        QCOMPARE(QString(text).replace(QChar(0x2009), ' '),
                 QString("firefox 212 %, cc1plus 98 %, cc1plus 50 %"));
    }

    void memoryIsResident() {
        const Frame frame = test::processFrame({{.pid = 1, .name = "small", .residentBytes = 1 << 20},
                                                {.pid = 5, .name = "large", .residentBytes = 3U << 30}});
        const auto blamed = blamedProcesses(frame, nullptr, FaultResource::Memory, 1);
        QCOMPARE(QString::fromStdString(blameText(blamed, FaultResource::Memory)).replace(QChar(0x2009), ' '),
                 QString("large 3 GiB"));
    }

    void whatIsUnknownIsNotBlamed() {
        QVERIFY(blamedProcesses({}, nullptr, FaultResource::Cpu).empty());
        const Frame frame = test::processFrame({{.pid = 1, .name = "a", .cpu = 1, .hasRate = false}});
        QVERIFY(blamedProcesses(frame, nullptr, FaultResource::Cpu).empty());
        QVERIFY(blamedProcesses(frame, nullptr, FaultResource::Disk).empty());
        QVERIFY(blamedProcesses(frame, nullptr, FaultResource::None).empty());
        QVERIFY(blameText({}, FaultResource::Cpu).empty());
    }

    void trafficIsARateBetweenTwoFrames() {
        Frame before = test::processFrame({{.pid = 1, .name = "a"}, {.pid = 2, .name = "b"}});
        Frame after = before;
        const auto traffic = [](Frame& frame, double a, double b, int at) {
            frame.takenAt.monotonic = std::chrono::seconds(at);
            frame.readings.socketTraffic =
                Section<SocketTraffic>(SocketTraffic{{{{1, 100}, a, 0}, {{2, 100}, 0, b}}}, frame.takenAt);
        };
        traffic(before, 1000, 1000, 10);
        traffic(after, 1000, 5000, 12);
        const auto blamed = blamedProcesses(after, &before, FaultResource::Network);
        QCOMPARE(blamed.size(), 1U);
        QCOMPARE(blamed.at(0).name, std::string("b"));
        QCOMPARE(blamed.at(0).amount, 2000.0);
        QVERIFY(blamedProcesses(after, nullptr, FaultResource::Network).empty());
        QVERIFY(blamedProcesses(before, &before, FaultResource::Network).empty());
    }

    void hostileNamesAreShown() {
        const Frame frame = test::processFrame({{.pid = 1, .name = "<b>x</b>\n\x1b[2J\u202e\xff", .cpu = 1}});
        const std::string text =
            blameText(blamedProcesses(frame, nullptr, FaultResource::Cpu), FaultResource::Cpu);
        QVERIFY(text.starts_with(R"(<b>x</b>\n\x1b[2J\u202e\xff )"));
    }

    void longTextsAreCut() {
        QCOMPARE(shownText("한글한글", 7), std::string("한글…"));
        QCOMPARE(shownText("abc", 3), std::string("abc"));
        QVERIFY(shownText(std::string(10'000, '\n'), 200).size() <= 203);
        QCOMPARE(shownText("", 10), std::string());
    }

    void asJsonItIsTextOnly() {
        Alert alert;
        const std::string hostile = "\"}\n$(reboot)`\x1b[2J\xff<b>" + std::string(10'000, 'x');
        alert.labels = Labels({{"alertname", "A"}, {"name", hostile}});
        alert.annotations = {{"summary", hostile}};
        alert.value = std::numeric_limits<double>::quiet_NaN();
        alert.activeAt = 1000;
        alert.firedAt = 61'000;
        const std::string text =
            noticeJson(alert, AlertNotice::Kind::Firing, {"g", "A"}, {{"fire\nfox", 7, 2.5}});
        QCOMPARE(std::ranges::count(text, '\n'), 1);
        QVERIFY(std::ranges::none_of(
            text, [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; }));
        const auto json = Json::parse(text);
        QVERIFY(json);
        QCOMPARE(textOf(*json, "status"), std::string_view("firing"));
        QCOMPARE(textOf(*json, "startsAt"), std::string_view("1970-01-01T00:01:01.000Z"));
        QVERIFY(textOf(*json->member("labels"), "name").starts_with("\"}\n$(reboot)`\x1b[2J\uFFFD<b>xxx"));
        QCOMPARE(textOf(*json->member("processes")->element(0), "name"), std::string_view("fire\nfox"));
        alert.resolvedAt = 121'000;
        const auto over = Json::parse(noticeJson(alert, AlertNotice::Kind::Resolved, {"g", "A"}, {}));
        QCOMPARE(textOf(*over, "status"), std::string_view("resolved"));
        QCOMPARE(textOf(*over, "endsAt"), std::string_view("1970-01-01T00:02:01.000Z"));
    }
};

BARO_TEST(FaultTest)
#include "FaultTest.moc"
