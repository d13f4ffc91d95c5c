#include "ui/pages/HostsPage.h"

#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/models/HostTableModel.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/StateMessage.h"

using namespace baro;
using namespace baro::ui;

namespace {

HostSample overviewSample(const std::string& instance, const std::string& metric, double value,
                          std::vector<std::pair<std::string, std::string>> labels = {}) {
    if (!metric.empty()) labels.emplace_back("__name__", metric);
    labels.emplace_back("instance", instance);
    labels.emplace_back("job", "node");
    return {std::make_shared<const Labels>(std::move(labels)), {QDateTime::currentMSecsSinceEpoch(), value}};
}

// A server that knows office, whose memory is nearly full, and attic, which is down.
struct OverviewDesk : test::WindowParts {
    std::shared_ptr<test::PlayedCarrier> carrier = std::make_shared<test::PlayedCarrier>();
    std::unique_ptr<Page> page{hostsPage().make(context(), nullptr)};
    bool isBroken = false;
    int asked = 0;
    QStringList questions;

    OverviewDesk() {
        carrier->play = [this](const http::Request& request) { return answerTo(request); };
        page->resize(1000, 600);
        page->show();
    }
    test::PlayedCarrier::Answer answerTo(const http::Request& request) {
        ++asked;
        if (isBroken) return {404, "there is no such page"};
        const QString question = QString::fromStdString(request.url + request.body);
        questions << question;
        std::vector<HostSample> known;
        if (question.contains("targets"))
            return {200,
                    "{\"status\":\"success\",\"data\":{\"activeTargets\":[{\"labels\":{\"instance\":\"attic:"
                    "9100\",\"job\":"
                    "\"node\"},\"health\":\"down\",\"lastError\":\"connection refused\"}]}}"};
        if (question.contains("node_exporter_build_info")) {
            known = {overviewSample("office:9100", "up", 1), overviewSample("attic:9100", "up", 0),
                     overviewSample("office:9100", "node_uname_info", 1, {{"nodename", "office"}})};
        } else if (question.contains("last_over_time")) {
            known = {overviewSample("attic:9100", "node_uname_info", 1, {{"nodename", "attic"}})};
        } else if (question.contains("MemAvailable")) {
            known = {overviewSample("office:9100", "", 0.96)};
        }
        return {200, test::answerText(known, question.contains("query_range"))};
    }
    void nameServer() {
        http::Connection connection;
        connection.name = "lab";
        connection.url = "http://lab:9090";
        prometheus::ClientSettings patient;
        patient.mostAttempts = 1;
        hosts.setServers(
            {std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, patient)});
    }
    QTreeView& table() const { return *page->findChild<QTreeView*>(); }
    QStringList names() const {
        QStringList all;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            all << table().model()->index(row, 0).data().toString();
        return all;
    }
    QString cell(int row, HostColumn column) const {
        return table().model()->index(row, static_cast<int>(column)).data().toString();
    }
    const StateMessage& message() const { return *page->findChild<StateMessage*>(); }
};

QString nearlyFull() {
    return QString::fromStdString(formatValue(0.96, Unit::Ratio));
}

const QStringList worstOrder{"attic", "office", "This machine"};

}  // namespace

class HostsPageTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutServersItSaysHowToNameOne() {
        OverviewDesk desk;
        desk.hosts.setPlace("/home/me/servers.yml");
        desk.page->refresh();
        emit desk.hosts.changed();
        QVERIFY(desk.message().isVisible());
        QVERIFY2(desk.message().accessibleDescription().contains("/home/me/servers.yml"),
                 qPrintable(desk.message().accessibleDescription()));
        QCOMPARE(desk.names(), QStringList{"This machine"});
        const QSignalSpy wanted(&desk.navigation, &Navigation::pageWanted);
        auto* const opens = desk.message().findChild<QPushButton*>();
        QVERIFY(opens != nullptr && opens->isVisible());
        opens->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().toString(), "settings");
    }

    void whatIsInTroubleIsFirst() {
        OverviewDesk desk;
        desk.nameServer();
        QTRY_COMPARE(desk.names(), worstOrder);
        QTRY_COMPARE(desk.cell(1, HostColumn::Memory), nearlyFull());
        QVERIFY(!desk.message().isVisible());
        QTRY_COMPARE(desk.table().model()->index(0, 0).data(HostTableModel::ProblemRole).toString(),
                     "connection refused");
    }

    void nothingIsAskedWhileNobodyLooks() {
        OverviewDesk desk;
        desk.page->hide();
        desk.nameServer();
        QCoreApplication::processEvents();
        QCOMPARE(desk.asked, 0);
        desk.page->show();
        QTRY_COMPARE(desk.names(), worstOrder);
    }

    // Its trends are one question for all hosts, whoever they are.
    void aFigureIsOneQuestionForAllHosts() {
        OverviewDesk desk;
        desk.nameServer();
        QTRY_COMPARE(desk.names(), worstOrder);
        QTRY_COMPARE(desk.cell(1, HostColumn::Memory), nearlyFull());
        QCOMPARE(desk.questions.filter("query_range").size(), 3);
        QCOMPARE(desk.questions.filter("query_range").filter("instance%3D").size(), 0);
    }

    void whatIsKnownStaysWhereTheServerFails() {
        OverviewDesk desk;
        desk.nameServer();
        QTRY_COMPARE(desk.cell(1, HostColumn::Memory), nearlyFull());
        desk.isBroken = true;
        desk.page->refresh();
        auto* const strip = desk.page->findChild<MessageStrip*>();
        QTRY_VERIFY(strip->isVisible() && strip->sentence().contains("old"));
        QVERIFY2(strip->sentence().contains("lab"), qPrintable(strip->sentence()));
        QCOMPARE(desk.names(), worstOrder);
        QCOMPARE(desk.cell(1, HostColumn::Memory), nearlyFull());
        QVERIFY(desk.table().model()->index(1, 0).data(HostTableModel::StaleRole).toBool());
        desk.isBroken = false;
        desk.page->refresh();
        QTRY_VERIFY(!strip->isVisible());
    }

    void aServerThatNeverAnsweredIsTold() {
        OverviewDesk desk;
        desk.isBroken = true;
        desk.nameServer();
        QTRY_VERIFY(desk.message().accessibleDescription().contains("404"));
        QCOMPARE(desk.names(), QStringList{"This machine"});
    }

    void enterOpensTheHost() {
        OverviewDesk desk;
        QSignalSpy chosen(&desk.hosts, &HostDirectory::chosen);
        desk.nameServer();
        QTRY_COMPARE(desk.names(), worstOrder);
        desk.table().setCurrentIndex(desk.table().model()->index(1, 0));
        QTest::keyClick(&desk.table(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const auto host = chosen[0][0].value<std::optional<ListedHost>>();
        QVERIFY(host && host->host.name == "office");
    }

    void columnsAreChosenAndKept() {
        OverviewDesk desk;
        desk.nameServer();
        QTRY_COMPARE(desk.names(), worstOrder);
        QTest::keyClick(&desk.table(), Qt::Key_Menu);
        auto* const menu = desk.table().findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        const auto entries = menu->actions();
        const auto load = std::ranges::find(entries, "Load", &QAction::text);
        QVERIFY(load != entries.end());
        (*load)->trigger();
        QVERIFY(desk.table().isColumnHidden(static_cast<int>(HostColumn::Load)));
        QCOMPARE(desk.settings.text("tables.layouts"), std::string(R"({"hosts.all":{"hidden":["Load"]}})"));
    }

    void theFilterChoosesHosts_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("name") << "OFF" << QStringList{"office"};
        QTest::newRow("state") << "down" << QStringList{"attic"};
        QTest::newRow("server") << "lab" << QStringList{"attic", "office"};
        QTest::newRow("nothing") << "" << worstOrder;
        QTest::newRow("nobody") << "cellar" << QStringList{};
        QTest::newRow("a figure") << "memory > 90 and not down" << QStringList{"office"};
        QTest::newRow("a mistake") << "memory > ninety" << worstOrder;
    }
    void theFilterChoosesHosts() {
        QFETCH(QString, filter);
        OverviewDesk desk;
        desk.nameServer();
        QTRY_COMPARE(desk.names(), worstOrder);
        desk.page->search(filter);
        QTEST(desk.names(), "names");
        QCOMPARE(desk.message().isVisible(), desk.names().isEmpty());
    }
};

BARO_GUI_TEST(HostsPageTest)
#include "HostsPageTest.moc"
