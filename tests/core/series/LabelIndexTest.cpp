#include "core/series/LabelIndex.h"

#include <QtTest>
#include <map>

#include "tests/support/TestMain.h"

using namespace baro;
using Kind = LabelMatcher::Kind;

Q_DECLARE_METATYPE(std::vector<LabelMatcher>)

namespace {

Labels series(const std::string& metric, const std::string& device, const std::string& mode = "") {
    return Labels({{"__name__", metric}, {"device", device}, {"mode", mode}});
}

LabelIndex someSeries() {
    LabelIndex index;
    for (const char* metric : {"written", "read"})
        for (const char* device : {"sdb", "sda", "nvme0n1"})
            index.idOf(series(metric, device));
    index.idOf(series("cpu", "", "user"));
    index.idOf(series("cpu", "", "idle"));
    return index;
}

QByteArrayList selected(const LabelIndex& index, const std::vector<LabelMatcher>& matchers) {
    QByteArrayList texts;
    for (const auto id : index.select(LabelMatchers::compile(matchers).value()))
        texts << QByteArray::fromStdString(toString(*index.labels(id)));
    return texts;
}

}  // namespace

class LabelIndexTest : public QObject {
    Q_OBJECT

  private slots:
    void aSeriesKeepsItsId() {
        LabelIndex index;
        const auto id = index.idOf(series("m", "a"));
        QCOMPARE(index.idOf(series("m", "a")), id);
        QVERIFY(index.idOf(series("m", "b")) != id);
        QCOMPARE(index.size(), std::size_t{2});
    }

    // Whatever the index looks up must be what looking at every series finds.
    void matchersChooseAsTheyDoOneByOne_data() {
        QTest::addColumn<std::vector<LabelMatcher>>("matchers");
        using All = std::vector<LabelMatcher>;
        QTest::newRow("none") << All{};
        QTest::newRow("metric") << All{{"__name__", Kind::Equal, "read"}};
        QTest::newRow("metric of expression") << All{{"__name__", Kind::Regex, "r.*|cpu"}};
        QTest::newRow("no such metric") << All{{"__name__", Kind::Equal, "x"}};
        QTest::newRow("no such label") << All{{"x", Kind::Equal, "y"}};
        QTest::newRow("no such label is empty") << All{{"x", Kind::Equal, ""}};
        QTest::newRow("two") << All{{"__name__", Kind::Equal, "read"}, {"device", Kind::Regex, "sd."}};
        QTest::newRow("but one") << All{{"__name__", Kind::Equal, "read"}, {"device", Kind::NotEqual, "sda"}};
        QTest::newRow("but some") << All{{"device", Kind::NotRegex, "sd.*"}};
        QTest::newRow("without the label") << All{{"device", Kind::Equal, ""}};
        QTest::newRow("with the label") << All{{"device", Kind::NotEqual, ""}};
        QTest::newRow("any or none") << All{{"device", Kind::Regex, "sda|"}};
        QTest::newRow("contradiction") << All{{"device", Kind::Equal, "sda"}, {"device", Kind::Equal, "sdb"}};
    }
    void matchersChooseAsTheyDoOneByOne() {
        QFETCH(const std::vector<LabelMatcher>, matchers);
        const LabelIndex index = someSeries();
        const auto compiled = LabelMatchers::compile(matchers).value();
        std::vector<Labels> expected;
        for (LabelIndex::SeriesId id = 0; id < index.idLimit(); ++id)
            if (compiled.match(*index.labels(id))) expected.push_back(*index.labels(id));
        std::ranges::sort(expected);
        std::vector<Labels> found;
        for (const auto id : index.select(compiled))
            found.push_back(*index.labels(id));
        QVERIFY(found == expected);
    }

    void comesInTheOrderOfLabelsHoweverItWasAdded() {
        LabelIndex index;
        // Halves every gap between neighbours until there is none left.
        std::string between = "b";
        index.idOf(series("m", "a"));
        for (int i = 0; i < 100; ++i) {
            index.idOf(series("m", between));
            between.insert(between.begin(), 'a');
        }
        const QByteArrayList all = selected(index, {});
        QCOMPARE(all.size(), 101);
        QVERIFY(std::ranges::is_sorted(all));
    }

    void aRemovedSeriesIsNotFoundAndItsIdIsFree() {
        LabelIndex index = someSeries();
        const auto id = index.idOf(series("read", "sda"));
        index.remove(id);
        QCOMPARE(index.size(), std::size_t{7});
        QVERIFY(index.labels(id) == nullptr);
        QVERIFY(index.find(series("read", "sda")) == nullptr);
        QCOMPARE(selected(index, {{"device", Kind::Equal, "sda"}}),
                 QByteArrayList{"written{device=\"sda\"}"});
        QCOMPARE(index.idOf(series("new", "x")), id);
        QCOMPARE(selected(index, {{"device", Kind::Equal, "x"}}), QByteArrayList{"new{device=\"x\"}"});
    }

    void emptiedItForgetsTexts() {
        LabelIndex index;
        const std::size_t before = index.bytesUsed();
        std::vector<LabelIndex::SeriesId> ids;
        for (int i = 0; i < 100; ++i)
            ids.push_back(index.idOf(series("m", std::to_string(i))));
        QVERIFY(index.bytesUsed() > before + 100 * 100);
        for (const auto id : ids)
            index.remove(id);
        QVERIFY(index.bytesUsed() < before + 100 * 40);  // room for ids stays
    }
};

BARO_TEST(LabelIndexTest)
#include "LabelIndexTest.moc"
