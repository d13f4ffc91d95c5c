#include "app/AskedServers.h"

#include <QTest>

#include "app/Secrets.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

http::ServersFile fileWithOffice() {
    http::ServersFile file;
    file.servers.resize(1);
    file.servers[0].name = "office";
    file.servers[0].url = "https://office";
    file.servers[0].user = "me";
    return file;
}

QString problemOf(const std::string& text, const http::ServersFile& file) {
    const auto server = namedServer(text, file, "/c/servers.yml");
    return server ? QString() : QString::fromStdString(server.error().message);
}

}  // namespace

class AskedServersTest : public QObject {
    Q_OBJECT

  private slots:
    void aServerOfTheFile() {
        const auto server = namedServer("office", fileWithOffice(), {});
        QCOMPARE(server->url, std::string("https://office"));
        QCOMPARE(server->user, std::string("me"));
    }

    void anAddress_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "http://127.0.0.1:9100"
                               << "http://127.0.0.1:9100"
                               << "127.0.0.1:9100";
        QTest::newRow("no port") << "http://prom"
                                 << "http://prom"
                                 << "prom";
        QTest::newRow("TLS") << "https://prom/"
                             << "https://prom"
                             << "prom";
        QTest::newRow("prefix") << "http://prom:9090/a/b//"
                                << "http://prom:9090/a/b"
                                << "prom:9090";
        QTest::newRow("IPv6") << "http://[::1]:9100/"
                              << "http://[::1]:9100"
                              << "[::1]:9100";
    }
    void anAddress() {
        QFETCH(QString, text);
        const auto server = namedServer(text.toStdString(), fileWithOffice(), {});
        QVERIFY(server.ok());
        QTEST(QString::fromStdString(server->url), "url");
        QTEST(QString::fromStdString(server->name), "name");
        QVERIFY(server->user.empty() && !server->hasToken);
    }

    void whatIsNeither() {
        const auto file = fileWithOffice();
        QCOMPARE(problemOf("home", file), "no server is named \"home\"; there are office");
        QCOMPARE(problemOf("home", {}),
                 "no server is named \"home\"; name it in /c/servers.yml, or write http://127.0.0.1:9090");
        QCOMPARE(problemOf("http://me:s3cret@h", file), "\"h\": user and password belong in /c/servers.yml");
        QCOMPARE(problemOf("http://h:x", file),
                 "\"h:x\" is no address of a server: its port is no number from 1 to 65535; write "
                 "http://127.0.0.1:9090");
        for (const char* text :
             {"", "http://", "http://:80", "ftp://h", "http://h:0", "http://h:65536", "http://h/?a",
              "http://h/#a", "http://a b", "http://[::1", "http://h\r\nX: y"})
            QVERIFY2(!problemOf(text, file).isEmpty(), text);
    }

    void whatIsWrongWithTheFileIsTold() {
        http::ServersFile file;
        file.problems = {{"/c/servers.yml", 3, "\"url\" is missing"}};
        QCOMPARE(problemOf("home", file),
                 "no server is named \"home\"; /c/servers.yml:3: \"url\" is missing");
    }

    void secretsAreBesideTheSettings() {
        QVERIFY(secretStore({}, false) == nullptr);
        QVERIFY(secretStore("/nowhere/barograph.conf", false)->find({"http://a", "me"}).error().kind ==
                ErrorKind::Absent);
    }
};

BARO_TEST(AskedServersTest)
#include "AskedServersTest.moc"
