#include "core/prometheus/ServerRules.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::prometheus;

namespace {

Json jsonOf(const QByteArray& text) {
    auto json = Json::parse(text.toStdString());
    return json ? *json : Json();
}

template <class Value>
QString problemOf(const Result<Value>& result) {
    if (result) return "none";
    return QString::fromStdString(result.error().message)
        .remove("its answer is not as Prometheus writes it: ");
}

// As Prometheus 2.42 writes it.
const QByteArray alertsOfPrometheus =
    "{'alerts':[{'labels':{'alertname':'Hot','instance':'office:9100','job':'node'},"
    "'annotations':{'summary':'It is hot','description':'Really'},'state':'firing',"
    "'activeAt':'2026-11-20T03:12:00.25Z','value':'8.1e+01'}]}";
const QByteArray rulesOfPrometheus =
    "{'groups':[{'name':'heat','file':'/etc/"
    "rules.yml','rules':[{'state':'firing','name':'Hot','query':'node_hwmon_temp_"
    "celsius \\u003e "
    "80','duration':300,'keepFiringFor':60,'labels':{'severity':'warning'},'annotations':{'summary':'It'},"
    "'alerts':[],'health':'ok','evaluationTime':0.00025,'lastEvaluation':'2026-11-20T03:12:00Z','type':'"
    "alerting'},"
    "{'name':'a:b','query':'sum(b)','labels':{},'health':'err','lastError':'many-to-many','evaluationTime':0,"
    "'lastEvaluation':'0001-01-01T00:00:00Z','type':'recording'}],'interval':15,'limit':0}]}";

QByteArray quoted(QByteArray text) {
    return text.replace('\'', '"');
}

}  // namespace

class ServerRulesTest : public QObject {
    Q_OBJECT

  private slots:
    void anAlertIsReadWhole() {
        const auto alerts = readAlerts(jsonOf(quoted(alertsOfPrometheus)));
        QVERIFY2(alerts, qPrintable(problemOf(alerts)));
        QCOMPARE(alerts->size(), 1U);
        const ServerAlert& alert = alerts->front();
        QCOMPARE(alert.labels.value("instance"), std::string_view("office:9100"));
        QCOMPARE(alert.annotations.size(), 2U);
        QCOMPARE(alert.annotations[1].second, std::string("It is hot"));
        QCOMPARE(int(alert.state), int(RuleState::Firing));
        QCOMPARE(*alert.activeAt, 1'795'144'320'250);
        QCOMPARE(*alert.value, 81.0);
    }

    void rulesAreReadWhole() {
        const auto groups = readRules(jsonOf(quoted(rulesOfPrometheus)));
        QVERIFY2(groups, qPrintable(problemOf(groups)));
        QCOMPARE(groups->size(), 1U);
        QCOMPARE(groups->front().file, std::string("/etc/rules.yml"));
        QCOMPARE(*groups->front().intervalSeconds, 15.0);
        const ServerRule& hot = groups->front().rules.at(0);
        QCOMPARE(hot.expression, std::string("node_hwmon_temp_celsius > 80"));
        QCOMPARE(*hot.forSeconds, 300.0);
        QCOMPARE(*hot.keepFiringSeconds, 60.0);
        QCOMPARE(int(hot.health), int(ServerRule::Health::Good));
        QCOMPARE(*hot.evaluationSeconds, 0.00025);
        QVERIFY(hot.evaluatedAt);
        const ServerRule& recorded = groups->front().rules.at(1);
        QCOMPARE(int(recorded.kind), int(ServerRule::Kind::Recording));
        QCOMPARE(int(recorded.state), int(RuleState::Unknown));
        QCOMPARE(recorded.lastError, std::string("many-to-many"));
        QVERIFY(!recorded.evaluatedAt);
    }

    void targetsAreReadWhole() {
        const auto targets = readTargets(jsonOf(quoted(
            "{'activeTargets':[{'labels':{'instance':'a','job':'b'},'health':'down','lastError':'refused',"
            "'discoveredLabels':{}}],'droppedTargets':[],'droppedTargetCounts':{}}")));
        QVERIFY2(targets, qPrintable(problemOf(targets)));
        QCOMPARE(targets->front().lastError, std::string("refused"));
        QVERIFY(!targets->front().isUp);
    }

