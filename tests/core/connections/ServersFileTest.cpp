#include "core/connections/ServersFile.h"

#include <sys/stat.h>

#include <QTest>

#include "core/connections/ServersWatch.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using http::Connection;

namespace {

http::ServersFile parsed(const QString& text, bool isForAll = false) {
    return http::parseServersFile(text.toStdString(), "/etc/baro/servers.yml", isForAll);
}

QStringList problemsOf(const http::ServersFile& file) {
    QStringList problems;
    for (const FileProblem& problem : file.problems)
        problems << QString::fromStdString(toString(problem)).remove("/etc/baro/servers.yml:");
    return problems;
}

}  // namespace

class ServersFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryKey() {
        const auto file = parsed(
            "servers:\n"
            "- name: office\n"
            "  url: https://prometheus.example:9090/metrics/\n"
            "  authorization: {type: Token, credentials_file: token}\n"
            "  tls_config: {ca_file: ca.pem, cert_file: /c.pem, key_file: ../k.pem, server_name: p, "
            "insecure_skip_verify: true}\n"
            "  headers: {X-Scope-OrgID: team}\n"
            "  remote_timeout: 1m30s\n"
            "- url: http://[::1]:9090\n"
            "  basic_auth: {username: me, password: s3cret}\n"
            "remote_write:\n"
            "- url: http://x/api/v1/write\n"
            "  queue_config: {capacity: 1}\n");
        QCOMPARE(problemsOf(file), QStringList());
        QCOMPARE(file.servers.size(), 2U);
        const Connection& office = file.servers[0];
        QCOMPARE(office.name, std::string("office"));
        QCOMPARE(office.url, std::string("https://prometheus.example:9090/metrics"));
        QVERIFY(office.hasToken && office.user.empty() && office.secret.empty());
        QCOMPARE(office.tokenType, std::string("Token"));
        QCOMPARE(office.secretFile, std::string("/etc/baro/token"));
        const http::Tls tls{"/etc/baro/ca.pem", "/c.pem", "/etc/k.pem", "p", true};
        QVERIFY(office.tls == tls);
        QVERIFY((office.headers == std::vector<http::Header>{{"X-Scope-OrgID", "team"}}));
        QCOMPARE(office.timeout, std::chrono::milliseconds(90'000));
        const Connection& here = file.servers[1];
        QCOMPARE(here.name, std::string("[::1]:9090"));
        QCOMPARE(here.user, std::string("me"));
        QCOMPARE(here.secret, std::string("s3cret"));
        QVERIFY(!here.hasToken && !here.tls.skipsVerification);
        QCOMPARE(here.timeout, std::chrono::milliseconds(30'000));
    }

    void nothingIsNoServer() {
        for (const char* text : {"", "servers:\n", "servers: []\n", "remote_write:\n"}) {
            QVERIFY(parsed(text).servers.empty());
            QCOMPARE(problemsOf(parsed(text)), QStringList());
        }
    }

    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* entry, const char* problem) {
            QTest::newRow(entry) << entry << problem;
        };
        row("{name: x}", "3: \"url\" is missing");
        row("{url: prom:9090}",
            "3: \"prom:9090\" is no address of a server: it begins neither with http:// nor https://; write "
            "http://HOST:9090");
        row("{url: 'http://h:0/'}",
            "3: \"h:0/\" is no address of a server: its port is no number from 1 to 65535; "
            "write http://HOST:9090");
        row("{url: 'http://h/?a=b'}",
            "3: \"h/?a=b\" is no address of a server: what follows the host is no path; "
            "write http://HOST:9090");
        row("{url: 'http://me:secret@h'}", "3: user and password do not belong in \"url\"; write basic_auth");
        row("{url: [1]}", "3: \"url\" wants a text");
        row("[]",
            "3: expected keys and values, of name, url, basic_auth, authorization, tls_config, headers, "
            "remote_timeout, this_machine");
        row("~", "3: a server has at least \"url\"");
        row("{url: 'http://h', basic_auht: {}}",
            "3: unknown field \"basic_auht\"; known are name, url, basic_auth, authorization, tls_config, "
            "headers, "
            "remote_timeout, this_machine");
        row("{url: 'http://h', basic_auth: {username: a, pass: b}}",
            "3: unknown field \"pass\"; known are username, password, password_file");
        row("{url: 'http://h', basic_auth: {password: secret}}",
            "3: \"username\" wants a name without a colon");
        row("{url: 'http://h', basic_auth: {username: a, password: secret, password_file: f}}",
            "3: one of \"password\" and \"password_file\" is enough");
        row("{url: 'http://h', basic_auth: {username: a}, authorization: {}}",
            "3: a server has one of \"basic_auth\" and \"authorization\"");
        row("{url: 'http://h', authorization: {type: basic, credentials: secret}}",
            "3: \"type\" wants a word such as Bearer; for Basic write basic_auth");
        row("{url: 'http://h', authorization: {credentials: \"secret\\nX: y\"}}",
            "3: \"credentials\" has more than one line");
        row("{url: 'http://h', tls_config: {cert_file: a}}", "3: \"cert_file\" and \"key_file\" go together");
        row("{url: 'http://h', tls_config: {insecure_skip_verify: maybe}}",
            "3: \"insecure_skip_verify\" is true or false");
        row("{url: 'http://h', headers: {Authorization: secret}}",
            "3: the header Authorization cannot be set here");
        row("{url: 'http://h', headers: {\"a b\": secret}}",
            "3: \"headers\" wants names of headers and texts of one line");
        row("{url: 'http://h', headers: {X: \"a\\r\\nY: secret\"}}",
            "3: \"headers\" wants names of headers and texts of one line");
        row("{url: 'http://h', remote_timeout: 0s}", "3: \"remote_timeout\" is above 0 and at most 1h");
        row("{url: 'http://h', remote_timeout: 2h}", "3: \"remote_timeout\" is above 0 and at most 1h");
        row("{url: 'http://other'}",
            "3: a server named \"other\" stands here twice; give it another \"name\"");
    }
    // The others stay, and no message holds a secret.
    void saysWhatIsWrongAndWhere() {
        QFETCH(QString, entry);
        QFETCH(QString, problem);
        const auto file = parsed("servers:\n- url: http://other\n- " + entry + "\n- url: http://last\n");
        QCOMPARE(problemsOf(file), QStringList(problem));
        QCOMPARE(file.servers.size(), 2U);
        QCOMPARE(file.servers[1].url, std::string("http://last"));
        QVERIFY(!problemsOf(file).join(' ').contains("secret"));
    }

    void aWrongFileHasNoServers() {
        QVERIFY(problemsOf(parsed("servers: {a: b}")).first().startsWith("1: \"servers\" wants a list"));
        QVERIFY(problemsOf(parsed("server: []")).first().startsWith("1: unknown field \"server\""));
        QVERIFY(problemsOf(parsed("servers:\n- url: [")).first().contains("yaml: "));
        QVERIFY(problemsOf(parsed("\x01")).size() == 1);
    }

    void bombsEnd() {
        QString text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char c = 'b'; c < 'k'; ++c)
            text +=
                QString("%1: &%1 [*%2, *%2, *%2, *%2, *%2, *%2, *%2, *%2, *%2]\n").arg(c).arg(char(c - 1));
        QVERIFY(!problemsOf(parsed(text)).isEmpty());
        QString many = "servers:\n";
        for (int i = 0; i < 150; ++i)
            many += QString("- url: http://h%1\n").arg(i);
        const auto file = parsed(many);
        QCOMPARE(file.servers.size(), 100U);
        QCOMPARE(problemsOf(file), QStringList("102: there are more than 100 servers"));
    }

