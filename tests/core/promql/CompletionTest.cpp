#include "core/promql/Completion.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro::promql;
using Wanted = CompletionContext::Wanted;

Q_DECLARE_METATYPE(CompletionContext::Wanted)

namespace {

// A bar in the text is the cursor.
CompletionContext at(QByteArray text) {
    const auto cursor = text.indexOf('|');
    text.remove(cursor, 1);
    return completionAt(text.toStdString(), static_cast<std::size_t>(cursor));
}

QByteArray replaced(QByteArray text) {
    const TextRange range = at(text).replace;
    text.remove(text.indexOf('|'), 1);
    return text.mid(static_cast<int>(range.from), static_cast<int>(range.to - range.from));
}

}  // namespace

class CompletionTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsWanted_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Wanted>("wanted");
        const auto row = [](const char* text, Wanted wanted) {
            QTest::newRow(text) << QByteArray(text) << wanted;
        };
        for (const char* const text : {"|", "no|", "rate(|", "rate(no|", "topk(5, |", "a + |", "a + b|",
                                       "a == bool |", "(|", "-|", "a + on (b) |", "a + on (b) group_left |",
                                       "a + on (b) group_left (c) |", "su|", "sum(|", "a and |"})
            row(text, Wanted::Expression);
        for (const char* const text :
             {"a |", "a{b='c'} |", "a[5m] |", "rate(a[5m]) |", "rate(a[5m]) o|", "5 |", "(a) |", "sum(a) |",
              "sum(a) b|", "sum(a) by (b) |", "a offset 5m |", "'a' |"})
            row(text, Wanted::AfterOperand);
        for (const char* const text : {"a{|", "a{|}", "a{b='c',|", "a{b='c', d|", "{|", "a{j|ob='x'}",
                                       "sum by (|", "sum by (a, |", "sum by (a|) (b)", "sum(a) without (|",
                                       "a + on (|", "a + ignoring (b|", "a * on (b) group_left (|"})
            row(text, Wanted::LabelName);
        for (const char* const text :
             {"a{b='|", "a{b='|'}", "a{b=~\"x|y\"}", "a{b=|", "a{b!=|}", "a{b='x', c!~`|"})
            row(text, Wanted::LabelValue);
        for (const char* const text : {"a[|", "a[|]", "a[5|", "a[5m|]", "a[5m:|", "a[5m:1|]", "a offset |",
                                       "a offset 5|", "a offset -|"})
            row(text, Wanted::Duration);
        for (const char* const text : {"sum |", "topk |(5, a)", "sum by (a) |", "sum without (a) |(b)"})
            row(text, Wanted::GroupingOrBody);
        for (const char* const text : {"a @ |", "a @ st|", "a @ 1|", "a @ -|"})
            row(text, Wanted::Timestamp);
        for (const char* const text : {"# a|", "a # b|", "'a|", "label_join(a, '|'", "5|", "1.5|", "a{b |",
                                       "a{b='c'|}", "a[5m |", "$|", "a{'b|"})
            row(text, Wanted::Nothing);
    }
    void whatIsWanted() {
        QFETCH(const QByteArray, text);
        QFETCH(const Wanted, wanted);
        QCOMPARE(static_cast<int>(at(text).wanted), static_cast<int>(wanted));
    }

    void theMetricThatThePlaceBelongsTo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("metric");
        const auto row = [](const char* text, const char* metric) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(metric);
        };
        row("up{|", "up");
        row("up{job='|'}", "up");
        row("a + b:c{|}", "b:c");
        row("a{x='1'} / b{|", "b");
        row("sum{|", "sum");
        row("{|}", "");
        row("a + {|}", "");
        row("{'my.metric', |}", "my.metric");
        row("{__name__=\"up\", |}", "up");
        row("sum by (|) (rate(up[5m]))", "up");
        row("sum by (job, |) (rate(up[5m]))", "up");
        row("sum(rate(up[5m])) by (|)", "up");
        row("a * on (|", "a");
    }
    void theMetricThatThePlaceBelongsTo() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, metric);
        QCOMPARE(QByteArray::fromStdString(at(text).metric), metric);
    }

    void theLabelOfAValue_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text :
             {"a{job='|", "a{x='y',job=~\"|\"}", "a{'job'=|", "a{x='job', job!=\"b|c\"}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void theLabelOfAValue() {
        QFETCH(const QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(at(text).label), QByteArray("job"));
    }

    void whatIsReplaced_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("replaced");
        QTest::addColumn<QByteArray>("prefix");
        const auto row = [](const char* text, const char* replaced, const char* prefix) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(replaced) << QByteArray(prefix);
        };
        row("|", "", "");
        row("no|de + 1", "node", "no");
        row("a + |b", "", "");
        row("rate(node|", "node", "node");
        row("a{jo|b='c'}", "job", "jo");
        row("a{b='x|y'}", "xy", "x");
        row("a{b='x\\'|y'}", "x\\'y", "x'");
        row("a{b='x|} + c", "x", "x");
        row("a{b='|'}", "", "");
        row("a[5|m]", "5m", "5");
        row("a @ st|", "st", "st");
        row("sum(a) b|", "b", "b");
    }
    void whatIsReplaced() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, replaced);
        QFETCH(const QByteArray, prefix);
        QCOMPARE(::replaced(text), replaced);
        QCOMPARE(QByteArray::fromStdString(at(text).prefix), prefix);
    }

    void aCursorBeyondTheEndIsAtTheEnd() {
        const CompletionContext context = completionAt("rate(no", 1000);
        QVERIFY(context.wanted == Wanted::Expression);
        QVERIFY((context.replace == TextRange{5, 7}));
        QCOMPARE(context.prefix, std::string("no"));
    }
};

BARO_TEST(CompletionTest)
#include "CompletionTest.moc"
