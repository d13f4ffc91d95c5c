#include "core/exports/AlertPage.h"

#include <QTest>
#include <algorithm>

#include "core/alerts/EvidenceJson.h"
#include "core/exports/AlertChart.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;

namespace {

constexpr std::int64_t firedAt = 1'800'000'000'000;

alerts::AlertEvidence loaded() {
    alerts::AlertEvidence evidence;
    evidence.group = "mine";
    evidence.rule = "HighLoad";
    evidence.expression = "cpu:busy > 0.9";
    evidence.labels = Labels({{"alertname", "HighLoad"}, {"severity", "critical"}});
    evidence.annotations = {{"description", "first line\nsecond line"}, {"summary", "It is busy"}};
    evidence.value = 0.97;
    evidence.activeAt = firedAt - 60'000;
    evidence.firedAt = firedAt;
    evidence.moment = firedAt + 1000;
    evidence.fault = {alerts::FaultSubject::Cpu, alerts::FaultResource::Cpu};
    evidence.values = {"cpu:busy", ">", 0.9, firedAt - 120'000, 60'000, {0.5, std::nullopt, 0.97}};
    evidence.processes.push_back({.name = "cc1plus", .pid = 42, .userId = 1000, .user = "eve", .cpu = 0.98});
    evidence.pressure.cpuSome = 0.5;
    evidence.host = "desk";
    return evidence;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// What is between the last <pre> and its end, as a program reads it.
std::string jsonIn(const std::string& page) {
    const auto from = page.rfind("<pre>") + 5;
    QString json = QString::fromStdString(page.substr(from, page.find("</pre>", from) - from));
    json.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">");
    return json.replace("&amp;", "&").toStdString();
}

}  // namespace

class AlertPageTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsAllThatIsKept() {
        const std::string page = alertPage(loaded(), Unit::Ratio);
        for (const char* part :
             {"<h1>It is busy</h1>", "first line\nsecond line", "cpu:busy &gt; 0.9", "2027-01-15T08:00:00",
              "cc1plus", "<td>42</td>", "eve", "98", "desk", "critical", "<svg", "class=\"limit\""})
            QVERIFY2(has(page, part), part);
        QVERIFY(!has(page, "<script"));
        QVERIFY(has(page, "default-src 'none'"));
        const auto again = alerts::evidenceIn("{\"evidence\":" + jsonIn(page) + "}");
        QVERIFY(again.ok() && *again == loaded());
    }

    void unknownValuesAreGaps() {
        const std::string chart = alertChart(loaded(), Unit::Ratio, {});
        QCOMPARE(QString::fromStdString(chart).count("<polyline"), 2);
        alerts::AlertEvidence nothing = loaded();
        nothing.values.values = {std::nullopt};
        nothing.values.limit.reset();
        QVERIFY(alertChart(nothing, Unit::Ratio, {}).empty());
        nothing.values.values = {1e308, -1e308};
        QVERIFY(!has(alertChart(nothing, Unit::Ratio, {}), "inf"));
    }

    void whateverTextHoldsIsText() {
        const std::string hostile =
            "<script>alert(1)</script>\x1b[31m&\"'\xff\xe2\x80\xae"
            "evil\n" +
            std::string(10'000, 'y');
        alerts::AlertEvidence evidence = loaded();
        evidence.rule = evidence.group = evidence.expression = evidence.host = hostile;
        evidence.labels = Labels({{"alertname", hostile}, {"__name__<b>", hostile}});
        evidence.annotations = {{"description", hostile}, {"summary", hostile}};
        evidence.values.expression = hostile;
        evidence.values.sign = "<b";
        evidence.processes.front().name = evidence.processes.front().user = hostile;
        const std::string page = alertPage(evidence, Unit::None);
        for (const char* part : {"<script", "<b>", "<b ", "\x1b", "\xff", "\xe2\x80\xae"})
            QVERIFY2(!has(page, part), part);
        QVERIFY(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m&amp;&quot;&#39;"));
        QVERIFY(page.size() < 200'000);
        QVERIFY(alerts::evidenceIn("{\"evidence\":" + jsonIn(page) + "}").ok());
        const std::string name = alertFileName(evidence);
        QVERIFY(
            std::ranges::all_of(name, [](char c) { return isalnum(c) || c == '-' || c == '.' || c == '_'; }));
        QVERIFY(name.size() < 120);
    }

    void otherScriptsStay() {
        alerts::AlertEvidence evidence = loaded();
        evidence.host = "책상 🌡";
        const std::string page = alertPage(evidence, Unit::None);
        QVERIFY(has(page, "<dd>책상 🌡</dd>"));
        QCOMPARE(alerts::evidenceIn("{\"evidence\":" + jsonIn(page) + "}")->host, evidence.host);
    }
};

BARO_TEST(AlertPageTest)
#include "AlertPageTest.moc"
