#include "ui/alerts/EvidencePanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <memory>
#include <string>

#include "core/alerts/EvidenceJson.h"
#include "tests/support/PastOfFrames.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/EvidenceChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t panelNow = 1'800'000'000'000;
const std::string hostileName = "<b>x</b>\x1b[31m" + std::string(10'000, 'y');

Labels alertLabels(const std::string& device) {
    return Labels({{"alertname", "Slow"}, {"device", device}, {"severity", "warning"}});
}

alerts::AlertEvidence keptOf(const std::string& device, std::int64_t firedAt) {
    alerts::AlertEvidence evidence;
    evidence.rule = "Slow";
    evidence.expression = "disk:busy > 0.8";
    evidence.labels = alertLabels(device);
    evidence.annotations = {{"description", hostileName}, {"summary", "<i>Slow</i> disk " + device}};
    evidence.value = 0.95;
    evidence.activeAt = firedAt - 60'000;
    evidence.firedAt = firedAt;
    evidence.moment = firedAt + 2'000;
    evidence.fault = {alerts::FaultSubject::Disk, alerts::FaultResource::Disk};
    evidence.values = {"disk:busy", ">", 0.8, firedAt - 600'000, 5'000, {}};
    for (int i = 0; i <= 120; ++i)
        evidence.values.values.push_back(i > 40 && i < 50 ? std::nullopt
                                                          : std::optional(i < 108 ? 0.2 : 0.95));
    evidence.processes.push_back({.name = hostileName,
                                  .pid = 4242,
                                  .userId = 1000,
                                  .user = "eve",
                                  .cpu = 0.5,
                                  .residentBytes = 1 << 30,
                                  .readBytesPerSecond = 1e6,
                                  .writtenBytesPerSecond = 9e7});
    evidence.processes.push_back({.name = "dd", .pid = 17, .user = "root", .writtenBytesPerSecond = 2e7});
    evidence.pressure.ioSome = 0.4;
    evidence.pressure.ioFull = 0.25;
    evidence.host = "desk";
    return evidence;
}

// Two alerts in the record, and one that is only in memory.
struct EvidenceFixture : test::WindowParts {
    EvidenceFixture() {
        const auto memory = std::make_shared<const alerts::AlertEvidence>(keptOf("sdc", panelNow));
        alerts.setEvidence([memory](const Labels& labels, std::int64_t) {
            return labels == memory->labels ? memory : nullptr;
        });
        cursor.advance(panelNow + 10'000);
        cursor.setRecordedSince(panelNow - 86'400'000);
        panel.resize(1'000, 700);
        QTRY_COMPARE(changes.count(), 1);
    }
    static test::ProcessSample sample() { return {.pid = 1, .name = "init"}; }
    static std::vector<history::Event> events() {
        return {{panelNow - 3'600'000, "alert", alerts::aboutAlert(keptOf("sda", panelNow - 3'600'000))},
                {panelNow - 1'800'000, "alert", "{\"alert\":\"Slow\",\"reason\":\"of an older version\"}"},
                {panelNow - 1'700'000, "alert", "no JSON"},
                {panelNow - 600'000, "alert", alerts::aboutAlert(keptOf("sda", panelNow - 600'000))}};
    }
    QString text() const {
        QString all;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            all += label->text() + QLatin1Char('\n');
        return all;
    }
    QPushButton* button(const QString& name) const {
        for (auto* button : panel.findChildren<QPushButton*>())
            if (button->text() == name) return button;
        return nullptr;
    }
    QPushButton* showButton() const { return button(EvidencePanel::tr("Show")); }
    QPushButton* saveButton() const { return button(EvidencePanel::tr("Save as file …")); }
    const SubjectTable* table() const { return panel.findChild<SubjectTable*>(); }

    ui::FrameFeed recorded{
        hub, cursor, test::pastOf({std::make_shared<const Frame>(test::processFrame({sample()}))}, events())};
    RecordedEvidence evidence{recorded, alerts};
    QSignalSpy changes{&evidence, &RecordedEvidence::changed};
    EvidencePanel panel{context(), evidence};
};

}  // namespace

class EvidencePanelTest : public QObject {
    Q_OBJECT

