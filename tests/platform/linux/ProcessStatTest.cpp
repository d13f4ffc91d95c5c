#include "platform/linux/ProcessStat.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// A line as Linux 6.1 writes it, with the name given.
std::string statLine(const std::string& name) {
    return "4711 (" + name +
           ") S 1 4711 4711 34816 -1 4194304 1523 20 7 1 250 130 11 12 20 -5 3 0 98765 226340864 1432 "
           "18446744073709551615 1 1 0 0 0 0 0 4096 81923 0 0 0 17 3 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
}

std::string_view bytesOf(const QByteArray& bytes) {
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

}  // namespace

class ProcessStatTest : public QObject {
    Q_OBJECT

  private slots:
    void parsesEveryField() {
        const std::string text = statLine("bash");
        const auto stat = parseProcessStat(text);
        QVERIFY(stat);
        QCOMPARE(stat->state, 'S');
        QCOMPARE(stat->parentPid, 1);
        QCOMPARE(stat->minorFaults, 1523u);
        QCOMPARE(stat->majorFaults, 7u);
        QCOMPARE(stat->userTicks, 250u);
        QCOMPARE(stat->systemTicks, 130u);
        QCOMPARE(stat->nice, -5);
        QCOMPARE(stat->threads, 3);
        QCOMPARE(stat->startTicks, 98765u);
        QCOMPARE(stat->virtualBytes, 226340864u);
        QCOMPARE(stat->residentPages, 1432u);
        QCOMPARE(stat->lastCpu, 3);
        QVERIFY(!stat->kernelThread);
    }

    void knowsKernelThreadsByTheirFlag() {
        const auto stat = parseProcessStat(
            "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 4 0 0 18446744073709551615 0 0 0 0 0 "
            "0 0 "
            "2147483647 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
        QVERIFY(stat);
        QVERIFY(stat->kernelThread);
    }

    void takesAnyName_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("blank") << QByteArray("Web Content");
        QTest::newRow("parentheses") << QByteArray("(sd-pam)");
        QTest::newRow("looks like the end") << QByteArray("x) R 1 2 (y");
        QTest::newRow("newline") << QByteArray("a\nb");
        QTest::newRow("markup") << QByteArray("<b>x</b>");
        QTest::newRow("escape sequence") << QByteArray("\x1b[31mred");
        QTest::newRow("Korean") << QByteArray("한글");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe");
        QTest::newRow("empty") << QByteArray("");
    }
    void takesAnyName() {
        QFETCH(QByteArray, name);
        const std::string text = statLine(name.toStdString());
        const auto stat = parseProcessStat(text);
        QVERIFY(stat);
        QCOMPARE(QByteArray(stat->name.data(), static_cast<int>(stat->name.size())), name);
        QCOMPARE(stat->state, 'S');
    }

    void refusesWhatIsNotStat_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = QByteArray::fromStdString(statLine("bash"));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no name") << QByteArray("4711 S 1 2 3\n");
        QTest::newRow("cut in the name") << good.left(8);
        QTest::newRow("cut before the processor") << good.left(60);
        QTest::newRow("negative counter") << QByteArray(good).replace("1523", "-1523");
        QTest::newRow("counter beyond 64 bits") << QByteArray(good).replace("250", "99999999999999999999");
        QTest::newRow("unknown state") << QByteArray(good).replace(") S ", ") ? ");
        QTest::newRow("nice out of range") << QByteArray(good).replace(" -5 ", " 77 ");
        QTest::newRow("letters") << QByteArray(good).replace("34816", "tty1");
        QTest::newRow("NUL") << QByteArray(good).replace(" 4711 ", QByteArrayLiteral(" 4\0 11"));
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '(');
    }
    void refusesWhatIsNotStat() {
        QFETCH(QByteArray, text);
        const auto stat = parseProcessStat(bytesOf(text));
        QVERIFY(!stat);
        QCOMPARE(stat.error().kind, ErrorKind::Malformed);
    }

    void readsIo() {
        const auto io = parseProcessIo(
            "rchar: 10\nwchar: 20\nsyscr: 1\nsyscw: 2\nread_bytes: 4096\nwrite_bytes: "
            "8192\ncancelled_write_bytes: 512\n");
        QVERIFY(io);
        QCOMPARE(io->readBytes, 4096u);
        QCOMPARE(io->writtenBytes, 8192u);
    }

    void refusesWhatIsNotIo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("read_bytes: 4096\nwrite_by");
        QTest::newRow("cut in a number") << QByteArray("read_bytes: 4096\nwrite_bytes: 81");
        QTest::newRow("only cancelled writes") << QByteArray("read_bytes: 1\ncancelled_write_bytes: 2\n");
        QTest::newRow("negative") << QByteArray("read_bytes: -4096\nwrite_bytes: 1\n");
    }
    void refusesWhatIsNotIo() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseProcessIo(bytesOf(text)));
    }

    void runMarksDifferOnceAProcessRan() {
        QCOMPARE(parseRunMark("100 20 3\n"), parseRunMark("100 20 3\n"));
        QVERIFY(parseRunMark("100 20 3\n") != parseRunMark("101 20 4\n"));
    }

    void zerosAndGarbageAreNoRunMark_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no statistics in this kernel") << QByteArray("0 0 0\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("two numbers") << QByteArray("1 2\n");
        QTest::newRow("four numbers") << QByteArray("1 2 3 4\n");
        QTest::newRow("negative") << QByteArray("-1 2 3\n");
    }
    void zerosAndGarbageAreNoRunMark() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseRunMark(bytesOf(text)));
    }

    void readsResidentPages() {
        QCOMPARE(parseResidentPages("5000 1234 300 1 0 400 0\n").value(), 1234u);
        QVERIFY(!parseResidentPages("5000"));
        QVERIFY(!parseResidentPages("5000 -1 2\n"));
    }

    void readsSwapOfAProcess() {
        QCOMPARE(parseSwappedBytes("Name:\tbash\nVmSwap:\t     132 kB\nThreads:\t1\n").value(), 132u * 1024);
        QVERIFY(!parseSwappedBytes("Name:\tkthreadd\nThreads:\t1\n"));
        QVERIFY(!parseSwappedBytes("VmSwap:\t-1 kB\n"));
        QVERIFY(!parseSwappedBytes("VmSwap:\t18446744073709551615 kB\n"));
    }

    void sumsSwapInUse() {
        constexpr std::string_view header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        QCOMPARE(parseSwapInUse(header).value(), 0u);
        QCOMPARE(parseSwapInUse(std::string(header) + "/dev/dm-1  partition\t8388604\t1024\t-2\n"
                                                      "/my\\040file  file\t1048572\t24\t-3\n")
                     .value(),
                 1048u * 1024);
        QVERIFY(!parseSwapInUse(""));
        QVERIFY(!parseSwapInUse("Filename\t\t\t\tTy"));
        QVERIFY(!parseSwapInUse(std::string(header) + "/dev/dm-1 partition 8388604 10"));
        QVERIFY(!parseSwapInUse(std::string(header) + "/dev/dm-1 partition 8388604 x -2\n"));
    }
};

BARO_TEST(ProcessStatTest)
#include "ProcessStatTest.moc"