    void noPasswordStandsInAFileForAll() {
        const QString text =
            "servers:\n- {url: 'http://a', basic_auth: {username: me, password: s3cret}}\n"
            "- {url: 'http://b', authorization: {credentials: s3cret}}\n"
            "- {url: 'http://c', basic_auth: {username: me, password_file: f}}\n";
        QCOMPARE(parsed(text).servers.size(), 3U);
        const auto file = parsed(text, true);
        QCOMPARE(file.servers.size(), 1U);
        QCOMPARE(problemsOf(file),
                 QStringList({"2: \"password\" stands in a file that others may read; take their right "
                              "(chmod 600), or write password_file",
                              "3: \"credentials\" stands in a file that others may read; take their "
                              "right (chmod 600), or write credentials_file"}));
    }

    void readsItWhereItIs() {
        const test::TemporaryTree tree;
        const std::string path = http::serversPath(tree.path("barograph.conf"));
        QCOMPARE(path, tree.path("servers.yml"));
        QVERIFY(http::serversPath("").empty());
        QVERIFY(http::readServersFile(path).problems.empty());
        tree.write("servers.yml", "servers: [{url: 'http://a', basic_auth: {username: me, password: x}}]");
        QCOMPARE(chmod(path.c_str(), 0644), 0);
        QCOMPARE(http::readServersFile(path).problems.size(), 1U);
        QCOMPARE(chmod(path.c_str(), 0600), 0);
        QCOMPARE(http::readServersFile(path).servers.size(), 1U);
        QCOMPARE(http::readServersFile(tree.path()).problems.size(), 1U);
    }

    void changesAreNoticed() {
        const test::TemporaryTree tree;
        http::ServersWatch watch(tree.path("servers.yml"));
        QVERIFY(watch.poll()->servers.empty());
        QVERIFY(!watch.poll());
        tree.write("servers.yml", "servers: [{url: 'http://a'}]");
        QCOMPARE(watch.poll()->servers.size(), 1U);
        QVERIFY(!watch.poll());
        tree.write("servers.yml", "servers: [{url: 'http://a'}, {url: 'http://b'}]");
        QCOMPARE(watch.poll()->servers.size(), 2U);
        QCOMPARE(chmod(tree.path("servers.yml").c_str(), 0400), 0);
        QVERIFY(watch.poll());
        tree.remove("servers.yml");
        QVERIFY(watch.poll()->servers.empty());
        QVERIFY(!watch.poll());
    }

    void aServerMayBeToldWhichTargetThisMachineIs() {
        const auto file = parsed(
            "servers:\n"
            "- url: http://a:9090\n"
            "  this_machine: {instance: 'desk:9100', job: node, site: home}\n"
            "- url: http://b:9090\n");
        QCOMPARE(problemsOf(file), QStringList());
        QVERIFY((file.servers.at(0).thisMachine ==
                 std::map<std::string, std::string>{
                     {"instance", "desk:9100"}, {"job", "node"}, {"site", "home"}}));
        QVERIFY(file.servers.at(1).thisMachine.empty());
    }
    void thisMachineIsATarget() {
        const auto file = parsed(
            "servers:\n"
            "- url: http://a:9090\n"
            "  this_machine: {instance: 'desk:9100'}\n"
            "- url: http://b:9090\n"
            "  this_machine: desk\n");
        QCOMPARE(file.servers.size(), 0U);
        QCOMPARE(problemsOf(file).size(), 2);
        QVERIFY2(
            problemsOf(file)[0].contains("\"this_machine\" wants the labels of its target, instance and job"),
            qPrintable(problemsOf(file)[0]));
    }
};

BARO_TEST(ServersFileTest)
#include "ServersFileTest.moc"
