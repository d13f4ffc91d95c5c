#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <limits>

#include "app/FrameCommand.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

QByteArray jsonOf(const Frame& frame) {
    return QByteArray::fromStdString(app::frameJson(frame));
}

QJsonObject parsed(const Frame& frame) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(jsonOf(frame), &error);
    if (error.error != QJsonParseError::NoError) qFatal("%s", qPrintable(error.errorString()));
    return document.object();
}

QJsonObject sectionOf(const Frame& frame, const char* name) {
    return parsed(frame)["readings"][QLatin1String(name)].toObject();
}

Frame withProcess(ProcessFacts facts) {
    ProcessTable table;
    Process process;
    process.identity = {42, 7};
    process.state = 'S';
    process.facts = std::make_shared<const ProcessFacts>(std::move(facts));
    table.processes.push_back(process);
    Frame frame;
    frame.readings.processes = Section<ProcessTable>(std::move(table), Instant{});
    return frame;
}

}  // namespace

class FrameJsonTest : public QObject {
    Q_OBJECT

  private slots:
    void everySectionOfAMachineIsThere() {
        test::DemoMachine machine;
        (void)machine.next();
        const QJsonObject readings = parsed(*machine.next())["readings"].toObject();
        const QStringList sections{"cpu",      "cpuFrequencies", "cpuTopology",  "disks",
                                   "families", "filesystems",    "gpus",         "host",
                                   "kernel",   "load",           "memory",       "network",
                                   "power",    "pressure",       "processes",    "self",
                                   "sensors",  "socketTraffic",  "sockets",      "virtualMemory"};
        QCOMPARE(readings.keys(), sections);
        for (const QString& section : sections)
            if (section != "families")
                QVERIFY2(readings[section].toObject().contains("takenAt"), qPrintable(section));
    }

    void valuesAreThoseOfTheFrame() {
        test::DemoMachine machine;
        (void)machine.next();
        const FramePtr frame = machine.next();
        const QJsonObject json = parsed(*frame);
        const Readings& readings = frame->readings;
        const QJsonObject sections = json["readings"].toObject();
        QCOMPARE(sections["load"]["oneMinute"].toDouble(), readings.load->oneMinute);
        QCOMPARE(sections["memory"]["meminfo"]["MemTotal"].toDouble(),
                 *readings.memory->meminfo.find("MemTotal"));
        QCOMPARE(sections["cpu"]["cpus"].toArray().size(), qsizetype(readings.cpu->cpus.size()));
        const QJsonValue disk = sections["disks"]["disks"][0];
        QCOMPARE(disk["counters"]["readBytes"].toDouble(), readings.disks->disks[0].counters.readBytes);
        QCOMPARE(disk["facts"]["model"].toString().toStdString(), readings.disks->disks[0].facts->model);
        const QJsonValue process = sections["processes"]["processes"][0];
        QCOMPARE(process["identity"]["pid"].toInt(), readings.processes->processes[0].identity.pid);
        QCOMPARE(process["facts"]["name"].toString().toStdString(),
                 readings.processes->processes[0].facts->name);
        QCOMPARE(json["rates"]["cpu"]["total"]["user"].toDouble(), frame->rates.cpu->total.user);
        QCOMPARE(json["rates"]["processes"]["processes"].toArray().size(),
                 qsizetype(frame->rates.processes->processes.size()));
        QCOMPARE(json["takenAt"]["wallSeconds"].toDouble(), seconds(frame->takenAt.wall));
    }

    void anUnknownSectionSaysWhy() {
        Frame frame;
        frame.readings.gpus = denied("join the group render");
        const QJsonObject gpus = sectionOf(frame, "gpus");
        QCOMPARE(gpus["unknownBecause"].toString(), "join the group render");
        QCOMPARE(gpus["unknownKind"].toString(), "denied");
        QCOMPARE(gpus.size(), 2);
    }

    void unknownValuesAreNull() {
        const Frame frame = withProcess({});
        const QJsonValue process = sectionOf(frame, "processes")["processes"][0];
        QVERIFY(process["swapBytes"].isNull());
        QVERIFY(process["diskReadBytes"].isNull());
        const QJsonObject rates = parsed(frame)["rates"].toObject();
        QVERIFY(rates["processes"].isNull());
        QVERIFY(rates["cpu"].isNull());
    }

    void numbersThatJsonLacksAreNull_data() {
        QTest::addColumn<double>("value");
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
        QTest::newRow("negative infinite") << -std::numeric_limits<double>::infinity();
    }
    void numbersThatJsonLacksAreNull() {
        QFETCH(double, value);
        Load load;
        load.oneMinute = value;
        Frame frame;
        frame.readings.load = Section<Load>(load, Instant{});
        QVERIFY(sectionOf(frame, "load")["oneMinute"].isNull());
    }

    void countersAreWrittenExactly() {
        SelfCost self;
        self.residentBytes = std::numeric_limits<std::uint64_t>::max();
        self.cpuSeconds = 0.1 + 0.2;
        Frame frame;
        frame.readings.self = Section<SelfCost>(self, Instant{});
        QVERIFY(jsonOf(frame).contains("\"residentBytes\":18446744073709551615,"));
        QVERIFY(jsonOf(frame).contains("\"cpuSeconds\":0.30000000000000004,"));
    }

    void wordsStandForEnumerations() {
        Sensor sensor;
        sensor.kind = SensorKind::Humidity;
        Frame frame;
        frame.discontinuity = Discontinuity::ClockStepped;
        frame.readings.sensors = Section<Sensors>(Sensors{{sensor}}, Instant{});
        QCOMPARE(parsed(frame)["discontinuity"].toString(), "clockStepped");
        QCOMPARE(sectionOf(frame, "sensors")["sensors"][0]["kind"].toString(), "humidity");
    }

    void healthSaysHowEachCollectorFared() {
        Frame frame;
        frame.health.push_back({"gpus", CollectorHealth::State::Failed, "no answer", std::chrono::seconds(2),
                                std::chrono::microseconds(1500), 3, 2, 0.25});
        const QJsonObject health = parsed(frame)["health"][0].toObject();
        QCOMPARE(health["name"].toString(), "gpus");
        QCOMPARE(health["state"].toString(), "failed");
        QCOMPARE(health["reason"].toString(), "no answer");
        QCOMPARE(health["intervalSeconds"].toDouble(), 2.0);
        QCOMPARE(health["durationSeconds"].toDouble(), 0.0015);
        QCOMPARE(health["failures"].toInt(), 2);
    }

    void textOfTheMachineIsOnlyText_data() {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("shown");
        QTest::newRow("markup") << QByteArray("<b>x</b>") << "<b>x</b>";
        QTest::newRow("quotes") << QByteArray("a\"b\\c") << "a\"b\\c";
        QTest::newRow("escape sequence") << QByteArray("\x1b[31mred\x7f\n") << "\x1b[31mred\x7f\n";
        QTest::newRow("Korean") << QByteArray("한글편집기") << "한글편집기";
        QTest::newRow("cut in a character") << QByteArray("한글").chopped(1) << QString("한\uFFFD\uFFFD");
    }
    void textOfTheMachineIsOnlyText() {
        QFETCH(QByteArray, raw);
        QFETCH(QString, shown);
        ProcessFacts facts;
        facts.name = raw.toStdString();
        const Frame frame = withProcess(std::move(facts));
        QVERIFY(!jsonOf(frame).contains('\x1b'));
        QCOMPARE(sectionOf(frame, "processes")["processes"][0]["facts"]["name"].toString(), shown);
    }
};

BARO_TEST(FrameJsonTest)
#include "FrameJsonTest.moc"
