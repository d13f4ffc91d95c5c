#include <QAbstractItemModel>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <QUrlQuery>

#include "core/hosts/HostSampler.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "tests/ui/hosts/PlayedServer.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/explore/SourceChoice.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/pages/ExplorePage.h"
#include "ui/series/LargestSeries.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t askedTime = 1'700'000'100'000;  // a full minute

// Explore of a machine that records one series, beside the servers lab and attic.
struct ServersDesk : test::WindowParts {
    std::map<std::string, std::shared_ptr<test::PlayedCarrier>> carriers;
    std::map<std::string, QStringList> sent;  // expressions, by server
    std::map<std::string, test::PlayedCarrier::Answer> refusals;
    HostDirectory& directory = hosts;
    std::optional<WatchedHost> host;
    std::size_t many = 0;  // series that a server answers in the place of one
    std::unique_ptr<Page> page;

    explicit ServersDesk(bool isOfHost = false) {
        source.add(Labels({std::pair("__name__", "up")}), {{askedTime - 1000, 1}, {askedTime, 1}});
        directory.setServers({clientOf("lab"), clientOf("attic")});
        if (isOfHost) host = WatchedHost{directory.servers().front(), {"office:9100", "node"}, "office"};
        const PageContext whole = withHost(context());
        page.reset(explorePage().make(whole, nullptr));
        page->resize(900, 700);
        page->show();
        cursor.advance(askedTime);
    }
    PageContext withHost(PageContext parts) const {
        parts.host = host ? &*host : nullptr;
        parts.thisMachine = host ? &source : nullptr;
        return parts;
    }
    HostDirectory::Client clientOf(const std::string& name) {
        auto carrier = std::make_shared<test::PlayedCarrier>();
        carrier->play = [this, name](const http::Request& request) { return answerOf(name, request); };
        carriers[name] = carrier;
        http::Connection connection;
        connection.name = name;
        connection.url = "http://" + name + ":9090";
        prometheus::ClientSettings once;
        once.mostAttempts = 1;
        return std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr, once);
    }
    test::PlayedCarrier::Answer answerOf(const std::string& name, const http::Request& request) {
        const QUrl url(QString::fromStdString(request.url));
        const QString text = QUrlQuery(url).queryItemValue("query", QUrl::FullyDecoded).replace('+', ' ');
        if (url.path().endsWith("/values"))
            return {200, "{\"status\":\"success\",\"data\":[\"node_load1\",\"up\"]}"};
        if (url.path().endsWith("/series"))
            return {200, "{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"job\":\"node\"}]}"};
        if (text.contains("quantile")) return {200, test::answerText({}, false)};
        sent[name] << text;
        if (refusals.contains(name)) return refusals[name];
        const bool isRange = url.path().endsWith("/query_range");
        if (many > 0) return {200, test::answerText(manySamples(name), isRange)};
        const HostSample one{std::make_shared<const Labels>(Labels({{"__name__", "up"}, {"job", name}})),
                             {askedTime, 7}};
        return {200, test::answerText({one}, isRange)};
    }
    std::vector<HostSample> manySamples(const std::string& name) const {
        std::vector<HostSample> all;
        for (std::size_t i = 0; i < many; ++i) {
            const std::string number = std::to_string(1000 + i);
            all.push_back({std::make_shared<const Labels>(
                               Labels({{"__name__", "up"}, {"job", name}, {"number", number}})),
                           {askedTime, static_cast<double>(i)}});
        }
        return all;
    }
    void press(const QString& text) const {
        for (QToolButton* button : page->findChildren<QToolButton*>())
            if (button->text() == text) button->click();
    }
    SourceChoice* choice() const { return page->findChild<SourceChoice*>(); }
    SubjectTable* table() const { return page->findChild<SubjectTable*>(); }
    SeriesChart* chart() const { return page->findChild<SeriesChart*>(); }
    bool says(const QString& text) const {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisibleTo(page.get()) && label->text().contains(text)) return true;
        return false;
    }
    // As somebody who writes it.
    void run(const QString& text) const {
        auto* const editor = page->findChild<PromQlEditor*>();
        editor->setPlainText(text);
        emit editor->runWanted();
    }
    QStringList column(int number) const {
        QStringList texts;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            texts << table()->model()->index(row, number).data().toString();
        return texts;
    }
};

}  // namespace

class ExploreServersTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutServersThereIsNoChoice() {
        ServersDesk desk;
        QVERIFY(desk.choice()->isVisible());
        desk.directory.setServers({});
        QVERIFY(!desk.choice()->isVisible());
        QCOMPARE(desk.choice()->ticked(), QStringList(""));
    }
    void thisMachineAloneIsAskedAsEver() {
        ServersDesk desk;
        desk.run("up");
        QTRY_COMPARE(desk.chart()->data().series.size(), 1U);
        QCOMPARE(desk.chart()->data().series[0].name, "up");
        QVERIFY(desk.sent.empty());
    }
    void oneTableTellsWhoseARowIs() {
        ServersDesk desk;
        desk.press("Table");
        desk.choice()->tick({"", "lab", "attic"});
        desk.run("up");
        QTRY_VERIFY(desk.table() && desk.table()->model()->rowCount() == 3);
        const QAbstractItemModel* model = desk.table()->model();
        QCOMPARE(model->headerData(2, Qt::Horizontal).toString(), "server");
        QCOMPARE(desk.column(2), QStringList({"This machine", "lab", "attic"}));
        QTRY_VERIFY(desk.says("lab: 1 series in"));
        QTRY_VERIFY(desk.says("This machine: 1 series in"));
        QCOMPARE(desk.sent["lab"], QStringList("up"));
    }
    void oneChartTellsWhoseALineIs() {
        ServersDesk desk;
        desk.choice()->tick({"", "lab"});
        desk.run("up");
        QTRY_COMPARE(desk.chart()->data().series.size(), 2U);
        QStringList names;
        for (const ChartSeries& series : desk.chart()->data().series)
            names << series.name;
        QVERIFY2(names.contains("up{job=\"lab\", server=\"lab\"}"), qPrintable(names.join("; ")));
        QVERIFY2(names.contains("up{server=\"This machine\"}"), qPrintable(names.join("; ")));
        QVERIFY(desk.chart()->toCsv().contains("server=\"\"lab\"\""));
    }
    void ofVeryManySeriesItSaysHowManyAreDrawn() {
        ServersDesk desk;
        desk.many = mostDrawnSeries + 50;
        desk.choice()->tick({"lab"});
        desk.run("up");
        QTRY_COMPARE(desk.chart()->data().series.size(), mostDrawnSeries);
        QVERIFY(desk.says("Only the largest 200 of 250 series are drawn"));
        QTRY_VERIFY(desk.says("lab: 250 series in"));
        QCOMPARE(desk.chart()->data().series.back().name, "up{job=\"lab\", number=\"1249\", server=\"lab\"}");
    }
    void ofAVeryLongTableItSaysHowManyRowsAreShown() {
        ServersDesk desk;
        desk.many = 2100;
        desk.press("Table");
        desk.choice()->tick({"lab"});
        desk.run("up");
        QTRY_VERIFY(desk.table() && desk.table()->model()->rowCount() == 2000);
        QTRY_VERIFY(desk.says("lab: 2100 series in"));
        QVERIFY(desk.says("2100 rows, the first 2000 are shown") ||
                desk.says("2100 row(s), the first 2000 are shown"));
    }
    void aRefusalIsThatOfOneSource() {
        ServersDesk desk;
        desk.refusals["attic"] = {
            400, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}"};
        desk.press("Table");
        desk.choice()->tick({"lab", "attic"});
        desk.run("up");
        QTRY_VERIFY(desk.says("attic: execution: too many samples"));
        QTRY_COMPARE(desk.column(2), QStringList("lab"));
    }
    void aServerMayUnderstandMoreAndSaysWhereItDoesNot() {
        ServersDesk desk;
        desk.refusals["lab"] = {400,
                                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid "
                                "parameter \\\"query\\\": 1:4: parse error: unexpected identifier\"}"};
        desk.choice()->tick({"lab"});
        desk.run("up rollup");
        QTRY_COMPARE(desk.sent["lab"], QStringList("up rollup"));
        auto* const editor = desk.page->findChild<PromQlEditor*>();
        QTRY_VERIFY(!editor->extraSelections().isEmpty());
        QCOMPARE(editor->extraSelections().front().cursor.selectedText(), "rollup");
        QTRY_VERIFY(desk.says("1:4: parse error"));
    }
    void aTextForServersAloneIsNotJudgedHere() {
        ServersDesk desk;
        desk.choice()->tick({"lab"});
        desk.run("up rollup");
        QTRY_COMPARE(desk.chart()->data().series.size(), 1U);
        auto* const editor = desk.page->findChild<PromQlEditor*>();
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(editor->problem().isEmpty() && editor->extraSelections().isEmpty());
        desk.choice()->tick({"", "lab"});
        QTRY_VERIFY(desk.says("This machine: 1:4: parse error"));
    }
    void theHistoryRemembersWhoWasAsked() {
        ServersDesk desk;
        desk.run("up");
        desk.choice()->tick({"", "lab"});
        desk.run("up + 1");
        QVERIFY(
            desk.settings.text("explore.history").find("{\"query\":\"up + 1\",\"sources\":[\"\",\"lab\"]}") !=
            std::string::npos);
        desk.page->search("up");
        QCOMPARE(desk.choice()->ticked(), QStringList(""));
        auto* const editor = desk.page->findChild<PromQlEditor*>();
        emit editor->historyWanted(1);
        emit editor->historyWanted(1);
        while (editor->toPlainText() != "up + 1")
            emit editor->historyWanted(1);
        QCOMPARE(desk.choice()->ticked(), QStringList({"", "lab"}));
    }
    void aHostStartsWithItsServer() {
        ServersDesk desk(true);
        QCOMPARE(desk.choice()->ticked(), QStringList("lab"));
        desk.page->search("up");
        QTRY_COMPARE(desk.sent["lab"], QStringList("up"));
        QVERIFY(desk.sent["attic"].isEmpty());
    }
    void aServerThatIsGoneIsNoLongerAsked() {
        ServersDesk desk;
        desk.choice()->tick({"attic"});
        desk.run("up");
        QTRY_COMPARE(desk.chart()->data().series.size(), 1U);
        desk.directory.setServers({desk.directory.servers().front()});
        QCOMPARE(desk.choice()->ticked(), QStringList(""));
        QTRY_COMPARE(desk.chart()->data().series.size(), 1U);
        QTRY_COMPARE(desk.chart()->data().series[0].name, "up");
    }
    void oneSourceStaysTicked() {
        ServersDesk desk;
        const auto boxes = desk.choice()->menu()->findChildren<QCheckBox*>();
        QCOMPARE(boxes.size(), 3);
        boxes[0]->click();
        QVERIFY(boxes[0]->isChecked());
        boxes[1]->click();
        boxes[0]->click();
        QCOMPARE(desk.choice()->ticked(), QStringList("lab"));
        QVERIFY(desk.choice()->accessibleName().contains("lab"));
    }
    void namesOfServersAreOffered() {
        ServersDesk desk;
        desk.choice()->tick({"lab"});
        auto* const editor = desk.page->findChild<PromQlEditor*>();
        QApplication::setActiveWindow(desk.page.get());
        editor->setFocus();
        QTRY_VERIFY2(
            [&] {
                editor->setPlainText("node_l");
                editor->moveCursor(QTextCursor::End);
                editor->complete();
                return editor->isCompleting();
            }(),
            "node_load1 is offered");
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ExploreServersTest)
#include "ExploreServersTest.moc"
