#include "core/remotewrite/RemoteWriteFile.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

// The lines of a file whose destination has these.
RemoteWriteFile fileWith(const QString& lines) {
    QString text = "remote_write:\n- url: http://a:9090/api/v1/write\n";
    for (const QString& line : lines.split('\n', Qt::SkipEmptyParts))
        text += "  " + line + "\n";
    return parseRemoteWrite(text.toStdString(), "/d/servers.yml", false);
}

QString problemsOf(const RemoteWriteFile& file) {
    QStringList texts;
    for (const FileProblem& problem : file.problems)
        texts << QString::fromStdString(toString(problem));
    return texts.join('\n');
}

}  // namespace

class RemoteWriteFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsPrometheussWordsAndOurs() {
        const auto file = parseRemoteWrite(
            "global:\n"
            "  external_labels: {site: home, room: '2'}\n"
            "remote_write:\n"
            "- url: http://a:9090/api/v1/write\n"
            "- url: https://b/push\n"
            "  name: cloud\n"
            "  basic_auth: {username: me, password_file: secret}\n"
            "  headers: {X-Scope-OrgID: mine}\n"
            "  remote_timeout: 10s\n"
            "  interval: 1s\n"
            "  since: 9h\n"
            "  write_relabel_configs:\n"
            "  - {source_labels: [__name__], regex: node_systemd_.*, action: drop}\n",
            "/d/servers.yml", false);
        QCOMPARE(problemsOf(file), QString());
        QCOMPARE(file.externalLabels, TextPairs({{"site", "home"}, {"room", "2"}}));
        QCOMPARE(file.servers.size(), std::size_t{2});
        QCOMPARE(file.servers[0].key, std::string("http://a:9090/api/v1/write"));
        QCOMPARE(file.servers[0].connection.name, std::string("a:9090"));
        QCOMPARE(file.servers[0].windows.interval, 15'000);
        QVERIFY(file.servers[0].since == Since{});
        QVERIFY(file.servers[0].rules.isEmpty());
        QCOMPARE(file.servers[1].key, std::string("cloud"));
        QCOMPARE(file.servers[1].connection.user, std::string("me"));
        QCOMPARE(file.servers[1].windows.interval, 1'000);
        QVERIFY(file.servers[1].since == (Since{Since::Kind::Ago, 9 * 3'600'000}));
        QVERIFY(!file.servers[1].rules.applied(Labels({std::pair("__name__", "node_systemd_x")})));
        QVERIFY(file.servers[1].rules.applied(Labels({std::pair("__name__", "up")})));
    }

    void withoutThesePartsNothingIsWritten_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("null") << "remote_write:";
        QTest::newRow("others") << "servers: []";
    }
    void withoutThesePartsNothingIsWritten() {
        QFETCH(QString, text);
        const auto file = parseRemoteWrite(text.toStdString(), "/d/servers.yml", false);
        QVERIFY(file.servers.empty() && file.problems.empty());
    }

    void whatIsWrongIsSaidWithItsLine_data() {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("problem");
        QTest::newRow("interval") << "interval: 10ms"
                                  << "/d/servers.yml:3: \"interval\" is from 1s to 5m";
        QTest::newRow("long interval") << "interval: 1h"
                                       << "/d/servers.yml:3: \"interval\" is from 1s to 5m";
        QTest::newRow("since")
            << "since: ever"
            << "/d/servers.yml:3: \"since\" is now, beginning, or how long ago, such as 9h";
        QTest::newRow("regex")
            << "write_relabel_configs: [{regex: 'a(', action: drop}]"
            << "/d/servers.yml:3: relabelling rule 1: error parsing regexp: missing closing ): "
               "`a(`";
        QTest::newRow("action") << "write_relabel_configs: [{action: hashmod, target_label: a}]"
                                << "/d/servers.yml:3: \"action\" is one of replace, keep, drop, keepequal, "
                                   "dropequal, lowercase, uppercase, labelmap, labeldrop and labelkeep";
        QTest::newRow("twice")
            << "\n- url: http://a:9090/api/v1/write"
            << "/d/servers.yml:3: http://a:9090/api/v1/write is written to twice; give one of "
               "them another \"name\"";
    }
    void whatIsWrongIsSaidWithItsLine() {
        QFETCH(QString, lines);
        QFETCH(QString, problem);
        RemoteWriteFile file;
        if (lines.startsWith('\n'))
            file = parseRemoteWrite("remote_write:\n- url: http://a:9090/api/v1/write" + lines.toStdString(),
                                    "/d/servers.yml", false);
        else
            file = fileWith(lines);
        QCOMPARE(problemsOf(file), problem);
        QCOMPARE(file.servers.size(), lines.startsWith('\n') ? std::size_t{1} : std::size_t{0});
    }

    void aWrongLabelIsSaid() {
        const auto file =
            parseRemoteWrite("global: {external_labels: {a-b: c, d: e}}", "/d/servers.yml", false);
        QCOMPARE(problemsOf(file), QString("/d/servers.yml:1: \"a-b\" is no name of a label"));
        QCOMPARE(file.externalLabels, TextPairs({{"d", "e"}}));
    }
};

BARO_TEST(RemoteWriteFileTest)
#include "RemoteWriteFileTest.moc"
