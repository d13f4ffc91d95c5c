#include "app/Doctor.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

ListenAddress address() {
    return ListenAddress::parse("127.0.0.1:9100").value();
}

bool says(const Finding& finding, const char* text) {
    return finding.line.find(text) != std::string::npos;
}

Frame withClock(double synchronised) {
    Frame frame;
    frame.takenAt.wall = std::chrono::seconds(1'800'000'000);
    Families families;
    families.families.push_back({"node_timex_sync_status", {{{}, synchronised}}, std::nullopt});
    frame.readings.families.timex = Section<Families>(std::move(families), {});
    return frame;
}

}  // namespace

class DoctorTest : public QObject {
    Q_OBJECT

  private slots:
    void namesTheSourceThatFailed() {
        Frame frame;
        frame.readings.processes = Section<ProcessTable>(ProcessTable{}, {});
        frame.health.push_back({.name = "disks",
                                .state = CollectorHealth::State::Failed,
                                .reason = "\x1b[31mcannot read /proc/diskstats"});
        frame.health.push_back({.name = "gpu", .state = CollectorHealth::State::Absent, .reason = "none"});
        const Findings findings = sourceFindings(frame);
        QCOMPARE(findings.size(), std::size_t{1});
        QVERIFY(!findings[0].good && says(findings[0], "disks: ") && !says(findings[0], "\x1b"));
    }

    void saysHowManyProcessesHideTheirTraffic() {
        Frame frame;
        ProcessTable table;
        table.unreadableIo = 12;
        frame.readings.processes = Section<ProcessTable>(table, {});
        const Findings findings = sourceFindings(frame);
        QVERIFY(!findings[0].good && says(findings[0], "12 processes") &&
                says(findings[0], "CAP_SYS_PTRACE"));
    }

    void allIsWellWhenItIs() {
        Frame frame;
        frame.readings.processes = Section<ProcessTable>(ProcessTable{}, {});
        QVERIFY(sourceFindings(frame).at(0).good);
        QVERIFY(clockFinding(withClock(1)).good);
    }

    void tellsOfAClockThatNobodyKeeps() {
        QVERIFY(!clockFinding(withClock(0)).good);
        Frame frame = withClock(1);
        frame.takenAt.wall = std::chrono::seconds(1000);
        QVERIFY(says(clockFinding(frame), "wrong by years"));
    }

    void tellsOfTheDesktop() {
        QVERIFY(desktopFinding("tray", true, "x").good);
        QVERIFY(says(desktopFinding("tray", false, "install it"), "there is no tray; install it"));
        QVERIFY(says(desktopFinding("tray", absent("no bus"), "install it"), "no bus; install it"));
    }

    void tellsOfTheEndpoint() {
        const ProbeAnswer ours{200, "Barograph is healthy.\n"};
        QVERIFY(endpointFinding(address(), true, ours, "baro (pid 1) listens on 127.0.0.1:9100").good);
        const Finding taken =
            endpointFinding(address(), true, ProbeAnswer{404, ""}, "vim (pid 7) listens on :9100");
        QVERIFY(!taken.good && says(taken, "vim (pid 7)"));
        QVERIFY(endpointFinding(address(), false, absent("nothing"), "").good);
        QVERIFY(!endpointFinding(address(), true, absent("nothing"), "").good);
        QVERIFY(!endpointFinding(address(), true, failed("timed out"), "").good);
    }

    void tellsTheStateOfTheRecord() {
        constexpr std::int64_t now = 1'800'000'000'000;
        const auto told = [](const Result<TimeRange>& extent) { return recordFinding(extent, "/data", now); };
        QVERIFY(says(told(absent("none")), "/data does not exist yet"));
        QVERIFY(says(told(TimeRange{1, 0}), "is empty"));
        QVERIFY(says(told(TimeRange{now - 7'200'000, now - 9000}), "is written now, and reaches back 2.0 h"));
        QVERIFY(says(told(TimeRange{now - 7'200'000, now - 3'600'000}), "was written last 1.0 h ago"));
        QVERIFY(told(TimeRange{1, 0}).good);
        const Finding damaged = told(malformed("file\x1b is not a database"));
        QVERIFY(!damaged.good);
        QVERIFY(says(damaged, "cannot be read"));
        QVERIFY(damaged.line.find('\x1b') == std::string::npos);
    }

    void tellsWhichServersAnswer() {
        const Finding good = serverFinding("http://a", prometheus::BuildInfo{"Prometheus", "2.42.0"});
        QVERIFY(good.good && says(good, "Prometheus 2.42.0 answers at http://a"));
        const Finding bad =
            serverFinding("http://a", denied("office: it refuses the token\x1b (status 401)"));
        QVERIFY(!bad.good && says(bad, "the server office: it refuses the token"));
        QVERIFY(says(bad, "(http://a); start it, or correct servers.yml") && !says(bad, "\x1b"));
    }

    void tellsWherePasswordsAre() {
        const auto told = [](const Result<std::string>& place) {
            return keyringFinding(place, "/c/secrets");
        };
        QVERIFY(told(std::string("the keyring")).good);
        QVERIFY(says(told(absent("there is no keyring")),
                     "there is no keyring: passwords of servers are kept in /c/secrets"));
        QVERIFY(told(absent("there is no keyring")).good);
        QVERIFY(!told(failed("the keyring does not answer")).good);
    }

    void tellsWhetherAlertsArrive() {
        const auto told = [](const Result<http::SmallAnswer>& answer) {
            return alertmanagerFinding("http://a:9093", answer);
        };
        QVERIFY(told(http::SmallAnswer{{200, {}}, {}}).good);
        const Finding refused = told(http::SmallAnswer{{401, {}}, "\x1b[31mwho?"});
        QVERIFY(!refused.good && says(refused, "status 401") && !says(refused, "\x1b"));
        QVERIFY(says(told(absent("nothing listens there")), "nothing listens there; start it"));
    }
};

BARO_TEST(DoctorTest)
#include "DoctorTest.moc"
