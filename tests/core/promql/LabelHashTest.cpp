#include "core/promql/LabelHash.h"

#include <QtTest>

#include "core/base/XxHash.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

Labels labelled(const std::string& name, const std::string& value) {
    return Labels(std::vector{std::pair(name, value)});
}

}  // namespace

class LabelHashTest : public QObject {
    Q_OBJECT

  private slots:
    void lengthsKeepNamesAndValuesApart() {
        QCOMPARE(labelHash(labelled("a", "b")), xxHash64("\1a\1b"));
        QVERIFY(labelHash(labelled("ab", "c")) != labelHash(labelled("a", "bc")));
    }

    void longValuesHaveALengthOfFourBytes() {
        const std::string value(300, 'v');
        QCOMPARE(labelHash(labelled("a", value)), xxHash64("\1a" + std::string("\xff\x2c\1\0", 4) + value));
    }
};

BARO_TEST(LabelHashTest)
#include "LabelHashTest.moc"
