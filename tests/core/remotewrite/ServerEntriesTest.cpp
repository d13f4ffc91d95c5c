#include "core/remotewrite/ServerEntries.h"

#include <sys/stat.h>

#include <QTest>

#include "core/config/ConfigFile.h"
#include "tests/support/FakeSecrets.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

const std::string office =
    "# my servers\n"
    "servers:\n"
    "- name: office   # upstairs\n"
    "  url: http://office:9090\n"
    "  basic_auth: {username: me}\n"
    "remote_write:\n"
    "- name: office\n"
    "  url: http://office:9090/api/v1/write\n"
    "  basic_auth: {username: me}\n"
    "  interval: 30s\n"
    "  write_relabel_configs:  # not these\n"
    "  - {source_labels: [__name__], regex: x, action: drop}\n"
    "- url: http://other/api/v1/write\n";

ServerEntry entryOf(const std::string& text, std::size_t place = 0) {
    return serverEntries(text, "/c/servers.yml", false).all.at(place);
}

QString saved(const std::string& text, const ServerEntry* before, const ServerEntry& wanted) {
    const auto changed = withEntry(text, "/c/servers.yml", false, before, wanted);
    return QString::fromStdString(changed ? *changed : "! " + changed.error().message);
}

class KeptFolder {
  public:
    explicit KeptFolder(const std::string& text) : path(tree.path("servers.yml")) {
        if (!text.empty()) tree.write("servers.yml", text);
    }
    std::string text() const { return readConfigText(path).value(); }
    ServerEntry entry(std::size_t place = 0) const { return readServerEntries(path).all.at(place); }

    const test::TemporaryTree tree;
    const std::string path;
    FakeSecrets secrets;
};

}  // namespace

class ServerEntriesTest : public QObject {
    Q_OBJECT

