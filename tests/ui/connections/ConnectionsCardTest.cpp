#include "ui/connections/ConnectionsCard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "core/config/ConfigFile.h"
#include "tests/support/FakeCarrier.h"
#include "tests/support/FakeSecrets.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/connections/ConnectionDialog.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr const char* builtBy = "{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\"}}";

// A card of a file with servers, which are asked when the test answers.
struct ConnectionsFixture : test::WindowParts {
    explicit ConnectionsFixture(const std::string& file) {
        tree.write("servers.yml", file);
        book = std::make_unique<ServerBook>(ServerBook::Means{
            path(), secrets, [this] { return std::shared_ptr<http::HttpCarrier>(carrier); }});
        read();
        const PageContext parts = context();
        const PageContext own{parts.frames,
                              parts.cursor,
                              parts.series,
                              parts.source,
                              parts.userPages,
                              parts.historyPages,
                              parts.theme,
                              parts.format,
                              parts.navigation,
                              parts.settings,
                              parts.processControl,
                              parts.processInspector,
                              parts.collection,
                              parts.alerts,
                              parts.silences,
                              parts.hosts,
                              *book};
        card = std::make_unique<ConnectionsCard>(own);
        card->resize(1000, 300);
        card->show();
    }
    std::string path() const { return tree.path("servers.yml"); }
    QString file() const { return QString::fromStdString(readConfigText(path()).value()); }
    void read() {
        QSignalSpy changed(book.get(), &ServerBook::changed);
        book->reread();
        QVERIFY(changed.wait());
    }
    SubjectTable& table() const { return *card->findChild<SubjectTable*>(); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    void answer(int status, const char* body = "") {
        const auto asked = carrier->nextRequest();
        QVERIFY(asked != nullptr);
        headers = asked->request.headers;
        asked->answer(status, body);
        QCoreApplication::processEvents();
    }
    QPushButton& button(const QWidget& of, const QString& name) const {
        for (auto* const each : of.findChildren<QPushButton*>())
            if (each->accessibleName() == name || each->text().remove('&') == name) return *each;
        qFatal("no such button");
    }
    template <class Field>
    static Field& field(const QWidget& of, const QString& name) {
        for (auto* const each : of.findChildren<Field*>())
            if (each->accessibleName() == name) return *each;
        qFatal("no such field");
    }
    ConnectionDialog& open(const QString& by) const {
        button(*card, by).click();
        return *card->window()->findChild<ConnectionDialog*>();
    }
    static bool says(const QWidget& of, const QString& text) {
        for (const QLabel* label : of.findChildren<QLabel*>())
            if (label->text().contains(text)) return true;
        return false;
    }
    void save(ConnectionDialog& dialog) {
        QSignalSpy changed(book.get(), &ServerBook::changed);
        button(dialog, "Save").click();
        QVERIFY(changed.wait());
    }

    const test::TemporaryTree tree;
    const std::shared_ptr<FakeSecrets> secrets = std::make_shared<FakeSecrets>();
    const std::shared_ptr<FakeCarrier> carrier = std::make_shared<FakeCarrier>();
    std::vector<http::Header> headers;
    std::unique_ptr<ServerBook> book;
    std::unique_ptr<ConnectionsCard> card;
};

}  // namespace

class ConnectionsCardTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatEachServerAnswers() {
        ConnectionsFixture fixture(
            "servers:\n- {name: a, url: 'http://a'}\n- {name: \"<b>\\e[31m\", url: 'http://b'}\n"
            "remote_write:\n- {name: a, url: 'http://a/api/v1/write'}\n");
        QCOMPARE(fixture.cell(0, 0), QString("a"));
        QCOMPARE(fixture.cell(0, 2), QString("asked, written to"));
        QCOMPARE(fixture.cell(1, 0), QString("<b>\\x1b[31m"));
        QCOMPARE(fixture.cell(1, 3), QString("asking …"));
        fixture.answer(200, builtBy);
        fixture.answer(401);
        QCOMPARE(fixture.cell(1, 3), QString("it wants a user and password, or a token (status 401)"));
        fixture.answer(204);
        QCOMPARE(fixture.cell(0, 3), QString("Prometheus 2.42.0 answers; it takes the record"));
    }

    void whatIsWrongWithTheFileIsSaid() {
        const ConnectionsFixture fixture("servers:\n- {urk: x}\n");
        QVERIFY(ConnectionsFixture::says(*fixture.card, "unknown field \"urk\""));
        QVERIFY(ConnectionsFixture::says(*fixture.card, "No server is known"));
    }

    void aNewOneIsTestedAndSaved() {
        ConnectionsFixture fixture("# mine\n");
        ConnectionDialog& dialog = fixture.open("Add a connection");
        QVERIFY(!fixture.button(dialog, "Save").isEnabled());
        QVERIFY(dialog.focusWidget() == &fixture.field<QLineEdit>(dialog, "Address"));
        fixture.field<QLineEdit>(dialog, "Address").setText("http://office:9090/");
        fixture.field<QComboBox>(dialog, "Authentication").setCurrentIndex(1);
        QVERIFY(!fixture.button(dialog, "Save").isEnabled());
        fixture.field<QLineEdit>(dialog, "User").setText("Aladdin");
        fixture.field<QLineEdit>(dialog, "Password or token").setText("open sesame");
        fixture.button(dialog, "Test").click();
        fixture.answer(200, builtBy);
        QVERIFY(ConnectionsFixture::says(dialog, "Prometheus 2.42.0 answers"));
        QVERIFY(std::ranges::find(fixture.headers,
                                  http::Header{"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}) !=
                fixture.headers.end());
        QCOMPARE(fixture.file(), QString("# mine\n"));
        fixture.save(dialog);
        QCOMPARE(fixture.file(),
                 QString("# mine\nservers:\n  - name: 'office:9090'\n    url: 'http://office:9090'\n"
                         "    basic_auth:\n      username: Aladdin\n"));
        QCOMPARE(fixture.secrets->find({"http://office:9090", "Aladdin"}).value(),
                 std::string("open sesame"));
        QCOMPARE(fixture.cell(0, 0), QString("office:9090"));
    }

    void oneIsChangedAndItsPasswordKept() {
        ConnectionsFixture fixture(
            "servers:\n- name: a # here\n  url: http://a\n  basic_auth: {username: me}\n");
        fixture.secrets->secrets[{"http://a", "me"}] = "one";
        fixture.table().setCurrentIndex(fixture.table().model()->index(0, 0));
        ConnectionDialog& dialog = fixture.open("Edit the selected connection");
        QTRY_VERIFY(ConnectionsFixture::says(dialog, "One is kept"));
        QVERIFY(fixture.field<QLineEdit>(dialog, "Password or token").text().isEmpty());
        for (auto* const box : dialog.findChildren<QCheckBox*>())
            if (box->text().startsWith("Write")) box->setChecked(true);
        fixture.save(dialog);
        QVERIFY2(fixture.file().contains("- name: a # here\n") &&
                     fixture.file().contains("'http://a/api/v1/write'"),
                 qPrintable(fixture.file()));
        QCOMPARE(fixture.secrets->find({"http://a/api/v1/write", "me"}).value(), std::string("one"));
    }

    void whatCannotBeSavedIsSaidAndTheDialogStays() {
        ConnectionsFixture fixture("servers:\n- {name: a, url: 'http://a'}\n");
        ConnectionDialog& dialog = fixture.open("Add a connection");
        fixture.field<QLineEdit>(dialog, "Name").setText("a");
        fixture.field<QLineEdit>(dialog, "Address").setText("http://b");
        fixture.save(dialog);
        QVERIFY(ConnectionsFixture::says(dialog, "stands here twice"));
        QVERIFY(dialog.isVisible() && fixture.button(dialog, "Save").isEnabled());
    }

    void oneIsRemoved() {
        ConnectionsFixture fixture("servers:\n- name: a\n  url: http://a\n# end\n");
        fixture.table().setCurrentIndex(fixture.table().model()->index(0, 0));
        fixture.button(*fixture.card, "Remove the selected connection").click();
        auto* const question = fixture.card->window()->findChild<QMessageBox*>();
        QSignalSpy changed(fixture.book.get(), &ServerBook::changed);
        for (auto* const each : question->buttons())
            if (question->buttonRole(each) == QMessageBox::AcceptRole) each->click();
        QVERIFY(changed.wait());
        QCOMPARE(fixture.file(), QString("# end\n"));
        QVERIFY(fixture.book->entries().empty());
    }

    void theDialogFitsASmallWindow() {
        const ConnectionsFixture fixture("servers: []\n");
        ConnectionDialog& dialog = fixture.open("Add a connection");
        fixture.field<QComboBox>(dialog, "Authentication").setCurrentIndex(1);
        for (auto* const box : dialog.findChildren<QCheckBox*>())
            box->setChecked(true);
        QCoreApplication::processEvents();
        if (const QString picture = qEnvironmentVariable("BARO_PICTURE"); !picture.isEmpty())
            dialog.grab().save(picture);
        QVERIFY2(dialog.sizeHint().width() <= 1000 && dialog.sizeHint().height() <= 640,
                 qPrintable(QString("%1x%2").arg(dialog.sizeHint().width()).arg(dialog.sizeHint().height())));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ConnectionsCardTest)
#include "ConnectionsCardTest.moc"
