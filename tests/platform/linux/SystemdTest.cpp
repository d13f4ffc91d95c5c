#include "platform/linux/Systemd.h"

#include <QtTest>
#include <map>

#include "tests/support/FamilyValues.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::familyOf;
using test::valueOf;

namespace {

struct Answers {
    std::optional<Error> error;
    std::vector<Unit> units;
    std::map<std::string, std::string> texts;  // "Version", "cron.service Service.Type"
    std::map<std::string, double> numbers;
    int questions = 0;  // about single units
};

class FakeManager final : public UnitManager {
  public:
    explicit FakeManager(Answers& answers) : answers_(answers) {}

    Result<std::vector<Unit>> units() override {
        if (answers_.error) return *answers_.error;
        return answers_.units;
    }
    Result<std::string> managerText(const std::string& property) override {
        return find(answers_.texts, property);
    }
    Result<std::string> unitText(const Unit& unit, const std::string& type,
                                 const std::string& property) override {
        ++answers_.questions;
        return find(answers_.texts, unit.name + " " + type + "." + property);
    }
    Result<double> unitNumber(const Unit& unit, const std::string& type,
                              const std::string& property) override {
        return find(answers_.numbers, unit.name + " " + type + "." + property);
    }

  private:
    template <class Map>
    static Result<typename Map::mapped_type> find(const Map& map, const std::string& key) {
        const auto found = map.find(key);
        if (found == map.end()) return failed("there is no " + key);
        return found->second;
    }

    Answers& answers_;
};

class Machine {
  public:
    Status read(std::chrono::seconds at = std::chrono::seconds(0)) {
        return collector_->collect({.wall = {}, .monotonic = at, .boot = {}}, readings);
    }
    const Families& families() const { return *readings.families.systemd; }

    Answers answers;
    Readings readings;

  private:
    std::unique_ptr<Collector> collector_ = makeUnitsCollector(std::make_unique<FakeManager>(answers));
};

}  // namespace

class SystemdTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsOneStateOfEachUnit() {
        Machine machine;
        machine.answers.units = {{"cron.service", "loaded", "active", "/cron"},
                                 {"a.socket", "loaded", "failed", "/a"}};
        machine.answers.texts["cron.service Service.Type"] = "simple";
        QVERIFY(machine.read());
        const auto state = [&](const char* name, const char* of, const char* type) {
            return valueOf(machine.families(), "node_systemd_unit_state", {name, of, type});
        };
        QCOMPARE(state("cron.service", "active", "simple"), std::optional(1.0));
        for (const char* other : {"activating", "deactivating", "failed", "inactive"})
            QCOMPARE(state("cron.service", other, "simple"), std::optional(0.0));
        QCOMPARE(state("a.socket", "failed", ""), std::optional(1.0));
    }

    void countsAllUnitsButTellsFew() {
        Machine machine;
        machine.answers.units = {{"cron.service", "loaded", "active", "/1"},
                                 {"gone.service", "not-found", "inactive", "/2"},
                                 {"home.mount", "loaded", "active", "/3"}};
        QVERIFY(machine.read());
        QCOMPARE(valueOf(machine.families(), "node_systemd_units", {"active"}), std::optional(2.0));
        QCOMPARE(valueOf(machine.families(), "node_systemd_units", {"inactive"}), std::optional(1.0));
        QCOMPARE(valueOf(machine.families(), "node_systemd_units", {"failed"}), std::optional(0.0));
        QCOMPARE(familyOf(machine.families(), "node_systemd_unit_state")->samples.size(), 5u);
    }

    void tellsTheManager() {
        Machine machine;
        machine.answers.texts = {
            {"Version", "252.38-1~deb12u1"}, {"SystemState", "running"}, {"Virtualization", ""}};
        QVERIFY(machine.read());
        QCOMPARE(valueOf(machine.families(), "node_systemd_system_running"), std::optional(1.0));
        QCOMPARE(valueOf(machine.families(), "node_systemd_version", {"252.38-1~deb12u1"}),
                 std::optional(252.38));
        QCOMPARE(valueOf(machine.families(), "node_systemd_virtualization_info", {"none"}),
                 std::optional(1.0));
        machine.answers.texts["SystemState"] = "degraded";
        QVERIFY(machine.read());
        QCOMPARE(valueOf(machine.families(), "node_systemd_system_running"), std::optional(0.0));
    }

    void tellsTimersAndSockets() {
        Machine machine;
        machine.answers.units = {{"apt.timer", "loaded", "active", "/1"},
                                 {"ssh.socket", "loaded", "active", "/2"}};
        machine.answers.numbers = {{"apt.timer Timer.LastTriggerUSec", 1.7e15},
                                   {"ssh.socket Socket.NAccepted", 7},
                                   {"ssh.socket Socket.NConnections", 2}};
        QVERIFY(machine.read());
        const Families& families = machine.families();
        QCOMPARE(valueOf(families, "node_systemd_timer_last_trigger_seconds", {"apt.timer"}),
                 std::optional(1.7e9));
        QCOMPARE(valueOf(families, "node_systemd_socket_accepted_connections_total", {"ssh.socket"}),
                 std::optional(7.0));
        QCOMPARE(valueOf(families, "node_systemd_socket_current_connections", {"ssh.socket"}),
                 std::optional(2.0));
        QVERIFY(!valueOf(families, "node_systemd_socket_refused_connections_total", {"ssh.socket"}));
    }

    void asksForTypesSeldom() {
        Machine machine;
        machine.answers.units = {{"cron.service", "loaded", "active", "/cron"}};
        QVERIFY(machine.read(std::chrono::seconds(0)));
        QVERIFY(machine.read(std::chrono::seconds(10)));
        QCOMPARE(machine.answers.questions, 1);
        QVERIFY(machine.read(std::chrono::seconds(700)));
        QCOMPARE(machine.answers.questions, 2);
    }

    void saysWhyThereIsNone() {
        Machine machine;
        machine.answers.error = absent("there is no system bus");
        QVERIFY(!machine.read());
        QCOMPARE(machine.readings.families.systemd.reason().kind, ErrorKind::Absent);
    }

    void aRecordedMachineHasNoUnits() {
        const auto collector = makeSystemdCollector(Roots{.procfs = "/recorded"});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.systemd.reason().kind, ErrorKind::Absent);
    }

    void readsVersions_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("version");  // 0: none
        QTest::newRow("Debian") << QByteArray("252.38-1~deb12u1") << 252.38;
        QTest::newRow("Fedora") << QByteArray("v255.4-1.fc40") << 255.4;
        QTest::newRow("whole") << QByteArray("247") << 247.0;
        QTest::newRow("release candidate") << QByteArray("256~rc1") << 256.0;
        QTest::newRow("point without digits") << QByteArray("256.") << 256.0;
        QTest::newRow("short numbers go before") << QByteArray("1-22 256.1") << 256.1;
        QTest::newRow("too short") << QByteArray("22") << 0.0;
        QTest::newRow("empty") << QByteArray("") << 0.0;
    }
    void readsVersions() {
        QFETCH(QByteArray, text);
        QFETCH(double, version);
        QCOMPARE(systemdVersion(text.toStdString()), version > 0 ? std::optional(version) : std::nullopt);
    }
};

BARO_TEST(SystemdTest)
#include "SystemdTest.moc"
