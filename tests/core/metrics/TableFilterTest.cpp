#include "core/metrics/TableFilter.h"

#include <QByteArray>
#include <QTest>
#include <limits>

#include "core/metrics/WrittenNumber.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// As on a page with filesystems and devices.
const std::vector<FilterColumn> filesystems{{"Mounted on", false},
                                            {"Type", false},
                                            {"Full", true, {Unit::Ratio}},
                                            {"Size", true, {Unit::Bytes}},
                                            {"Kernel's name", false}};
const std::vector<FilterColumn> devices{{"Device", false},
                                        {"Read", true, {Unit::BytesPerSecond}},
                                        {"Read time", true, {Unit::Seconds}},
                                        {"Errors in", true, {Unit::PerSecond}},
                                        {"Errors out", true, {Unit::PerSecond}},
                                        {"Now", true, {Unit::Celsius, Unit::RevolutionsPerMinute}},
                                        {"Since", true, {Unit::Timestamp}}};

const std::vector<FilterColumn> interfaces{{"Interface", false},
                                           {"Receive", true, {Unit::NetworkBytesPerSecond}}};

std::vector<FilterColumn> allColumns() {
    std::vector<FilterColumn> all = filesystems;
    all.insert(all.end(), devices.begin(), devices.end());
    all.insert(all.end(), interfaces.begin(), interfaces.end());
    return all;
}

std::vector<std::string> titlesOf(const std::vector<FilterColumn>& columns) {
    std::vector<std::string> titles;
    for (const FilterColumn& column : columns)
        titles.push_back(column.title);
    return titles;
}

bool matches(const char* text, const std::vector<FilterColumn>& table, const std::vector<FilterCell>& cells,
             const FormatStyle& style = {}) {
    const TableFilterFields fields(allColumns(), style);
    FilterText parsed = parseFilter(text, fields);
    if (parsed.problem) qFatal("%s is not understood", text);
    return TableFilter(std::move(parsed.tree), fields, titlesOf(table)).matches(cells);
}

const std::vector<FilterCell> home{
    {"/home"}, {"ext4"}, {"91 %", 0.91, Unit::Ratio}, {"2 TiB", 0x2p40, Unit::Bytes}, {"sda1"}};
const std::vector<FilterCell> disk{{"sda"},
                                   {"3 MiB/s", 3 * 0x1p20, Unit::BytesPerSecond},
                                   {"4 ms", 0.004, Unit::Seconds},
                                   {"", unknown, Unit::PerSecond},
                                   {"2 /s", 2, Unit::PerSecond},
                                   {"60 °C", 60, Unit::Celsius},
                                   {"Fri 03:12", 1.7e12, Unit::Timestamp}};
const std::vector<FilterCell> network{{"eth0"}, {"3 MiB/s", 3 * 0x1p20, Unit::NetworkBytesPerSecond}};

}  // namespace

class TableFilterTest : public QObject {
    Q_OBJECT

