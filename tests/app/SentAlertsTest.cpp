#include "app/SentAlerts.h"

#include <QTest>
#include <cstring>

#include "core/config/Settings.h"
#include "tests/support/FakeCarrier.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

Settings settingsWith(std::vector<std::pair<std::string, std::string>> values) {
    return Settings::load({{}, {}, std::move(values)});
}

alerts::AlertStanding oneFiring(std::int64_t now) {
    alerts::Alert alert;
    alert.state = alerts::AlertState::Firing;
    alert.labels = Labels({std::pair("alertname", "A")});
    alerts::RuleStanding rule;
    rule.report.health = alerts::RuleHealth::Good;
    rule.alerts = {alert};
    alerts::GroupStanding group;
    group.report.time = now;
    group.intervalMilliseconds = 15'000;
    group.rules = {rule};
    alerts::AlertStanding standing;
    standing.groups = {group};
    return standing;
}

}  // namespace

class SentAlertsTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutAnAlertmanagerNothingIsLoaded() {
        bool isAsked = false;
        const auto sent = SentAlerts::of(settingsWith({}), [&] {
            isAsked = true;
            return Result<std::shared_ptr<http::HttpCarrier>>(failed("none"));
        });
        QVERIFY(sent == nullptr);
        QVERIFY(!isAsked);
    }

    void whatCannotBeLoadedSendsNothing() {
        QVERIFY(SentAlerts::of(settingsWith({{"alerts.alertmanagers", "http://a"}}), [] {
                    return Result<std::shared_ptr<http::HttpCarrier>>(failed("no library"));
                }) == nullptr);
    }

    void sendsAsTheSettingsSay() {
        const auto carrier = std::make_shared<FakeCarrier>();
        const auto sent =
            SentAlerts::of(settingsWith({{"alerts.alertmanagers", "http://a:1, https://me:secret@b/x"},
                                         {"alerts.resend-delay", "30"},
                                         {"alerts.external-labels", "site=home, instance=desk"}}),
                           [&] { return Result<std::shared_ptr<http::HttpCarrier>>(carrier); });
        QVERIFY(sent != nullptr);
        sent->take(oneFiring(1000), {std::chrono::seconds(1), {}, {}});
        QCOMPARE(carrier->asked.size(), 2U);
        QCOMPARE(carrier->asked[1]->request.url, std::string("https://b/x/api/v2/alerts"));
        QVERIFY(carrier->asked[0]->request.body.find(
                    R"({"alertname":"A","instance":"desk","site":"home"})") != std::string::npos);
        QVERIFY(carrier->asked[0]->request.body.find("1970-01-01T00:02:01.000Z") != std::string::npos);
        QCOMPARE(sent->states().at(1).address, std::string("https://b/x"));
    }

    void wrongSettingsAreNamed() {
        std::vector<std::string> problems;
        const Settings settings = settingsWith(
            {{"alerts.alertmanagers", "http://a, b:9093"}, {"alerts.external-labels", "site, 1x=y, ok=a=b"}});
        QCOMPARE(alertmanagersOf(settings, problems).size(), 1U);
        QCOMPARE(problems.size(), 1U);
        QVERIFY(problems[0].starts_with("the setting alerts.alertmanagers: \"b:9093\""));
        const Labels labels = externalLabelsOf(settings, problems);
        QCOMPARE(problems.size(), 3U);
        QCOMPARE(labels.value("ok"), std::string_view("a=b"));
        QVERIFY(!labels.value("instance").empty());
    }
};

BARO_TEST(SentAlertsTest)
#include "SentAlertsTest.moc"
