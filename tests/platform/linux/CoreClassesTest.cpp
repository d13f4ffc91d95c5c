#include "platform/linux/CoreClasses.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

using Speeds = std::vector<std::optional<double>>;
using Classes = std::vector<CoreClass>;
Q_DECLARE_METATYPE(Speeds)
Q_DECLARE_METATYPE(Classes)

class CoreClassesTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsKindsFromSpeeds_data() {
        constexpr auto fast = CoreClass::Performance;
        constexpr auto slow = CoreClass::Efficiency;
        constexpr auto unknown = CoreClass::Unknown;
        QTest::addColumn<Speeds>("speeds");
        QTest::addColumn<Classes>("classes");
        QTest::newRow("two kinds") << Speeds{1024, 1024, 446} << Classes{fast, fast, slow};
        QTest::newRow("three kinds") << Speeds{1024, 870, 320} << Classes{fast, fast, slow};
        QTest::newRow("alike") << Speeds{1024, 1024} << Classes{unknown, unknown};
        QTest::newRow("favoured cores") << Speeds{196, 186, 166} << Classes{unknown, unknown, unknown};
        QTest::newRow("one not told")
            << Speeds{1024, std::nullopt, 446} << Classes{unknown, unknown, unknown};
        QTest::newRow("zero") << Speeds{1024, 0} << Classes{unknown, unknown};
        QTest::newRow("none") << Speeds{} << Classes{};
    }
    void tellsKindsFromSpeeds() {
        QFETCH(Speeds, speeds);
        QFETCH(Classes, classes);
        QVERIFY(coreClassesFrom(speeds) == classes);
    }

    void fallsBackToAcpi() {
        const test::TemporaryTree tree;
        tree.write("devices/system/cpu/cpu0/acpi_cppc/highest_perf", "196\n");
        tree.write("devices/system/cpu/cpu1/acpi_cppc/highest_perf", "120\n");
        std::vector<CpuPlace> cpus(2);
        cpus[1].cpu = 1;
        addCoreClasses({.sysfs = tree.path()}, cpus);
        QVERIFY(cpus[0].coreClass == CoreClass::Performance);
        QVERIFY(cpus[1].coreClass == CoreClass::Efficiency);
    }
};

BARO_TEST(CoreClassesTest)
#include "CoreClassesTest.moc"