  private slots:
    void picksRows_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ofHome");
        QTest::addColumn<bool>("ofDisk");
        const auto row = [](const char* text, bool ofHome, bool ofDisk) {
            QTest::newRow(text) << QByteArray(text) << ofHome << ofDisk;
        };
        row("", true, true);
        row("sda", true, true);
        row("SDA1", true, false);
        row("ext4 sda1", true, false);
        row("ext4 or sda", true, true);
        row("not ext4", false, true);
        row("full > 90", true, false);
        row("full > 90%", true, false);
        row("full > 92", false, false);
        row("size >= 2T and type = ext4", true, false);
        row("size > 2.5 TB", false, false);
        row("mounted = /home", true, false);
        row("mounted on = /home", true, false);
        row("\"mounted on\" ~ home", true, false);
        row("\"kernel's name\" = sda1", true, false);
        row("kernel = sda1", true, false);
        row("read > 2M", false, true);
        row("read > 2 MiB/s", false, true);
        row("read > 20Mbit/s", false, true);
        row("read > 30Mbit/s", false, false);
        row("read time > 3ms", false, true);
        row("sda read time > 3ms", false, true);
        row("ext4 read time > 3ms", false, false);
        row("errors out > 1", false, true);
        row("errors in >= 0", false, false);
        row("now > 50", false, true);
        row("now > 50 °C", false, true);
        row("now > 50rpm", false, false);
        row("since ~ 03:12", false, true);
        row("full > 90 or read > 2M", true, true);
        row("not read > 2M", true, false);
    }
    void picksRows() {
        QFETCH(QByteArray, text);
        QFETCH(bool, ofHome);
        QFETCH(bool, ofDisk);
        QCOMPARE(matches(text.constData(), filesystems, home), ofHome);
        QCOMPARE(matches(text.constData(), devices, disk), ofDisk);
    }

    // A bare number means what one reads in the table.
    void takesNumbersAsTheStyleShowsThem() {
        QVERIFY(!matches("now > 100", devices, disk));
        QVERIFY(matches("now > 100", devices, disk, {.fahrenheit = true}));
        QVERIFY(!matches("receive > 20M", interfaces, network));
        QVERIFY(matches("receive > 20Mbit/s", interfaces, network));
        QVERIFY(matches("receive > 20M", interfaces, network, {.ratesInBits = true}));
        QVERIFY(!matches("receive > 20MB", interfaces, network, {.ratesInBits = true}));
        QVERIFY(!matches("read > 20M", devices, disk, {.ratesInBits = true}));
    }

    void saysWhatIsWrongAndWhere_data() {
        using enum FilterProblem::Kind;
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<FilterProblem::Kind>("kind");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("subject");
        const auto row = [](const char* text, FilterProblem::Kind kind, int position, const char* subject) {
            QTest::newRow(text) << QByteArray(text) << kind << position << QByteArray(subject);
        };
        row("fill > 5", UnknownField, 0, "fill");
        row("full > 5M", UnknownUnit, 8, "M");
        row("full > '5M'", UnknownUnit, 9, "M");
        row("now > 5W", UnknownUnit, 7, "W");
        row("type > 5", WrongOperator, 5, ">");
        row("full ~ 5", WrongOperator, 5, "~");
        row("full > much", NotANumber, 7, "much");
        row("mounted on =", MissingValue, 12, "=");
        row("errors > 5", UnknownField, 0, "errors");  // of which column?
        row("\"\" > 5", UnknownField, 0, "\"\"");
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QByteArray, text);
        QFETCH(FilterProblem::Kind, kind);
        QFETCH(int, position);
        QFETCH(QByteArray, subject);
        const auto problem = parseFilter(text.constData(), TableFilterFields(allColumns())).problem;
        QVERIFY(problem);
        QCOMPARE(problem->kind, kind);
        QCOMPARE(static_cast<int>(problem->position), position);
        QCOMPARE(QByteArray::fromStdString(problem->subject), subject);
    }

    // Before the first row came, no unit is known and none is wrong.
    void takesAnyUnitOfAColumnWithoutRows() {
        const TableFilterFields fields({{"Size", true}});
        QVERIFY(!parseFilter("size > 5M", fields).problem);
        QVERIFY(!parseFilter("size > 5 rpm", fields).problem);
        QVERIFY(parseFilter("size > 5x", fields).problem);
    }

    void proposesNamesThatItUnderstands() {
        const TableFilterFields fields(allColumns());
        QStringList proposals;
        for (const auto& proposal : completeFilter("", 0, fields).proposals)
            proposals << QString::fromUtf8(proposal.word.data(),
                                           static_cast<qsizetype>(proposal.word.size()));
        QCOMPARE(proposals,
                 QStringList({"mounted", "type", "full", "size", "kernel", "device", "read", "read time",
                              "errors in", "errors out", "now", "since", "interface", "receive"}));
        for (const QString& name : std::as_const(proposals))
            QVERIFY(!parseFilter((name + " = 5").toStdString(), fields).problem);
    }

    void readsNumbersOfEveryUnit_data() {
        QTest::addColumn<double>("number");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<double>("meant");
        const auto row = [](double number, const char* written, Unit unit, double meant) {
            QTest::addRow("%g %s", number, written) << number << QByteArray(written) << unit << meant;
        };
        row(5, "k", Unit::None, 5000);
        row(5, "%", Unit::Ratio, 0.05);
        row(5, "KiB", Unit::Bytes, 5120);
        row(5, "kB", Unit::Bytes, 5000);
        row(8, "kbit/s", Unit::BytesPerSecond, 1000);
        row(8, "Gbit/s", Unit::BitsPerSecond, 8e9);
        row(8, "Mbps", Unit::BitsPerSecond, 8e6);
        row(5, "µs", Unit::Seconds, 5e-6);
        row(5, "min", Unit::Seconds, 300);
        row(2.4, "GHz", Unit::Hertz, 2.4e9);
        row(5, "mW", Unit::Watts, 0.005);
        row(5, "MW", Unit::Watts, 5e6);
        row(12, "V", Unit::Volts, 12);
        row(3, "kJ", Unit::Joules, 3000);
        row(3, "k/s", Unit::PerSecond, 3000);
        row(212, "°F", Unit::Celsius, 100);
        row(47, "c", Unit::Celsius, 47);
        row(900, "rpm", Unit::RevolutionsPerMinute, 900);
    }
    void readsNumbersOfEveryUnit() {
        QFETCH(double, number);
        QFETCH(QByteArray, written);
        QFETCH(Unit, unit);
        QFETCH(double, meant);
        const auto read = writtenNumber(number, written.constData(), unit);
        QVERIFY(read);
        QVERIFY(std::abs(*read - meant) <= 1e-9 * std::abs(meant));
    }
};

BARO_TEST(TableFilterTest)
#include "TableFilterTest.moc"
