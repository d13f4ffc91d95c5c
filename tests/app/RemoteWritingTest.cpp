#include "app/RemoteWriting.h"

#include <QTest>

#include "app/SentAlerts.h"
#include "app/WritingFindings.h"
#include "core/config/Settings.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;
using remotewrite::Verdict;

namespace {

Settings settingsBeside(const test::TemporaryTree& folder, const std::string& externalLabels = {}) {
    SettingsSources sources;
    sources.path = folder.path("barograph/barograph.conf");
    if (!externalLabels.empty()) sources.commandLine = {{"alerts.external-labels", externalLabels}};
    return Settings::load(sources);
}

}  // namespace

class RemoteWritingTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutAServerNothingIsLoaded() {
        const test::TemporaryTree folder;
        std::vector<std::string> problems;
        QVERIFY(destinationsOf(settingsBeside(folder), nullptr, problems).empty());
        QVERIFY(problems.empty());
    }

    void aServerIsAskedAsTheFileSays() {
        const test::TemporaryTree folder;
        folder.write("barograph/secret", "geheim\n");
        folder.write("barograph/servers.yml",
                     "remote_write:\n- url: http://a/write\n  name: main\n  basic_auth: {username: me, "
                     "password_file: secret}\n  headers: {X-Scope-OrgID: mine}\n  remote_timeout: 7s\n");
        std::vector<std::string> problems;
        const auto destinations = destinationsOf(settingsBeside(folder), nullptr, problems);
        QCOMPARE(destinations.size(), std::size_t{1});
        QCOMPARE(destinations[0].name, std::string("main"));
        const auto request = destinations[0].request();
        QVERIFY(request.ok());
        QCOMPARE(request->url, std::string("http://a/write"));
        QVERIFY(request->patience == std::chrono::seconds(7));
        QStringList headers;
        for (const http::Header& header : request->headers)
            headers << QString::fromStdString(header.name + ": " + header.value);
        headers.sort();
        QCOMPARE(headers, QStringList({"Authorization: Basic bWU6Z2VoZWlt", "X-Scope-OrgID: mine"}));
        folder.remove("barograph/secret");
        QVERIFY(!destinations[0].request().ok());
    }

    // One notion of external labels for alerts and for series.
    void labelsOfThisMachineAreOnSeries() {
        const test::TemporaryTree folder;
        folder.write(
            "barograph/servers.yml",
            "global: {external_labels: {site: home, instance: desk}}\nremote_write: [{url: http://a/w}]\n");
        std::vector<std::string> problems;
        const Settings settings = settingsBeside(folder, "site=office, room=2");
        const auto destinations = destinationsOf(settings, nullptr, problems);
        QCOMPARE(
            QString::fromStdString(toString(destinations.at(0).series.externalLabels)).replace('"', '\''),
            QString("{instance='desk', job='barograph', room='2', site='office'}"));
        QCOMPARE(QString::fromStdString(toString(externalLabelsOf(settings, problems))).replace('"', '\''),
                 QString("{instance='desk', room='2', site='office'}"));
        QVERIFY(problems.empty());
    }

    void whatIsWrongIsSaid() {
        const test::TemporaryTree folder;
        folder.write("barograph/servers.yml", "remote_write: [{url: http://a/w, interval: 0s}]\n");
        std::vector<std::string> problems;
        QVERIFY(destinationsOf(settingsBeside(folder), nullptr, problems).empty());
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY(problems[0].find("servers.yml:1: \"interval\" is from 1s to 5m") != std::string::npos);
    }

    void theDoctorSaysHowItStands() {
        const auto textOf = [](const Finding& finding) {
            return QString(finding.good ? "ok " : "wrong ") + QString::fromStdString(finding.line);
        };
        QCOMPARE(textOf(writingFinding("a", {}, 20'000)), QString("ok the record reaches a"));
        QCOMPARE(textOf(writingFinding("a", {}, 9 * 3'600'000)),
                 QString("ok the record reaches a; 9.0 h of it are missing there yet, and are sent while the "
                         "window or baro record runs"));
        QCOMPARE(
            textOf(writingFinding("a\x1b", {Verdict::Kind::Absent, "nothing listens there", {}}, 1'800'000)),
            QString(
                "wrong the record does not reach a\\x1b, and 0.5 h of it are missing there: nothing listens "
                "there; correct its entry in servers.yml, or see to the server"));
    }
};

BARO_TEST(RemoteWritingTest)
#include "RemoteWritingTest.moc"
