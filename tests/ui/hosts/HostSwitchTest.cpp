#include "ui/hosts/HostSwitch.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/HostView.h"
#include "ui/MachineText.h"
#include "ui/MainWindow.h"
#include "ui/widgets/MessageStrip.h"

using namespace baro;
using namespace baro::ui;

namespace {

// Remembers whom it showed.
class NamingPage final : public Page {
  public:
    using Page::Page;
    void showFrame(const Frame& frame) override {
        if (frame.readings.host) hosts << machineText(frame.readings.host->name);
    }
    QStringList hosts;
};

PageEntry namingPage(const QString& id) {
    return {.id = id, .title = id, .icon = "overview", .make = [](const auto& context, auto* parent) {
                return static_cast<Page*>(new NamingPage(context, parent));
            }};
}

std::vector<PageEntry> namingPages() {
    return {namingPage("overview")};
}

HostSample sampleOf(const std::string& metric, double value,
                    std::vector<std::pair<std::string, std::string>> labels) {
    labels.emplace_back("__name__", metric);
    labels.emplace_back("instance", "office:9100");
    labels.emplace_back("job", "node");
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000;
    return {std::make_shared<const Labels>(std::move(labels)), {now, value}};
}

// A window, and a server that knows one host: office.
struct SwitchDesk : test::WindowParts {
    std::shared_ptr<test::PlayedCarrier> carrier = std::make_shared<test::PlayedCarrier>();
    MainWindow window{context(), {namingPage("overview"), namingPage("hosts")}, {}};
    HostDirectory& directory = WindowParts::hosts;
    HostSwitch hosts{window, context(), namingPages()};
    bool isBroken = false;
    int asked = 0;

    SwitchDesk() {
        carrier->play = [this](const http::Request& request) -> test::PlayedCarrier::Answer {
            ++asked;
            if (isBroken) return {404, "there is no such page"};
            const std::vector<HostSample> known{
                sampleOf("up", 1, {}), sampleOf("node_load1", 2, {}),
                sampleOf("node_uname_info", 1,
                         {{"nodename", "office"}, {"sysname", "Linux"}, {"release", "6.1"}})};
            // What a HostSampler asks has a range.
            return {200, test::answerText(known, request.url.find("ms%5D") != std::string::npos)};
        };
        window.show();
    }
    void nameServer() {
        http::Connection connection;
        connection.name = "lab";
        connection.url = "http://lab:9090";
        prometheus::ClientSettings patient;
        patient.mostAttempts = 1;
        directory.setServers(
            {std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, patient)});
    }
    bool isHere() const { return &window.onScreen() == &const_cast<MainWindow&>(window).thisMachine(); }
    QStringList shownHosts() const {
        const auto pages = window.onScreen().findChildren<Page*>();
        return pages.isEmpty() ? QStringList() : static_cast<NamingPage*>(pages.front())->hosts;
    }
    QStringList menuTexts() {
        emit hosts.menu().aboutToShow();
        QStringList texts;
        for (const QAction* action : hosts.menu().actions())
            texts << action->text();
        return texts;
    }
    void openOffice() {
        nameServer();
        directory.refresh();
        QTRY_COMPARE(directory.hosts().size(), 1U);
        hosts.show(directory.hosts().front());
    }
};

}  // namespace

class HostSwitchTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutServersThereIsNoMenu() {
        SwitchDesk desk;
        QVERIFY(!desk.window.thisMachine().findChild<QToolButton*>("hosts")->isVisible());
        desk.nameServer();
        QVERIFY(desk.window.thisMachine().findChild<QToolButton*>("hosts")->isVisible());
    }

    void aHostHasPagesOfItsOwn() {
        SwitchDesk desk;
        desk.openOffice();
        QVERIFY(!desk.isHere());
        QTRY_VERIFY(desk.shownHosts().contains("office"));
        const QStringList texts = desk.menuTexts();
        QVERIFY2(texts.contains("lab") && texts.contains("office"), qPrintable(texts.join(", ")));
        // Chosen again it is as it was left.
        HostView* const office = &desk.window.onScreen();
        desk.hosts.showThisMachine();
        QVERIFY(desk.isHere());
        desk.hosts.show(desk.directory.hosts().front());
        QCOMPARE(&desk.window.onScreen(), office);
    }

    void allHostsAreAPageOfThisMachine() {
        SwitchDesk desk;
        desk.openOffice();
        const int place = static_cast<int>(desk.menuTexts().indexOf("All hosts …"));
        QVERIFY(place >= 0);
        desk.hosts.menu().actions().at(place)->trigger();
        QVERIFY(desk.isHere());
        QCOMPARE(desk.window.currentPage(), "hosts");
        // And by its keys, from wherever one is.
        desk.hosts.show(desk.directory.hosts().front());
        desk.window.activateWindow();
        QTest::keyClick(&desk.window, Qt::Key_0, Qt::ControlModifier);
        QTRY_VERIFY(desk.isHere());
    }

    void aHostIsChosenElsewhere() {
        SwitchDesk desk;
        desk.openOffice();
        desk.window.openPage("hosts");
        desk.directory.choose(desk.directory.hosts().front());
        QVERIFY(!desk.isHere());
        desk.directory.choose(std::nullopt);
        QVERIFY(desk.isHere());
        QCOMPARE(desk.window.currentPage(), "overview");
    }

    void aServerThatIsGoneTakesItsHostsAlong() {
        SwitchDesk desk;
        desk.openOffice();
        desk.directory.setServers({});
        QVERIFY(desk.isHere());
        QCOMPARE(desk.window.findChildren<HostView*>().size(), 1);
    }

    void aServerThatDoesNotAnswerIsTold() {
        SwitchDesk desk;
        desk.isBroken = true;
        desk.nameServer();
        desk.directory.refresh();
        QTRY_COMPARE(desk.directory.problems().size(), 1);
        QVERIFY2(desk.directory.problems().front().contains("lab"),
                 qPrintable(desk.directory.problems().front()));
        QVERIFY(desk.menuTexts().contains(desk.directory.problems().front()));
    }

    void whatIsShownStaysWhereTheServerFails() {
        SwitchDesk desk;
        desk.isBroken = false;
        desk.openOffice();
        QTRY_VERIFY(desk.shownHosts().contains("office"));
        desk.isBroken = true;
        // Coming back on screen, it is asked at once.
        desk.hosts.showThisMachine();
        desk.hosts.show(desk.directory.hosts().front());
        auto* const strip = desk.window.onScreen().findChild<MessageStrip*>();
        QTRY_VERIFY(strip->isVisible());
        QVERIFY2(strip->sentence().contains("404"), qPrintable(strip->sentence()));
        QVERIFY2(strip->sentence().endsWith(", the last that is known."), qPrintable(strip->sentence()));
        desk.isBroken = false;
        desk.hosts.showThisMachine();
        desk.hosts.show(desk.directory.hosts().front());
        QTRY_VERIFY(!strip->isVisible());
    }

    void aHostMayBeNamedBeforeItIsKnown() {
        SwitchDesk desk;
        desk.hosts.showNamed("office");
        QVERIFY(desk.isHere());
        desk.nameServer();
        QTRY_VERIFY(!desk.isHere());
    }

    void whomNoServerKnowsIsTold() {
        SwitchDesk desk;
        QSignalSpy said(&desk.navigation, &Navigation::said);
        desk.hosts.showNamed("attic");
        desk.nameServer();
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(said.at(0).at(0).toString().contains("attic"));
        QVERIFY(desk.isHere());
    }
};

BARO_GUI_TEST(HostSwitchTest)
#include "HostSwitchTest.moc"
