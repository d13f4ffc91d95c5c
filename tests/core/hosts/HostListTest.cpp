#include "core/hosts/HostList.h"

#include <QtTest>

#include "tests/core/hosts/HostSamples.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;

namespace {

HostSample of(const std::string& metric, double value, const std::string& instance, const std::string& job,
              Pairs labels = {}) {
    labels.emplace_back("__name__", metric);
    labels.emplace_back("instance", instance);
    labels.emplace_back("job", job);
    return hostSample(std::move(labels), value, 1000);
}

HostSample kernelOf(const std::string& name, const std::string& instance, const std::string& job,
                    Pairs more = {}) {
    more.emplace_back("nodename", name);
    more.emplace_back("release", "6.1.0");
    return of("node_uname_info", 1, instance, job, std::move(more));
}

QByteArray shown(const std::vector<KnownHost>& hosts) {
    QByteArray text;
    for (const KnownHost& host : hosts) {
        text += QByteArray::fromStdString(host.name + " " + selectorOf(host.target) + " " + host.exporter);
        text += host.state == HostState::Up ? " up" : host.state == HostState::Down ? " down" : " silent";
        for (const HostTarget& other : host.others)
            text += " and " + QByteArray::fromStdString(selectorOf(other));
        text += '\n';
    }
    return text;
}

}  // namespace

class HostListTest : public QObject {
    Q_OBJECT

  private slots:
    void machinesAndWhatRunsThere() {
        const std::vector<HostSample> now{
            of("up", 1, "office:9100", "node"),
            kernelOf("office", "office:9100", "node"),
            of("node_exporter_build_info", 1, "office:9100", "node", {{"version", "1.5.0"}}),
            of("up", 1, "attic:9100", "desk"),
            kernelOf("attic", "attic:9100", "desk"),
            of("barograph_build_info", 1, "attic:9100", "desk", {{"version", "0.4"}}),
            of("up", 1, "localhost:9090", "prometheus"),  // no machine
        };
        QCOMPARE(shown(hostsIn(now, {})),
                 QByteArray("attic {instance=\"attic:9100\",job=\"desk\"} Barograph 0.4 up\n"
                            "office {instance=\"office:9100\",job=\"node\"} node_exporter 1.5.0 up\n"));
        QCOMPARE(hostsIn(now, {}).front().target.hasBarograph, true);
    }

    void oneThatIsDownIsKnownFromBefore() {
        const std::vector<HostSample> now{of("up", 0, "office:9100", "node"),
                                          of("up", 0, "db:9187", "postgres")};
        const std::vector<HostSample> lately{kernelOf("office", "office:9100", "node"),
                                             kernelOf("laptop", "laptop:9100", "pushed")};
        QCOMPARE(shown(hostsIn(now, lately)),
                 QByteArray("laptop {instance=\"laptop:9100\",job=\"pushed\"}  silent\n"
                            "office {instance=\"office:9100\",job=\"node\"}  down\n"));
    }

    void whatSendsByItselfIsUpWithoutSayingSo() {
        QCOMPARE(shown(hostsIn(std::vector{kernelOf("laptop", "laptop", "barograph")}, {})),
                 QByteArray("laptop {instance=\"laptop\",job=\"barograph\"}  up\n"));
    }

    // By address, or by the time at which they started.
    void twoTargetsOnOneMachine_data() {
        QTest::addColumn<QString>("second");
        QTest::addColumn<double>("bootedAt");
        QTest::addColumn<qsizetype>("hosts");
        QTest::newRow("same address") << "office:9200" << 5000.0 << qsizetype(1);
        QTest::newRow("same start") << "10.0.0.7:9200" << 1001.0 << qsizetype(1);
        QTest::newRow("a copy") << "10.0.0.7:9200" << 5000.0 << qsizetype(2);
    }
    void twoTargetsOnOneMachine() {
        QFETCH(const QString, second);
        QFETCH(double, bootedAt);
        QFETCH(qsizetype, hosts);
        const std::string other = second.toStdString();
        const std::vector<HostSample> now{of("up", 1, "office:9100", "node"),
                                          kernelOf("office", "office:9100", "node"),
                                          of("node_boot_time_seconds", 1000, "office:9100", "node"),
                                          of("up", 1, other, "desk"),
                                          kernelOf("office", other, "desk"),
                                          of("node_boot_time_seconds", bootedAt, other, "desk"),
                                          of("barograph_build_info", 1, other, "desk", {{"version", "1"}})};
        const auto found = hostsIn(now, {});
        QCOMPARE(qsizetype(found.size()), hosts);
        if (hosts > 1) return;
        QVERIFY(found[0].target.job == "desk");  // it tells most
        QVERIFY(found[0].others.at(0).instance == "office:9100");
    }

