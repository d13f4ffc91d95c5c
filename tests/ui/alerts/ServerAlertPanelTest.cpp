#include "ui/alerts/ServerAlertPanel.h"

#include <QComboBox>
#include <QPushButton>
#include <QTest>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/alerts/ServerAlertFeed.h"
#include "ui/hosts/HostSession.h"
#include "ui/pages/AlertsPage.h"
#include "ui/pages/ServerAlertsPage.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

using namespace baro;
using namespace baro::ui;

namespace {

const QByteArray toldAlerts =
    "{'alerts':["
    "{'labels':{'alertname':'Soon','instance':'office:9100'},'state':'pending','activeAt':'2026-11-20T03:12:"
    "00Z',"
    "'value':'7e-01'},"
    "{'labels':{'alertname':'<b>Hot</b>','instance':'office:9100','job':'node','severity':'warning'},"
    "'annotations':{'summary':'It is "
    "<i>hot</i>','runbook':'https://r/hot'},'state':'firing','value':'8.1e+01'},"
    "{'labels':{'alertname':'Full','instance':'attic:9100','severity':'critical'},'state':'firing','value':'"
    "1'},"
    "{'labels':{'alertname':'Quorum'},'state':'firing','value':'1'}]}";
const QByteArray toldRules =
    "{'groups':[{'name':'heat','file':'/etc/heat.yml','interval':15,'rules':["
    "{'name':'<b>Hot</b>','query':'temp > "
    "80','duration':300,'health':'ok','state':'firing','type':'alerting'},"
    "{'name':'a:b','query':'sum(b)','health':'err','lastError':'many-to-many','type':'recording'}]}]}";

// A server with three alerts of two hosts and one of nobody.
struct AlertDesk : test::WindowParts {
    std::shared_ptr<test::PlayedCarrier> carrier = std::make_shared<test::PlayedCarrier>();
    HostDirectory::Client client;
    QByteArray alertsAnswer = toldAlerts;
    QByteArray rulesAnswer = toldRules;
    bool isBroken = false;
    int askedAlerts = 0;
    int askedRules = 0;

    AlertDesk() {
        carrier->play = [this](const http::Request& request) -> test::PlayedCarrier::Answer {
            const bool ofRules = request.url.find("/rules") != std::string::npos;
            ++(ofRules ? askedRules : askedAlerts);
            if (isBroken) return {404, "there is no such page"};
            QByteArray body = "{'status':'success','data':" + (ofRules ? rulesAnswer : alertsAnswer) + "}";
            return {200, body.replace('\'', '"').toStdString()};
        };
        http::Connection connection;
        connection.name = "lab";
        connection.url = "http://lab:9090";
        prometheus::ClientSettings patient;
        patient.mostAttempts = 1;
        client = std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, patient);
    }
};

// A feed with its panel on screen.
struct PanelDesk : AlertDesk {
    explicit PanelDesk(std::vector<HostTarget> targets = {}) : feed(client, std::move(targets)) {
        panel.resize(1000, 900);
        panel.show();
    }
    void look() { feed.setWatched(true); }
    SubjectTable& tableNamed(const QString& name) const {
        for (auto* table : panel.findChildren<SubjectTable*>())
            if (table->accessibleName() == name) return *table;
        qFatal("no such table");
    }
    QStringList column(const QString& table, int place) const {
        QStringList all;
        const auto& model = *tableNamed(table).model();
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, place).data().toString();
        return all;
    }
    QStringList factsShown() const {
        QStringList all;
        for (const auto* label : panel.findChild<FactList*>()->findChildren<Label*>())
            if (label->isVisible()) all << label->text();
        return all;
    }
    ServerAlertFeed feed;
    ServerAlertPanel panel{context(), feed};
};

const std::vector<HostTarget> office{{"office:9100", "node"}};

}  // namespace

class ServerAlertPanelTest : public QObject {
    Q_OBJECT

  private slots:
    void allAlertsOfTheServerTheGravestFirst() {
        PanelDesk desk;
        desk.look();
        QTRY_COMPARE(desk.column("Alerts", 0), (QStringList{"Full", "<b>Hot</b>", "Quorum", "Soon"}));
        QCOMPARE(desk.column("Alerts", 2), (QStringList{"firing", "firing", "firing", "pending"}));
        QCOMPARE(desk.column("Alerts", 4), (QStringList{"1", "81", "1", "0.7"}));
        QCOMPARE(desk.feed.firing(), 3U);
    }

    // A rule may have left the job out; what has no instance is nobody's.
    void ofAHostOnlyItsOwn() {
        PanelDesk desk(office);
        desk.look();
        QTRY_COMPARE(desk.column("Alerts", 0), (QStringList{"<b>Hot</b>", "Soon"}));
        QCOMPARE(desk.feed.firing(), 1U);
        // The rules are the server's.
        QCOMPARE(desk.column("Rules", 0).size(), 2);
    }

    void rulesThatFailAreFirst() {
        PanelDesk desk;
        desk.look();
        QTRY_COMPARE(desk.column("Rules", 0), (QStringList{"a:b", "<b>Hot</b>"}));
        QCOMPARE(desk.column("Rules", 1), (QStringList{"bad", "firing"}));
        QCOMPARE(desk.column("Rules", 6), (QStringList{"many-to-many", "ok"}));
    }

