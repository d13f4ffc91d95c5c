#include "core/remotewrite/RelabelRules.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using Action = RelabelRule::Action;

namespace {

const Labels disk({{"__name__", "node_disk_read_bytes_total"}, {"device", "sda"}, {"job", "Node"}});

QString after(const std::vector<RelabelRule>& rules) {
    const auto labels = RelabelRules::compile(rules).value().applied(disk);
    return labels ? QString::fromStdString(toString(*labels)).replace('"', '\'') : QString("dropped");
}

RelabelRule rule(Action action, std::vector<std::string> sources, const std::string& regex = "(.*)",
                 const std::string& target = {}, const std::string& replacement = "$1") {
    RelabelRule made;
    made.action = action;
    made.sourceLabels = std::move(sources);
    made.regex = regex;
    made.targetLabel = target;
    made.replacement = replacement;
    return made;
}

constexpr const char* unchanged = "node_disk_read_bytes_total{device='sda', job='Node'}";

}  // namespace

Q_DECLARE_METATYPE(std::vector<RelabelRule>)

class RelabelRulesTest : public QObject {
    Q_OBJECT

  private slots:
    void doesWhatPrometheusDoes_data() {
        QTest::addColumn<std::vector<RelabelRule>>("rules");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, std::vector<RelabelRule> rules, const char* expected) {
            QTest::newRow(name) << std::move(rules) << QString(expected);
        };
        row("no rules", {}, unchanged);
        row("keep by name", {rule(Action::Keep, {"__name__"}, "node_disk_.*")}, unchanged);
        row("keep is anchored", {rule(Action::Keep, {"__name__"}, "node_disk")}, "dropped");
        row("drop by name", {rule(Action::Drop, {"__name__"}, "node_(disk|cpu)_.*")}, "dropped");
        row("drop others", {rule(Action::Drop, {"__name__"}, "go_.*")}, unchanged);
        row("joined labels", {rule(Action::Drop, {"job", "device"}, "Node;sda")}, "dropped");
        row("a label that is not there", {rule(Action::Keep, {"site"}, "")}, unchanged);
        row("replace", {rule(Action::Replace, {"device"}, "sd(.)", "letter")},
            "node_disk_read_bytes_total{device='sda', job='Node', letter='a'}");
        row("no match, no replacement", {rule(Action::Replace, {"device"}, "nvme.*", "device", "x")},
            unchanged);
        row("an empty one removes", {rule(Action::Replace, {"device"}, ".*", "device", "")},
            "node_disk_read_bytes_total{job='Node'}");
        row("a constant", {rule(Action::Replace, {}, "(.*)", "site", "home")},
            "node_disk_read_bytes_total{device='sda', job='Node', site='home'}");
        row("another name", {rule(Action::Replace, {"__name__"}, "node_(.*)", "__name__", "pc_$1")},
            "pc_disk_read_bytes_total{device='sda', job='Node'}");
        row("braces and names",
            {rule(Action::Replace, {"device"}, "(?P<kind>s)d(.)", "device", "${kind}-${2}$$$")},
            "node_disk_read_bytes_total{device='s-a$$', job='Node'}");
        row("a group that is none", {rule(Action::Replace, {"device"}, "(.*)", "device", "$1_x$9")},
            "node_disk_read_bytes_total{job='Node'}");
        row("a target of groups", {rule(Action::Replace, {"device"}, "(.*)", "disk_${1}", "yes")},
            "node_disk_read_bytes_total{device='sda', disk_sda='yes', job='Node'}");
        row("labeldrop", {rule(Action::LabelDrop, {}, "job|site")},
            "node_disk_read_bytes_total{device='sda'}");
        row("labelkeep", {rule(Action::LabelKeep, {}, "__name__")}, "node_disk_read_bytes_total");
        row("no label left", {rule(Action::LabelDrop, {}, ".*")}, "dropped");
        row("labelmap", {rule(Action::LabelMap, {}, "(dev)ice")},
            "node_disk_read_bytes_total{dev='sda', device='sda', job='Node'}");
        row("lowercase", {rule(Action::Lowercase, {"job"}, "(.*)", "job")},
            "node_disk_read_bytes_total{device='sda', job='node'}");
        row("uppercase", {rule(Action::Uppercase, {"device"}, "(.*)", "device")},
            "node_disk_read_bytes_total{device='SDA', job='Node'}");
        row("keepequal", {rule(Action::KeepEqual, {"job"}, "(.*)", "device")}, "dropped");
        row("dropequal", {rule(Action::DropEqual, {"job"}, "(.*)", "device")}, unchanged);
        row("one after the other",
            {rule(Action::Replace, {"device"}, "sda", "keep", "1"), rule(Action::Keep, {"keep"}, "1"),
             rule(Action::LabelDrop, {}, "keep")},
            unchanged);
    }
    void doesWhatPrometheusDoes() {
        QFETCH(std::vector<RelabelRule>, rules);
        QFETCH(QString, expected);
        QCOMPARE(after(rules), expected);
    }

    void saysWhichRuleIsWrong_data() {
        QTest::addColumn<std::vector<RelabelRule>>("rules");
        QTest::addColumn<QString>("problem");
        const auto good = rule(Action::Keep, {"job"});
        QTest::newRow("regex") << std::vector{good, rule(Action::Drop, {"job"}, "a(")}
                               << "relabelling rule 2: error parsing regexp: missing closing ): `a(`";
        QTest::newRow("no target") << std::vector{rule(Action::Replace, {"job"})}
                                   << "relabelling rule 1: it needs a target_label";
        QTest::newRow("no name") << std::vector{rule(Action::Lowercase, {"job"}, "(.*)", "a-b")}
                                 << "relabelling rule 1: its target_label is no name of a label";
        QTest::newRow("huge") << std::vector{rule(Action::Keep, {"job"}, "((a{100}){100}){100}")}
                              << "relabelling rule 1: error parsing regexp: invalid repeat count: `{100}`";
    }
    void saysWhichRuleIsWrong() {
        QFETCH(std::vector<RelabelRule>, rules);
        QFETCH(QString, problem);
        QCOMPARE(QString::fromStdString(RelabelRules::compile(rules).error().message), problem);
    }

    void knowsActionsByTheirWords() {
        QVERIFY(relabelActionOf("keep") == Action::Keep);
        QVERIFY(relabelActionOf("LabelDrop") == Action::LabelDrop);
        QVERIFY(!relabelActionOf("hashmod"));
        QVERIFY(!relabelActionOf(""));
    }
};

BARO_TEST(RelabelRulesTest)
#include "RelabelRulesTest.moc"