    void whatIsMissingIsUnknown_data() {
        QTest::addColumn<QByteArray>("alert");
        QTest::newRow("everything") << QByteArray("{}");
        QTest::newRow("null") << QByteArray(
            "{'labels':null,'annotations':null,'state':null,'activeAt':null,'value':null}");
        QTest::newRow("a state of others") << QByteArray("{'state':'nodata'}");
        QTest::newRow("no time yet") << QByteArray("{'activeAt':'0001-01-01T00:00:00Z'}");
    }
    void whatIsMissingIsUnknown() {
        QFETCH(QByteArray, alert);
        const auto alerts = readAlerts(jsonOf(quoted("{'alerts':[" + alert + "]}")));
        QVERIFY2(alerts, qPrintable(problemOf(alerts)));
        QCOMPARE(alerts->size(), 1U);
        QVERIFY(alerts->front().labels.pairs().empty() && alerts->front().annotations.empty());
        QCOMPARE(int(alerts->front().state), int(RuleState::Unknown));
        QVERIFY(!alerts->front().activeAt && !alerts->front().value);
    }

    void withoutListsThereIsNothing_data() {
        QTest::addColumn<QByteArray>("data");
        for (const char* data :
             {"{}", "null", "{'alerts':null,'groups':null,'activeTargets':null}", "{'groups':[]}"})
            QTest::newRow(data) << quoted(data);
    }
    void withoutListsThereIsNothing() {
        QFETCH(QByteArray, data);
        QVERIFY(readAlerts(jsonOf(data)) && readAlerts(jsonOf(data))->empty());
        QVERIFY(readRules(jsonOf(data)) && readRules(jsonOf(data))->empty());
        QVERIFY(readTargets(jsonOf(data)) && readTargets(jsonOf(data))->empty());
    }

    void whatIsOfAnotherTypeIsToldWithItsPlace_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* data, const char* problem) {
            QTest::newRow(problem) << quoted(data) << problem;
        };
        row("[]", "data is no object");
        row("{'groups':{}}", "data.groups is no list");
        row("{'groups':[1]}", "data.groups[0] is no object");
        row("{'groups':[{'name':1}]}", "data.groups[0].name is no text");
        row("{'groups':[{},{'interval':'15s'}]}", "data.groups[1].interval is no number");
        row("{'groups':[{'rules':[{},{'labels':{'a':1}}]}]}", "data.groups[0].rules[1].labels.a is no text");
        row("{'groups':[{'rules':[{'labels':[]}]}]}", "data.groups[0].rules[0].labels is no object");
        row("{'groups':[{'rules':[{'lastEvaluation':'yesterday'}]}]}",
            "data.groups[0].rules[0].lastEvaluation is no time");
        row("{'groups':[{'rules':[{'annotations':{'\\u001b':2}}]}]}",
            "data.groups[0].rules[0].annotations.\\x1b is no text");
    }
    void whatIsOfAnotherTypeIsToldWithItsPlace() {
        QFETCH(QByteArray, data);
        QTEST(problemOf(readRules(jsonOf(data))), "problem");
    }

    void aValueMayBeATextOrANumber_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("as Prometheus") << quoted("'1e+00'") << "none";
        QTest::newRow("a number") << QByteArray("1") << "none";
        QTest::newRow("no number") << quoted("'much'") << "data.alerts[0].value is no value";
        QTest::newRow("a flag") << QByteArray("true") << "data.alerts[0].value is no number";
    }
    void aValueMayBeATextOrANumber() {
        QFETCH(QByteArray, value);
        const auto alerts = readAlerts(jsonOf(quoted("{'alerts':[{'value':") + value + "}]}"));
        QTEST(problemOf(alerts), "problem");
        if (alerts) QCOMPARE(*alerts->front().value, 1.0);
    }
};

BARO_TEST(ServerRulesTest)
#include "ServerRulesTest.moc"