  private slots:
    void showsWhatWasKept() {
        EvidenceFixture fixture;
        QVERIFY(!fixture.panel.isVisible());
        fixture.panel.showAlert({alertLabels("sdc"), panelNow, std::nullopt});
        QVERIFY(fixture.panel.isVisible());
        const QString text = fixture.text();
        for (const char* part : {"<i>Slow</i> disk sdc", "device=sdc", "disk:busy > 0.8", "95", "desk",
                                 "some waited 40", "all waited 25"})
            QVERIFY2(text.contains(QLatin1String(part)), part);
        QCOMPARE(fixture.table()->model()->rowCount(), 2);
        const QString name = fixture.table()->model()->index(0, 0).data().toString();
        QVERIFY(name.startsWith(QStringLiteral("<b>x</b>\\x1b[31my")) && name.size() < 1'100);
        QCOMPARE(fixture.table()->model()->index(1, 3).data().toString(), QStringLiteral("–"));
        const auto* chart = fixture.panel.findChild<EvidenceChart*>();
        QVERIFY(chart->isVisible());
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("the limit is 0.8")));
        if (const QByteArray folder = qgetenv("BAROGRAPH_TEST_PICTURES"); !folder.isEmpty())
            fixture.panel.grab().save(QString::fromLocal8Bit(folder) + QStringLiteral("/evidence.png"));
    }

    void findsTheOneOfThatTimeInTheRecord() {
        EvidenceFixture fixture;
        // What the record says of the time: the tick after the evaluation.
        const auto found = fixture.evidence.of(alertLabels("sda"), panelNow - 3'600'000 + 900);
        QVERIFY(found != nullptr);
        QCOMPARE(found->firedAt, panelNow - 3'600'000);
        QVERIFY(fixture.evidence.of(alertLabels("sda"), panelNow - 1'800'000) == nullptr);
        QVERIFY(fixture.evidence.of(alertLabels("sdb"), panelNow - 600'000) == nullptr);
        fixture.panel.showAlert({alertLabels("sda"), panelNow - 599'000, panelNow - 300'000});
        QVERIFY(fixture.text().contains(QStringLiteral("disk sda")));
        QVERIFY(fixture.panel.file().contains(">Over<"));
    }

    void saysThatNothingWasKept() {
        EvidenceFixture fixture;
        fixture.panel.showAlert({alertLabels("sdb"), panelNow - 600'000, std::nullopt});
        QVERIFY(fixture.text().contains(EvidencePanel::tr("Nothing more was kept of this alert.")));
        QVERIFY(!fixture.saveButton()->isEnabled() && fixture.showButton()->isEnabled());
        QVERIFY(!fixture.table()->isVisible());
        fixture.panel.showAlert({alertLabels("sdb"), std::nullopt, std::nullopt});
        QVERIFY(fixture.text().contains(QStringLiteral("It waits still")));
        QVERIFY(!fixture.showButton()->isEnabled());
        fixture.panel.clear();
        QVERIFY(!fixture.panel.isVisible());
    }

    void opensTheMoment() {
        EvidenceFixture fixture;
        fixture.panel.showAlert({alertLabels("sda"), panelNow - 600'000, std::nullopt});
        QSignalSpy wanted(&fixture.navigation, &Navigation::pageWanted);
        fixture.showButton()->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("processes"));
        // A Frame of the record is found so.
        QCOMPARE(fixture.cursor.moment(), panelNow - 593'000);
        travelToAlert(fixture.cursor, panelNow + 8'000);
        QVERIFY(!fixture.cursor.isLive());
        QCOMPARE(fixture.cursor.moment(), panelNow + 10'000);
        QCOMPARE(pageOf({alerts::FaultSubject::Temperature, alerts::FaultResource::None}),
                 QStringLiteral("sensors"));
    }

    void theFileHasNoMarkupOfTheMachineAndNoNamesWhenAsked() {
        EvidenceFixture fixture;
        QVERIFY(fixture.panel.file().isEmpty());
        fixture.panel.showAlert({alertLabels("sdc"), panelNow, std::nullopt});
        const QByteArray file = fixture.panel.file();
        QVERIFY(file.contains("&lt;i&gt;Slow&lt;/i&gt; disk sdc") && !file.contains("<i>"));
        QVERIFY(file.contains("eve") && file.contains("desk"));
        fixture.panel.findChild<QCheckBox*>()->setChecked(true);
        const QByteArray masked = fixture.panel.file();
        QVERIFY(!masked.contains(">eve<") && !masked.contains("desk"));
        QVERIFY(masked.contains("user1") && masked.contains("host1"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::EvidencePanelTest)
#include "EvidencePanelTest.moc"
