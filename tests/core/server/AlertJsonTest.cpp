#include "core/server/AlertJson.h"

#include <QtTest>

#include "core/alerts/RuleResults.h"
#include "core/http/FormText.h"
#include "core/series/SampleStore.h"
#include "core/server/QueryApi.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr std::int64_t alertNow = 1'700'000'060'000;

// Written with ' for ", which would have to be escaped.
QByteArray told(QByteArray data) {
    data.replace('\'', '"');
    return "{\"status\":\"success\",\"data\":" + data + "}";
}

// One rule that records and one that fires.
class Alerting {
  public:
    Alerting() {
        store.add(Labels({{"__name__", "x"}, {"device", "sdb"}}), {{alertNow, 600}});
        const auto rules = alerts::parseRuleFile(
            "groups:\n- name: g\n  limit: 3\n  rules:\n"
            "  - {record: \"a:b\", expr: x * 2}\n"
            "  - {alert: A, expr: x>100, keep_firing_for: 1m, labels: {severity: info},\n"
            "     annotations: {summary: \"<b>{{ $value }}\"}}\n",
            "r.yml");
        engine.setFiles({rules.file});
        engine.evaluate({queries, results, results, {}, {}, {}}, alertNow);
    }

    QByteArray ask(const char* path, const char* query = "") const {
        HttpRequest request;
        request.method = "GET";
        request.path = path;
        request.query = parseForm(query);
        const QueryApi api(store, clock, {}, {}, [this] { return engine.standing(); });
        const HttpAnswer answer = api.answer(request, false);
        return QByteArray::fromStdString(*std::get<HttpWork>(answer).make([] { return false; }).body);
    }

    SampleStore store;
    test::FakeClock clock;
    promql::Engine queries;
    alerts::RuleResults results{store};
    alerts::AlertEngine engine;
};

const QByteArray alert =
    "{'labels':{'alertname':'A','device':'sdb','severity':'info'},'annotations':{'summary':'<b>600'},"
    "'state':'firing','activeAt':'2023-11-14T22:14:20Z','value':'6e+02'}";
const QByteArray recordingRule =
    "{'name':'a:b','query':'x * 2','health':'ok','evaluationTime':0,'lastEvaluation':'2023-11-14T22:14:20Z',"
    "'type':'recording'}";

QByteArray alertingRule(const QByteArray& alerts) {
    return "{'state':'firing','name':'A','query':'x > "
           "100','duration':0,'keepFiringFor':60,'labels':{'severity':"
           "'info'},'annotations':{'summary':'<b>{{ $value }}'},'alerts':[" +
           alerts +
           "],'health':'ok','evaluationTime':0,'lastEvaluation':'2023-11-14T22:14:20Z','type':'alerting'}";
}

QByteArray groupOf(const QByteArray& rules) {
    return told("{'groups':[{'name':'g','file':'r.yml','rules':[" + rules +
                "],'interval':15,'limit':3,'evaluationTime':0,'lastEvaluation':'2023-11-14T22:14:20Z'}]}");
}

}  // namespace

class AlertJsonTest : public QObject {
    Q_OBJECT

  private slots:
    void alertsAreTold() { QCOMPARE(Alerting().ask("/api/v1/alerts"), told("{'alerts':[" + alert + "]}")); }

    void rulesAreTold() {
        const Alerting alerting;
        QCOMPARE(alerting.ask("/api/v1/rules"), groupOf(recordingRule + "," + alertingRule(alert)));
        QCOMPARE(alerting.ask("/api/v1/rules", "type=alert&exclude_alerts=true"), groupOf(alertingRule("")));
        QCOMPARE(alerting.ask("/api/v1/rules", "type=record"), groupOf(recordingRule));
        QVERIFY(alerting.ask("/api/v1/rules", "type=x").contains("bad_data"));
    }

    void withoutRulesThereAreNone() {
        JsonWriter rules;
        writeRules(rules, {}, {});
        QCOMPARE(std::move(rules).take(), std::string("{\"groups\":[]}"));
        JsonWriter alerts;
        writeAlerts(alerts, {});
        QCOMPARE(std::move(alerts).take(), std::string("{\"alerts\":[]}"));
    }
};

BARO_TEST(AlertJsonTest)
#include "AlertJsonTest.moc"
