#include "core/yaml/YamlEdit.h"

#include <QTest>

#include "core/yaml/YamlText.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

YamlNode serverNamed(const char* name, const char* url) {
    YamlNode server;
    setYaml(server, "name", yamlScalar(name));
    setYaml(server, "url", yamlScalar(url));
    return server;
}

YamlNode basicAuth(const char* user) {
    YamlNode basic;
    setYaml(basic, "username", yamlScalar(user));
    return basic;
}

QString textOf(const Result<std::string>& text) {
    return QString::fromStdString(text ? *text : "! " + text.error().message);
}

}  // namespace

class YamlEditTest : public QObject {
    Q_OBJECT

  private slots:
    void anItemIsAdded_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const QString item = "  - name: a\n    url: 'http://a'\n";
        QTest::newRow("nothing") << ""
                                 << "servers:\n" + item;
        QTest::newRow("others") << "# mine\nglobal: {}  # x\n"
                                << "# mine\nglobal: {}  # x\nservers:\n" + item;
        QTest::newRow("without an end of line") << "global: {}"
                                                << "global: {}\nservers:\n" + item;
        QTest::newRow("an empty list") << "servers: []\nglobal: {}\n"
                                       << "servers:\n" + item + "global: {}\n";
        QTest::newRow("none") << "servers:\n\n# end\n"
                              << "servers:\n" + item + "\n# end\n";
        QTest::newRow("after the last") << "servers:\n- url: http://b # b\n  # of b\n\n# of c\nglobal: {}\n"
                                        << "servers:\n- url: http://b # b\n- name: a\n  url: 'http://a'\n"
                                           "  # of b\n\n# of c\nglobal: {}\n";
        QTest::newRow("in one line") << "servers: [{url: 'http://b'}]\n"
                                     << "! line 1: it is laid out so that this cannot be changed without the "
                                        "rest; change it there by hand";
        QTest::newRow("a mistake") << "servers: [\n"
                                   << "! line 2: end of sequence flow not found; correct that first";
    }
    void anItemIsAdded() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QCOMPARE(textOf(withItemAdded(before.toStdString(), "servers", serverNamed("a", "http://a"))), after);
    }

    void keysAreChangedWhereTheyStand_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("key by key") << "servers:\n"
                                       "  - name: a   # the one upstairs\n"
                                       "    # of its address\n"
                                       "    url: http://a\n"
                                       "    odd: [1, 2]\n"
                                       "  - url: http://b\n"
                                    << "servers:\n"
                                       "  - name: z  # the one upstairs\n"
                                       "    # of its address\n"
                                       "    url: http://a\n"
                                       "    odd: [1, 2]\n"
                                       "    basic_auth:\n"
                                       "      username: me\n"
                                       "  - url: http://b\n";
        QTest::newRow("in a map") << "servers:\n"
                                     "- name: a\n"
                                     "  basic_auth:\n"
                                     "    # who\n"
                                     "    username: you # not me\n"
                                     "    password_file: p\n"
                                     "  url: http://a\n"
                                  << "servers:\n"
                                     "- name: z\n"
                                     "  basic_auth:\n"
                                     "    # who\n"
                                     "    username: me  # not me\n"
                                     "  url: http://a\n";
        QTest::newRow("in one line")
            << "servers:\n- {name: a, url: 'http://a#b', odd: [1, {x: 2}]}\n- url: c\n"
            << "servers:\n- name: z\n  url: 'http://a#b'\n  odd:\n    - '1'\n"
               "    - x: '2'\n  basic_auth:\n    username: me\n- url: c\n";
        QTest::newRow("a dash alone")
            << "servers:\n-\n  url: http://a\n  name: a\n"
            << "servers:\n-\n  url: http://a\n  name: z\n  basic_auth:\n    username: me\n";
    }
    void keysAreChangedWhereTheyStand() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QCOMPARE(textOf(withItemChanged(before.toStdString(), "servers", 0,
                                        {{"name", yamlScalar("z")}, {"basic_auth", basicAuth("me")}})),
                 after);
    }

    void keysAreTakenAway() {
        const std::string text = "servers:\n- name: a\n  url: b # c\n  # d\n  timeout: 1s\n";
        QCOMPARE(textOf(withItemChanged(text, "servers", 0, {{"url", {}}, {"none", {}}})),
                 QString("servers:\n- name: a\n  # d\n  timeout: 1s\n"));
        QCOMPARE(textOf(withItemChanged(text, "servers", 0, {{"name", {}}})),
                 QString("servers:\n# d\n- url: b\n  timeout: '1s'\n"));
        QVERIFY(!withItemChanged(text, "servers", 1, {}).ok());
        QVERIFY(!withItemChanged(text, "others", 0, {}).ok());
    }

    void anItemIsRemoved() {
        const std::string text =
            "# head\nservers:\n# of a\n- url: a\n  name: a\n\n# of b\n- {url: b}\nglobal: {}\n";
        QCOMPARE(textOf(withItemRemoved(text, "servers", 0)),
                 QString("# head\nservers:\n# of a\n\n# of b\n- {url: b}\nglobal: {}\n"));
        QCOMPARE(textOf(withItemRemoved(text, "servers", 1)),
                 QString("# head\nservers:\n# of a\n- url: a\n  name: a\n\n# of b\nglobal: {}\n"));
        QCOMPARE(textOf(withItemRemoved("servers:\n- url: a\nglobal: {}\n", "servers", 0)),
                 QString("global: {}\n"));
        QCOMPARE(textOf(withItemRemoved("servers:\n- url: a\n# end\n", "servers", 0)), QString("# end\n"));
    }

    // Its text is an anchor of another item.
    void whatOthersReferToStays() {
        const std::string text = "servers:\n- &a\n  url: a\n  name: a\n- <<: *a\n  name: b\n";
        QVERIFY(!withItemRemoved(text, "servers", 0).ok());
        QVERIFY(!withItemChanged(text, "servers", 0, {{"url", yamlScalar("c")}}).ok());
        QVERIFY(withItemRemoved(text, "servers", 1).ok());
    }
};

BARO_TEST(YamlEditTest)
#include "YamlEditTest.moc"
