#include "platform/linux/Host.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

Roots rootsBelow(const test::TemporaryTree& tree) {
    return {.procfs = tree.path("proc"), .sysfs = tree.path("sys"), .udev = {}, .etc = tree.path("etc")};
}

void writeLaptop(const test::TemporaryTree& tree) {
    tree.write("proc/sys/kernel/hostname", "kitchen\n");
    tree.write("proc/sys/kernel/domainname", "(none)\n");
    tree.write("proc/sys/kernel/ostype", "Linux\n");
    tree.write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    tree.write("proc/sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)\n");
    tree.write("proc/sys/kernel/arch", "x86_64\n");
    tree.write("proc/uptime", "3454.47 6731.52\n");
    tree.write(
        "proc/stat",
        "cpu  1 2 3 4\nintr 1\nctxt 2\nbtime 1763625600\nprocesses 3\nprocs_running 1\nprocs_blocked 0\n");
    tree.write("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n");
    tree.write("sys/class/dmi/id/sys_vendor", "LENOVO\n");
    tree.write("sys/class/dmi/id/product_name", "20XW004AGE\n");
    tree.write("sys/class/dmi/id/product_version", "ThinkPad X1 Carbon Gen 9\n");
    tree.write("sys/class/dmi/id/board_name", "Default string\n");
    tree.write("sys/class/dmi/id/bios_version", "N32ET75W (1.51 )\n");
}

}  // namespace

class HostTest : public QObject {
    Q_OBJECT

  private slots:
    void readsALaptop() {
        const test::TemporaryTree tree;
        writeLaptop(tree);
        const auto collector = makeHostCollector(rootsBelow(tree));
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        const Host& host = *readings.host;
        QCOMPARE(host.name, std::string("kitchen"));
        QCOMPARE(host.domainName, std::string("(none)"));
        QCOMPARE(host.kernelName, std::string("Linux"));
        QCOMPARE(host.kernelRelease, std::string("6.1.0-18-amd64"));
        QCOMPARE(host.architecture, std::string("x86_64"));
        QCOMPARE(host.osName, std::string("Debian GNU/Linux 12 (bookworm)"));
        QCOMPARE(host.osId, std::string("debian"));
        QCOMPARE(host.vendor, std::string("LENOVO"));
        QCOMPARE(host.model, std::string("ThinkPad X1 Carbon Gen 9"));
        QCOMPARE(host.boardName, std::string());
        QCOMPARE(host.biosVersion, std::string("N32ET75W (1.51 )"));
        QCOMPARE(host.virtualization, std::string());
        QCOMPARE(host.uptimeSeconds, std::optional(3454.47));
        QCOMPARE(host.bootTimeSeconds, std::optional(1763625600.0));
    }

    void theNameIsReadAgain() {
        const test::TemporaryTree tree;
        writeLaptop(tree);
        const auto collector = makeHostCollector(rootsBelow(tree));
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.write("proc/sys/kernel/hostname", "<b>attic</b>\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.host->name, std::string("<b>attic</b>"));
    }

    void theDeviceTreeNamesTheModelToo() {
        const test::TemporaryTree tree;
        writeLaptop(tree);
        tree.remove("sys/class");
        tree.write("sys/firmware/devicetree/base/model",
                   std::string_view("Raspberry Pi 4 Model B Rev 1.4\0", 31));
        const auto collector = makeHostCollector(rootsBelow(tree));
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.host->model, std::string("Raspberry Pi 4 Model B Rev 1.4"));
    }

    void whatIsMalformedStaysUnknown() {
        const test::TemporaryTree tree;
        writeLaptop(tree);
        tree.write("proc/uptime", "nan nan\n");
        tree.write("proc/stat", "garbage\n");
        tree.write("etc/os-release", "garbage\n");
        const auto collector = makeHostCollector(rootsBelow(tree));
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QVERIFY(!readings.host->uptimeSeconds && !readings.host->bootTimeSeconds);
        QCOMPARE(readings.host->osName, std::string());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeHostCollector(rootsBelow(tree));
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.host.reason().kind, ErrorKind::Absent);
    }

    void refusesWhatIsNotUptime_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "1.0", "1.0 2.0", "-1.0 2.0\n", "inf 1.0\n", "nan 1.0\n", "1.0 x\n", "1.0 2.0 3.0\n"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNotUptime() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseUptime(text.toStdString()));
    }
};

BARO_TEST(HostTest)
#include "HostTest.moc"
