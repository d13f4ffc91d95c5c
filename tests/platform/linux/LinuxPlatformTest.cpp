#include "platform/linux/LinuxPlatform.h"

#include <QtTest>

#include <algorithm>
#include <set>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::vector<std::unique_ptr<Collector>> collectorsOf(const std::string& choice) {
    const test::TemporaryTree tree;
    const auto chosen = CollectorChoice::parse(choice);
    if (!chosen) return {};
    return makeLinuxPlatform({.procfs = tree.path(), .sysfs = tree.path(), .udev = tree.path()}, *chosen)
        ->makeCollectors();
}

}  // namespace

class LinuxPlatformTest : public QObject {
    Q_OBJECT

  private slots:
    // Their health is told by these names: two of one name would be one series twice.
    void namesEachCollectorOnce() {
        std::set<std::string, std::less<>> names;
        const auto collectors = collectorsOf("all");
        QVERIFY(!collectors.empty());
        for (const auto& collector : collectors) {
            const std::string name(collector->name());
            QVERIFY2(names.insert(name).second, name.c_str());
        }
    }

    void leavesOutWhatIsNotChosen() {
        const auto namesOne = [](const auto& collectors, std::string_view name) {
            return std::ranges::any_of(collectors,
                                       [name](const auto& collector) { return collector->name() == name; });
        };
        QVERIFY(!namesOne(collectorsOf(""), "interrupts"));
        QVERIFY(namesOne(collectorsOf("+interrupts"), "interrupts"));
        QVERIFY(namesOne(collectorsOf(""), "arp"));
        QVERIFY(!namesOne(collectorsOf("-arp"), "arp"));
    }
};

BARO_TEST(LinuxPlatformTest)
#include "LinuxPlatformTest.moc"
