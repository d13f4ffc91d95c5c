#include "core/promql/LabelFunctions.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const Labels disk(Pairs{{"__name__", "m"}, {"device", "sda1"}});
const Labels nameOnly(Pairs{{"__name__", "m"}});

}  // namespace

class LabelFunctionsTest : public QObject {
    Q_OBJECT

  private slots:
    void templatesAreExpanded_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("replacement");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a group") << "([a-z]+)([0-9]+)"
                                 << "$1"
                                 << "sda";
        QTest::newRow("groups with braces") << "([a-z]+)([0-9]+)"
                                            << "${1}-${2}"
                                            << "sda-1";
        QTest::newRow("the whole value") << ".*"
                                         << "/dev/$0"
                                         << "/dev/sda1";
        QTest::newRow("a named group") << "(?P<disk>[a-z]+).*"
                                       << "$disk"
                                       << "sda";
        QTest::newRow("a name goes on as long as it can") << "(.*)"
                                                          << "a$1b"
                                                          << "a";
        QTest::newRow("braces end a name") << "(.*)"
                                           << "a${1}b"
                                           << "asda1b";
        QTest::newRow("no such group") << "(.*)"
                                       << "a$2"
                                       << "a";
        QTest::newRow("a group that took no part") << "(x)?.*"
                                                   << "a$1"
                                                   << "a";
        QTest::newRow("a dollar sign") << "(.*)"
                                       << "$$1"
                                       << "$1";
        QTest::newRow("a dollar sign that begins nothing") << "(.*)"
                                                           << "5$ ${} ${1"
                                                           << "5$ ${} ${1";
        QTest::newRow("no template") << ".*"
                                     << "plain"
                                     << "plain";
        QTest::newRow("alternatives stay together") << "x|sda1"
                                                    << "yes"
                                                    << "yes";
    }
    void templatesAreExpanded() {
        QFETCH(const QString, expression);
        QFETCH(const QString, replacement);
        QFETCH(const QString, expected);
        const auto function =
            LabelReplacement::create("new", replacement.toStdString(), "device", expression.toStdString());
        QVERIFY(function);
        const auto labels = function->apply(disk);
        QVERIFY(labels);
        QCOMPARE(QString::fromUtf8(labels->value("new")), expected);
        QCOMPARE(labels->value("device"), "sda1");
    }

    void theWholeValueMustMatch() {
        QVERIFY(!LabelReplacement::create("new", "x", "device", "sda")->apply(disk));
        QVERIFY(!LabelReplacement::create("new", "x", "device", "da1")->apply(disk));
        QVERIFY(LabelReplacement::create("new", "x", "absent", "")->apply(disk));
    }

    void emptyReplacementsRemoveTheLabel() {
        const auto labels = LabelReplacement::create("device", "", "device", ".*")->apply(disk);
        QVERIFY(labels == nameOnly);
    }

    void metricNamesCanBeSet() {
        const auto function = LabelReplacement::create("__name__", "n", "device", ".*");
        QVERIFY(function->setsMetricName());
        QCOMPARE(function->apply(disk)->metric(), "n");
    }

    void wrongReplacementsSayWhy() {
        QCOMPARE(LabelReplacement::create("new", "", "device", "(").error().message,
                 "invalid regular expression in label_replace(): (");
        QCOMPARE(LabelReplacement::create("", "", "device", ".*").error().message,
                 "invalid destination label name in label_replace(): ");
        QVERIFY(!LabelReplacement::create("\xff", "", "device", ".*"));
        QVERIFY(LabelReplacement::create("ä b", "", "device", ".*"));
    }

    void joinsKeepTheOrderAndEmptyValues() {
        const auto function = LabelJoin::create("new", "-", {"device", "absent", "__name__"});
        QCOMPARE(function->apply(disk).value("new"), "sda1--m");
        QVERIFY(!function->setsMetricName());
        QVERIFY(LabelJoin::create("device", "-", {})->apply(disk) == nameOnly);
    }

    void wrongJoinsSayWhy() {
        QCOMPARE(LabelJoin::create("new", "-", {"device", ""}).error().message,
                 "invalid source label name in label_join(): ");
        QCOMPARE(LabelJoin::create("", "-", {"device"}).error().message,
                 "invalid destination label name in label_join(): ");
    }
};

BARO_TEST(LabelFunctionsTest)
#include "LabelFunctionsTest.moc"
