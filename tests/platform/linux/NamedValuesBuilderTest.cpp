#include "platform/linux/NamedValuesBuilder.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

using Names = std::vector<std::string>;

NamedValues built(const SharedNames& known, const Names& names) {
    NamedValuesBuilder builder(known);
    for (std::size_t i = 0; i < names.size(); ++i)
        builder.add(names[i], static_cast<double>(i));
    return std::move(builder).finish();
}

}  // namespace

Q_DECLARE_METATYPE(Names)

class NamedValuesBuilderTest : public QObject {
    Q_OBJECT

  private slots:
    void holdsTheNamesGiven_data() {
        QTest::addColumn<Names>("names");
        QTest::addColumn<bool>("shared");
        QTest::newRow("the same") << Names{"a", "b", "c"} << true;
        QTest::newRow("one fewer") << Names{"a", "b"} << false;
        QTest::newRow("one more") << Names{"a", "b", "c", "d"} << false;
        QTest::newRow("another in the middle") << Names{"a", "x", "c"} << false;
        QTest::newRow("another at the start") << Names{"x", "b", "c"} << false;
        QTest::newRow("none") << Names{} << false;
    }
    void holdsTheNamesGiven() {
        QFETCH(Names, names);
        QFETCH(bool, shared);
        const auto known = std::make_shared<const Names>(Names{"a", "b", "c"});
        const NamedValues values = built(known, names);
        QCOMPARE(*values.names, names);
        QCOMPARE(values.values.size(), names.size());
        QCOMPARE(values.names == known, shared);
    }

    void needsNoKnownNames() {
        const NamedValues values = built(nullptr, {"a", "b"});
        QCOMPARE(values.find("b"), std::optional<double>(1));
    }
};

BARO_TEST(NamedValuesBuilderTest)
#include "NamedValuesBuilderTest.moc"
