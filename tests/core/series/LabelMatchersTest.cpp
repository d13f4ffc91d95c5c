#include "core/series/LabelMatchers.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using Kind = LabelMatcher::Kind;

Q_DECLARE_METATYPE(LabelMatcher)

namespace {

using MatchedPairs = std::vector<std::pair<std::string, std::string>>;

bool matches(const LabelMatcher& matcher, const Labels& labels) {
    const auto matchers = LabelMatchers::compile({matcher});
    return matchers && matchers->match(labels);
}

}  // namespace

class LabelMatchersTest : public QObject {
    Q_OBJECT

  private slots:
    void oneMatcher_data() {
        QTest::addColumn<LabelMatcher>("matcher");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* name, Kind kind, const char* value, bool matches) {
            QTest::newRow(name) << LabelMatcher{"device", kind, value} << matches;
        };
        row("equal", Kind::Equal, "nvme0n1", true);
        row("equal to another", Kind::Equal, "sda", false);
        row("not equal", Kind::NotEqual, "sda", true);
        row("not equal to itself", Kind::NotEqual, "nvme0n1", false);
        row("expression", Kind::Regex, "nvme.*", true);
        row("expression of a part", Kind::Regex, "nvme", false);
        row("alternatives are anchored as a whole", Kind::Regex, "nvme|0n1", false);
        row("one of several", Kind::Regex, "sda|nvme0n1", true);
        row("anything", Kind::Regex, ".*", true);
        row("something", Kind::Regex, ".+", true);
        row("nothing", Kind::Regex, "", false);
        row("expression refused", Kind::NotRegex, "nvme.*", false);
        row("other expression refused", Kind::NotRegex, "sd.*", true);
    }
    void oneMatcher() {
        QFETCH(const LabelMatcher, matcher);
        QFETCH(const bool, matches);
        const Labels labels({{"__name__", "m"}, {"device", "nvme0n1"}});
        QCOMPARE(::matches(matcher, labels), matches);
    }

    void aMissingLabelIsEmpty_data() {
        QTest::addColumn<LabelMatcher>("matcher");
        QTest::addColumn<bool>("matches");
        QTest::newRow("equal") << LabelMatcher{"x", Kind::Equal, ""} << true;
        QTest::newRow("not equal") << LabelMatcher{"x", Kind::NotEqual, ""} << false;
        QTest::newRow("not equal to something") << LabelMatcher{"x", Kind::NotEqual, "a"} << true;
        QTest::newRow("anything") << LabelMatcher{"x", Kind::Regex, ".*"} << true;
        QTest::newRow("something") << LabelMatcher{"x", Kind::Regex, ".+"} << false;
        QTest::newRow("or nothing") << LabelMatcher{"x", Kind::Regex, "a|"} << true;
        QTest::newRow("not something") << LabelMatcher{"x", Kind::NotRegex, ".+"} << true;
    }
    void aMissingLabelIsEmpty() {
        QFETCH(const LabelMatcher, matcher);
        QFETCH(const bool, matches);
        QCOMPARE(::matches(matcher, Labels(MatchedPairs{{"__name__", "m"}})), matches);
    }

    void aDotIsAlsoANewline() {
        QVERIFY(matches({"a", Kind::Regex, "one.two"}, Labels(MatchedPairs{{"a", "one\ntwo"}})));
    }

    void aDotIsOneCharacterOfAnyScript() {
        QVERIFY(matches({"a", Kind::Regex, "."}, Labels(MatchedPairs{{"a", "관"}})));
    }

    void allMustHold() {
        const auto matchers = LabelMatchers::compile(
            {{"a", Kind::Equal, "1"}, {"b", Kind::Regex, "2|3"}, {"c", Kind::NotEqual, "4"}});
        QVERIFY(matchers);
        QVERIFY(matchers->match(Labels(MatchedPairs{{"a", "1"}, {"b", "3"}})));
        QVERIFY(!matchers->match(Labels(MatchedPairs{{"a", "1"}, {"b", "3"}, {"c", "4"}})));
        QVERIFY(!matchers->match(Labels(MatchedPairs{{"a", "1"}, {"b", "4"}})));
    }

    void noneMatchEverything() { QVERIFY(LabelMatchers::compile({})->match(Labels())); }

    void saysWhichMetric() {
        const auto named = LabelMatchers::compile({{"a", Kind::Equal, "1"}, {"__name__", Kind::Equal, "up"}});
        QCOMPARE(QByteArray::fromStdString(std::string(named->metric())), QByteArray("up"));
        QVERIFY(LabelMatchers::compile({{"__name__", Kind::Regex, "up"}})->metric().empty());
    }

    void aBrokenExpressionIsAnErrorThatNamesTheLabel() {
        const auto matchers = LabelMatchers::compile({{"device", Kind::Regex, "sd(a"}});
        QVERIFY(!matchers);
        QCOMPARE(matchers.error().kind, ErrorKind::Malformed);
        QVERIFY(matchers.error().message.find("device") != std::string::npos);
    }

    // What a backtracking matcher needs longer for than the universe has been there.
    void catastrophicExpressionsAreHarmless() {
        const Labels labels({{"a", std::string(10'000, 'a') + "!"}});
        QVERIFY(!matches({"a", Kind::Regex, "(a*)*(a|aa)+b"}, labels));
        QVERIFY(!LabelMatchers::compile({{"a", Kind::Regex, "((a{100}){100}){100}"}}));
    }
};

BARO_TEST(LabelMatchersTest)
#include "LabelMatchersTest.moc"