  private slots:
    void oneNameIsOneEntry() {
        const auto entries = serverEntries(office, "/c/servers.yml", false);
        QCOMPARE(entries.all.size(), std::size_t{2});
        QVERIFY(entries.all[0].isAsked() && entries.all[0].isWritten() && entries.all[0].keepsSecret());
        QCOMPARE(entries.all[0].writeInterval, std::int64_t{30'000});
        QVERIFY(!entries.all[1].isAsked() && entries.all[1].isWritten());
        QCOMPARE(entries.all[1].connection.name, std::string("other"));
        // Another password: another entry.
        QCOMPARE(
            serverEntries("servers: [{name: a, url: http://a}]\nremote_write: [{name: a, url: http://a/w, "
                          "basic_auth: {username: me}}]\n",
                          "/c/servers.yml", false)
                .all.size(),
            std::size_t{2});
    }

    void aNewOne() {
        ServerEntry entry;
        entry.connection.name = "a";
        entry.connection.url = "http://a:9090";
        QCOMPARE(saved("", nullptr, entry), QString("servers:\n  - name: a\n    url: 'http://a:9090'\n"));
        entry.writeUrl = "http://a:9090/api/v1/write";
        entry.writeInterval = 60'000;
        entry.connection.hasToken = true;
        entry.connection.headers = {{"X-Scope-OrgID", "t"}};
        entry.connection.tls.caFile = "/c/ca.pem";
        entry.connection.timeout = std::chrono::seconds(5);
        const QString text = saved("", nullptr, entry);
        QVERIFY2(
            text.contains(
                "  - name: a\n    url: 'http://a:9090/api/v1/write'\n    authorization:\n      type: Bearer\n"
                "    headers:\n      'X-Scope-OrgID': t\n    tls_config:\n      ca_file: 'ca.pem'\n"
                "    remote_timeout: '5s'\n    interval: '1m'\n"),
            qPrintable(text));
        QVERIFY(entryOf(text.toStdString()) == entry);
    }

    void whatIsNotChangedIsNotTouched() {
        const ServerEntry before = entryOf(office);
        QCOMPARE(saved(office, &before, before), QString::fromStdString(office));
        ServerEntry wanted = before;
        wanted.connection.url = "http://office:9091";
        QCOMPARE(saved(office, &before, wanted),
                 QString::fromStdString(office).replace("http://office:9090\n", "'http://office:9091'\n"));
        wanted = before;
        wanted.writeUrl.clear();
        const QString without = saved(office, &before, wanted);
        QVERIFY(without.contains("upstairs") && !without.contains("relabel") &&
                without.contains("http://other"));
        wanted = before;
        wanted.connection.url.clear();
        QVERIFY(saved(office, &before, wanted).contains("# not these"));
    }

    void whatIsWrongIsTold_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("told");
        QTest::newRow("no address") << "a"
                                    << ""
                                    << "! a server has an address that is asked, or one that is written to";
        QTest::newRow("a wrong one") << "a"
                                     << "ftp://a"
                                     << "http://HOST:9090";
        QTest::newRow("a name twice") << "office"
                                      << "http://b"
                                      << "give it another \"name\"";
    }
    void whatIsWrongIsTold() {
        QFETCH(QString, name);
        QFETCH(QString, url);
        QFETCH(QString, told);
        ServerEntry entry;
        entry.connection.name = name.toStdString();
        entry.connection.url = url.toStdString();
        const QString text = saved(office, nullptr, entry);
        QVERIFY2(text.startsWith('!') && text.contains(told), qPrintable(text));
    }

    void theNameThatACursorHasStays() {
        const ServerEntry before = entryOf(office);
        ServerEntry wanted = before;
        wanted.connection.name = "other";
        QVERIFY(
            saved(office, &before, wanted).startsWith("! what was sent to a server is known by its name"));
    }

    void aTypedPasswordNeverStandsInTheFile() {
        KeptFolder folder(
            "servers:\n- name: a\n  url: http://a\n  basic_auth: {username: me, password: old}\n");
        QCOMPARE(chmod(folder.path.c_str(), 0600), 0);
        const ServerEntry before = folder.entry();
        const auto place = saveEntry(folder.path, folder.secrets, &before, before, "s3cret");
        QVERIFY2(place.ok(), place ? "" : place.error().message.c_str());
        QCOMPARE(*place, std::string("memory"));
        QVERIFY(folder.text().find("password") == std::string::npos);
        QVERIFY(folder.text().find("s3cret") == std::string::npos);
        QCOMPARE(folder.secrets.find({"http://a", "me"}).value(), std::string("s3cret"));
        struct stat rights {};
        QCOMPARE(stat(folder.path.c_str(), &rights), 0);
        QCOMPARE(rights.st_mode & 0777U, 0600U);
    }

    // A secret is that of an address: another one gets none, and what nobody needs is forgotten.
    void anotherAddressHasNoPassword() {
        KeptFolder folder("servers: \n- {name: a, url: http://a, basic_auth: {username: me}}\n");
        folder.secrets.secrets[{"http://a", "me"}] = "one";
        const ServerEntry before = folder.entry();
        ServerEntry wanted = before;
        wanted.writeUrl = "http://a/api/v1/write";
        QVERIFY(saveEntry(folder.path, folder.secrets, &before, wanted, {}).ok());
        QCOMPARE(folder.secrets.find({"http://a/api/v1/write", "me"}).value(), std::string("one"));
        ServerEntry moved = folder.entry();
        QVERIFY(moved == wanted);
        moved.connection.url = "http://b";
        QVERIFY(saveEntry(folder.path, folder.secrets, &wanted, moved, {}).ok());
        QVERIFY(!folder.secrets.find({"http://a", "me"}).ok() &&
                !folder.secrets.find({"http://b", "me"}).ok());
        QVERIFY(removeEntry(folder.path, folder.secrets, moved).ok());
        QVERIFY(folder.secrets.secrets.empty());
        QVERIFY(readServerEntries(folder.path).all.empty());
    }

    // Nothing is written where the password cannot be kept.
    void withoutAPlaceForThePasswordNothingIsSaved() {
        KeptFolder folder({});
        folder.secrets.problem = denied("the keyring is locked");
        ServerEntry entry;
        entry.connection = {.name = "a", .url = "http://a", .user = "me"};
        QVERIFY(saveEntry(folder.path, folder.secrets, nullptr, entry, "s3cret").error() ==
                *folder.secrets.problem);
        QVERIFY(!readConfigText(folder.path).ok());
    }

    void whatWasChangedMeanwhileIsTold() {
        KeptFolder folder(office);
        const ServerEntry before = folder.entry();
        folder.tree.write("servers.yml", "servers: []\n");
        QVERIFY(!saveEntry(folder.path, folder.secrets, &before, before, {}).ok());
        QVERIFY(!removeEntry(folder.path, folder.secrets, before).ok());
        QCOMPARE(folder.text(), std::string("servers: []\n"));
    }
};

BARO_TEST(ServerEntriesTest)
#include "ServerEntriesTest.moc"
