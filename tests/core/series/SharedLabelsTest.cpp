#include "core/series/SharedLabels.h"

#include <QtTest>
#include <string>

#include "core/series/LabelIndex.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

Labels numbered(int number) {
    return Labels({{"__name__", "shared_labels_test"}, {"number", std::to_string(number)}});
}

}  // namespace

class SharedLabelsTest : public QObject {
    Q_OBJECT

  private slots:
    void equalLabelsAreKeptOnce() {
        const LabelsPtr first = sharedLabels(numbered(1));
        QVERIFY(*first == numbered(1));
        QCOMPARE(sharedLabels(numbered(1)), first);
        QVERIFY(sharedLabels(numbered(2)) != first);
    }

    void indexesShareThem() {
        LabelIndex live;
        LabelIndex recorded;
        recorded.idOf(numbered(7));
        QCOMPARE(live.labels(live.idOf(numbered(3))), recorded.labels(recorded.idOf(numbered(3))));
    }

    void whatNobodyHoldsIsForgotten() {
        const std::size_t before = sharedLabelsCount();
        for (int number = 0; number < 10'000; ++number)
            sharedLabels(numbered(number));
        QVERIFY(sharedLabelsCount() < before + 5000);
    }
};

BARO_TEST(SharedLabelsTest)
#include "SharedLabelsTest.moc"