    void targetsOfTheSameInstanceAndJobNeedMoreLabels() {
        const std::vector<HostSample> now{
            of("up", 1, "a:9100", "node", {{"site", "east"}}),
            of("up", 0, "a:9100", "node", {{"site", "west"}, {"rack", "2"}}),
            kernelOf("one", "a:9100", "node", {{"site", "east"}}),
        };
        const std::vector<HostSample> lately{
            kernelOf("two", "a:9100", "node", {{"site", "west"}, {"rack", "2"}})};
        QCOMPARE(shown(hostsIn(now, lately)),
                 QByteArray("one {instance=\"a:9100\",job=\"node\",site=\"east\",rack=\"\"}  up\n"
                            "two {instance=\"a:9100\",job=\"node\",rack=\"2\",site=\"west\"}  down\n"));
    }

    void nothingKnownIsNoHost() {
        QVERIFY(hostsIn({}, {}).empty());
        QVERIFY(
            hostsIn(std::vector{hostSample(Pairs{}, 1, 0)}, std::vector{hostSample(Pairs{}, 1, 0)}).empty());
    }

    void menuNamesTellHostsApart() {
        const auto host = [](const char* name, const char* instance, const char* job) {
            KnownHost one;
            one.name = name;
            one.target.instance = instance;
            one.target.job = job;
            return one;
        };
        const std::vector<KnownHost> hosts{
            host("office", "office:9100", "node"), host("debian", "a:9100", "node"),
            host("debian", "b:9100", "node"),      host("twin", "t:9100", "node"),
            host("twin", "t:9100", "test"),        host("far", "f:9100", "node")};
        std::vector<NamedHost> named;
        for (const KnownHost& one : hosts)
            named.push_back({&one, "home"});
        named.push_back({&hosts.back(), "work"});
        const std::vector<std::string> expected{"office",
                                                "debian (a:9100)",
                                                "debian (b:9100)",
                                                "twin (t:9100, node)",
                                                "twin (t:9100, test)",
                                                "far (f:9100, node, home)",
                                                "far (f:9100, node, work)"};
        QCOMPARE(menuNames(named), expected);
    }

    void aMachineIsFoundByItsNameAndItsStart() {
        const std::vector<HostSample> now{
            kernelOf("office", "a:9100", "node"), of("node_boot_time_seconds", 1000, "a:9100", "node"),
            kernelOf("office", "b:9100", "node"), of("node_boot_time_seconds", 5000, "b:9100", "node"),
            kernelOf("attic", "c:9100", "node"),
        };
        const auto hosts = hostsIn(now, {});
        const auto place = [&](std::string_view name, double bootedAt) -> QByteArray {
            const auto found = machineIn(hosts, name, bootedAt);
            return found ? QByteArray::fromStdString(hosts[*found].target.instance) : "none";
        };
        QCOMPARE(place("office", 5001.5), "b:9100");
        QCOMPARE(place("office", 999), "a:9100");
        QCOMPARE(place("office", 3000), "none");  // a copy of it
        QCOMPARE(place("attic", 1000), "none");   // when it started is not known
        QCOMPARE(place("cellar", 1000), "none");
    }
    void ofTwoTargetsOfAMachineOneTellsItsStart() {
        const std::vector<HostSample> now{
            kernelOf("office", "a:9100", "desk"),
            of("barograph_build_info", 1, "a:9100", "desk"),
            kernelOf("office", "a:9101", "node"),
            of("node_boot_time_seconds", 1000, "a:9101", "node"),
        };
        const auto hosts = hostsIn(now, {});
        QCOMPARE(hosts.size(), 1U);
        QVERIFY(machineIn(hosts, "office", 1000));
    }
};

BARO_TEST(HostListTest)
#include "HostListTest.moc"
