#include <QtTest>

#include "core/model/Memory.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

using Lines = std::vector<std::pair<std::string, double>>;

Memory memoryWith(const Lines& lines) {
    std::vector<std::string> names;
    Memory memory;
    for (const auto& [name, value] : lines) {
        names.push_back(name);
        memory.meminfo.values.push_back(value);
    }
    memory.meminfo.names = std::make_shared<const std::vector<std::string>>(std::move(names));
    return memory;
}

double sumOfParts(const MemoryUse& use) {
    return use.used + use.cached + use.buffers + use.free;
}

}  // namespace

class MemoryUseTest : public QObject {
    Q_OBJECT

  private slots:
    void usedIsTotalLessAvailable() {
        const auto use = memoryUse(memoryWith({{"MemTotal", 1000},
                                               {"MemFree", 100},
                                               {"MemAvailable", 600},
                                               {"Buffers", 50},
                                               {"Cached", 500},
                                               {"SwapTotal", 200},
                                               {"SwapFree", 150}}));
        QVERIFY(use);
        QCOMPARE(use->total, 1000.0);
        QCOMPARE(use->available, 600.0);
        QCOMPARE(use->used, 400.0);
        QCOMPARE(use->free, 100.0);
        QCOMPARE(use->buffers, 50.0);
        QCOMPARE(use->cached, 450.0);
        QCOMPARE(use->swapTotal, 200.0);
        QCOMPARE(use->swapUsed, 50.0);
    }

    void partsAddUpToTotal_data() {
        QTest::addColumn<double>("free");
        QTest::addColumn<double>("available");
        QTest::addColumn<double>("buffers");
        QTest::newRow("usual") << 100.0 << 600.0 << 50.0;
        QTest::newRow("less available than free") << 980.0 << 950.0 << 5.0;
        QTest::newRow("buffers that are not available") << 100.0 << 120.0 << 50.0;
        QTest::newRow("more available than there is") << 100.0 << 5000.0 << 50.0;
        QTest::newRow("nothing available") << 10.0 << 0.0 << 5.0;
    }
    void partsAddUpToTotal() {
        QFETCH(double, free);
        QFETCH(double, available);
        QFETCH(double, buffers);
        const auto use = memoryUse(memoryWith(
            {{"MemTotal", 1000}, {"MemFree", free}, {"MemAvailable", available}, {"Buffers", buffers}}));
        QVERIFY(use);
        QCOMPARE(sumOfParts(*use), 1000.0);
        for (const double part : {use->used, use->cached, use->buffers, use->free})
            QVERIFY(part >= 0);
    }

    void estimatesAvailableOnOldKernels() {
        const auto memory = memoryWith(
            {{"MemTotal", 1000}, {"MemFree", 100}, {"Buffers", 50}, {"Cached", 300}, {"Shmem", 120}});
        const auto use = memoryUse(memory);
        QVERIFY(use);
        QCOMPARE(use->available, 330.0);
        QCOMPARE(use->used, 670.0);
        QCOMPARE(sumOfParts(*use), 1000.0);
        QVERIFY(memoryUseFormula(memory).find("Shmem") != std::string::npos);
    }

    void zfsCacheAboveItsMinimumIsCached() {
        Memory memory =
            memoryWith({{"MemTotal", 1000}, {"MemFree", 100}, {"MemAvailable", 200}, {"Buffers", 0}});
        memory.zfsArcBytes = 500;
        memory.zfsArcMinimumBytes = 60;
        const auto use = memoryUse(memory);
        QVERIFY(use);
        QCOMPARE(use->available, 640.0);
        QCOMPARE(use->used, 360.0);
        QCOMPARE(use->cached, 540.0);
        QCOMPARE(sumOfParts(*use), 1000.0);
    }

    void zfsCacheBelowItsMinimumChangesNothing() {
        Memory memory = memoryWith({{"MemTotal", 1000}, {"MemFree", 100}, {"MemAvailable", 200}});
        memory.zfsArcBytes = 50;
        memory.zfsArcMinimumBytes = 60;
        QCOMPARE(memoryUse(memory)->used, 800.0);
    }

    void formulaNamesWhatWasUsed() {
        Memory memory = memoryWith({{"MemTotal", 1000}, {"MemFree", 100}, {"MemAvailable", 200}});
        QCOMPARE(memoryUseFormula(memory), std::string("used = MemTotal - MemAvailable"));
        memory.zfsArcBytes = 50;
        QCOMPARE(memoryUseFormula(memory),
                 std::string("used = MemTotal - MemAvailable - (ZFS ARC size - ZFS ARC minimum)"));
    }

    void saysNothingWithoutTotalOrFree_data() {
        QTest::addColumn<bool>("hasTotal");
        QTest::addColumn<bool>("hasFree");
        QTest::newRow("neither") << false << false;
        QTest::newRow("no total") << false << true;
        QTest::newRow("no free") << true << false;
    }
    void saysNothingWithoutTotalOrFree() {
        QFETCH(bool, hasTotal);
        QFETCH(bool, hasFree);
        Lines lines{{"MemAvailable", 200}};
        if (hasTotal) lines.emplace_back("MemTotal", 1000);
        if (hasFree) lines.emplace_back("MemFree", 100);
        QVERIFY(!memoryUse(memoryWith(lines)));
    }

    void saysNothingOfAnEmptyReading() { QVERIFY(!memoryUse(Memory{})); }
};

BARO_TEST(MemoryUseTest)
#include "MemoryUseTest.moc"
