#include "core/yaml/YamlTree.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

YamlNode nodeOf(const std::string& text) {
    auto parsed = parseYaml(text);
    return std::holds_alternative<YamlNode>(parsed) ? std::get<YamlNode>(parsed) : YamlNode{};
}

QString problemOf(const std::string& text) {
    const auto parsed = parseYaml(text);
    const auto* const problem = std::get_if<YamlProblem>(&parsed);
    return problem == nullptr
               ? QString()
               : QString("%1: %2").arg(problem->line).arg(QString::fromStdString(problem->message));
}

// "a: &a [x, x]" and nine more of which each has ten of the one before.
std::string bomb() {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j)
            text += (j > 0 ? ", " : "") + before;
        text += "]\n";
    }
    return text;
}

}  // namespace

class YamlTreeTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsOrderLinesAndQuotes() {
        const YamlNode node = nodeOf("b: 1\na:\n  - 'x'\n  - ~\n");
        QVERIFY(node.kind == YamlNode::Kind::Map);
        QCOMPARE(node.entries.size(), 2U);
        QCOMPARE(node.entries[0].key.text, std::string("b"));
        QVERIFY(!node.entries[0].value.isQuoted);
        const YamlNode& list = node.entries[1].value;
        QCOMPARE(list.items.size(), 2U);
        QCOMPARE(list.items[0].line, 3);
        QVERIFY(list.items[0].isQuoted);
        QVERIFY(list.items[1].isNull());
    }

    void putsAliasesAndMergesIn() {
        const YamlNode node = nodeOf("base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\nd: *b\n");
        const YamlNode& merged = node.entries[1].value;
        QCOMPARE(merged.entries.size(), 2U);
        QCOMPARE(merged.entries[0].value.text, std::string("3"));
        QCOMPARE(merged.entries[1].key.text, std::string("x"));
        QCOMPARE(node.entries[2].value.entries.size(), 2U);
    }

    void takesNothingForNull() { QVERIFY(nodeOf("").isNull()); }

    void saysWhatIsNoYaml() {
        QVERIFY(problemOf("a: [1\nb: 2\n").startsWith("2: "));
        QVERIFY(problemOf("a: *nope\n").startsWith("1: "));
        QVERIFY(problemOf("a: &a [*a]\n").contains("inside what it means"));
        QVERIFY(problemOf("<<: 3\n").contains("wants a map"));
    }

    void refusesTooMuch() {
        QVERIFY(problemOf(bomb()).contains("more than 200000 values"));
        QVERIFY(problemOf(std::string(40, '[') + std::string(40, ']')).contains("deeper than 30 levels"));
        QVERIFY(problemOf(std::string(5'000'000, 'x')).contains("longer than"));
        const std::string wide = "a: &a \"" + std::string(1'000'000, 'x') + "\"\nb: [";
        QVERIFY(problemOf(wide + "*a, *a, *a, *a, *a, *a, *a]").contains("more than 200000 values"));
    }
};

BARO_TEST(YamlTreeTest)
#include "YamlTreeTest.moc"