    void whatIsChosenIsShownWhole() {
        PanelDesk desk;
        desk.look();
        QTRY_COMPARE(desk.column("Alerts", 0).size(), 4);
        desk.tableNamed("Alerts").setCurrentIndex(desk.tableNamed("Alerts").model()->index(1, 0));
        QVERIFY2(
            desk.factsShown().contains("It is <i>hot</i>") && desk.factsShown().contains("https://r/hot"),
            qPrintable(desk.factsShown().join("|")));
        desk.tableNamed("Rules").setCurrentIndex(desk.tableNamed("Rules").model()->index(1, 0));
        QVERIFY(desk.tableNamed("Alerts").selectedKey().isEmpty());
        QVERIFY2(desk.factsShown().contains("temp > 80") && desk.factsShown().contains("/etc/heat.yml"),
                 qPrintable(desk.factsShown().join("|")));
    }

    void nothingCanBeChanged() {
        PanelDesk desk;
        desk.look();
        QTRY_COMPARE(desk.column("Rules", 0).size(), 2);
        QCOMPARE(desk.panel.findChildren<QPushButton*>().size(), 0);
        QStringList texts;
        for (const auto* label : desk.panel.findChildren<Label*>())
            texts << label->text();
        QVERIFY(texts.join(' ').contains("Read-only"));
    }

    void rulesAreAskedOnlyWhileTheyAreShown() {
        PanelDesk desk;
        desk.panel.hide();
        desk.look();
        QTRY_VERIFY(desk.feed.alertsAt().has_value());
        QCOMPARE(desk.askedRules, 0);
        desk.panel.show();
        QTRY_VERIFY(desk.feed.rulesAt().has_value());
        QCOMPARE(desk.askedRules, 1);
    }

    void nothingIsAskedWhileNobodyLooks() {
        PanelDesk desk;
        QCoreApplication::processEvents();
        desk.feed.refresh();
        QCoreApplication::processEvents();
        QCOMPARE(desk.askedAlerts + desk.askedRules, 0);
    }

    void whatIsKnownStaysWhereTheServerFails() {
        PanelDesk desk;
        desk.look();
        QTRY_COMPARE(desk.column("Alerts", 0).size(), 4);
        desk.isBroken = true;
        desk.feed.refresh();
        auto* const strip = desk.panel.findChild<MessageStrip*>();
        QTRY_VERIFY(strip->isVisible());
        QVERIFY2(strip->sentence().contains("lab") && strip->sentence().contains("old"),
                 qPrintable(strip->sentence()));
        QCOMPARE(desk.column("Alerts", 0).size(), 4);
    }

    void aServerWithoutAlertsIsTold_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isBroken");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no such page") << toldAlerts << true << "404";
        QTest::newRow("garbage") << QByteArray("{'alerts':[{'labels':{'a':1}}]}") << false
                                 << "lab: its answer is not";
    }
    void aServerWithoutAlertsIsTold() {
        QFETCH(QByteArray, answer);
        QFETCH(bool, isBroken);
        QFETCH(QString, sentence);
        PanelDesk desk;
        desk.alertsAnswer = answer;
        desk.isBroken = isBroken;
        desk.look();
        auto* const message = desk.panel.findChild<StateMessage*>();
        QTRY_VERIFY2(message->accessibleDescription().contains(sentence),
                     qPrintable(message->accessibleDescription()));
        QVERIFY(message->isVisible());
    }

    void noAlertAndNoRuleAreSaid() {
        PanelDesk desk(office);
        desk.alertsAnswer = "{'alerts':[]}";
        desk.rulesAnswer = "{'groups':null}";
        desk.look();
        QTRY_VERIFY(desk.feed.rulesAt().has_value());
        QStringList texts;
        for (const auto* label : desk.panel.findChildren<Label*>())
            if (label->isVisible()) texts << label->text();
        QVERIFY(texts.contains("No alert of this host is pending or firing.") &&
                texts.contains("It has no rules."));
        QVERIFY(!desk.tableNamed("Alerts").isVisible());
    }

    void theSidebarCountsThoseThatFire() {
        AlertDesk desk;
        QCOMPARE(serverAlertsPage().badge(desk.context()), 0U);
        HostSession session(desk.context(), WatchedHost{desk.client, office.front(), "office"});
        session.setWatched(true);
        QTRY_COMPARE(serverAlertsPage().badge(session.context()), 1U);
        QCOMPARE(desk.askedRules, 0);
    }

    void thisMachinesPageOffersTheServers() {
        AlertDesk desk;
        const std::unique_ptr<Page> page(alertsPage().make(desk.context(), nullptr));
        page->resize(1000, 900);
        page->show();
        auto& choice = *page->findChild<QComboBox*>();
        QVERIFY(!choice.isVisible());
        desk.hosts.setServers({desk.client});
        QVERIFY(choice.isVisible());
        QCOMPARE(choice.count(), 2);
        choice.setCurrentIndex(1);
        QTRY_VERIFY(desk.askedAlerts > 0 && desk.askedRules > 0);
        QVERIFY(page->findChild<ServerAlertPanel*>()->isVisible());
        // Only while it is on screen.
        page->hide();
        const int asked = desk.askedAlerts;
        QCoreApplication::processEvents();
        QCOMPARE(desk.askedAlerts, asked);
        // A server that is no longer named takes them along.
        page->show();
        desk.hosts.setServers({});
        QVERIFY(!choice.isVisible() && page->findChild<ServerAlertPanel*>() == nullptr);
    }
};

BARO_GUI_TEST(ServerAlertPanelTest)
#include "ServerAlertPanelTest.moc"
