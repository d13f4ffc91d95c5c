#include "ui/widgets/ChartTable.h"

#include <QLocale>
#include <QTest>
#include <limits>

#include "core/metrics/Format.h"
#include "tests/support/TestMain.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t tableFrom = 1'700'000'000'000;  // 2023-11-14 22:13:20 UTC

ChartSeries seriesOf(const QString& name, std::vector<double> values, double sign) {
    ChartSeries series{.name = name, .sign = sign, .minimum = values, .maximum = values};
    if (sign < 0)
        for (double& value : series.minimum)
            value = -value;
    return series;
}

ChartData readAndWrittenData() {
    ChartData data;
    data.range = {tableFrom, tableFrom + 2000};
    data.columnsFrom = tableFrom;
    data.series = {seriesOf(QStringLiteral("read"), {1536, std::numeric_limits<double>::quiet_NaN()}, 1),
                   seriesOf(QStringLiteral("written"), {2048, 0}, -1)};
    return data;
}

QString cellTexts(const ChartData& data, const FormatStyle& style = {}) {
    QStringList lines;
    for (const TableRow& row : chartRows(data, Unit::BytesPerSecond, style)) {
        QStringList cells;
        for (const TableCell& cell : row.cells)
            cells << QString(cell.text).replace(QChar(0x2009), QLatin1Char(' '));
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

class ChartTableTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "UTC");
        tzset();
        usual_ = QLocale();
    }
    void init() { QLocale::setDefault(QLocale::c()); }
    void cleanupTestCase() { QLocale::setDefault(usual_); }

    void valuesHaveTheChartsUnitAndUnknownIsSaid() {
        QCOMPARE(cellTexts(readAndWrittenData()),
                 QStringLiteral("22:13:20 | 1.5 KiB/s | 2 KiB/s\n22:13:21 | – | 0 B/s"));
    }

    void timesAndValuesAreThoseOfTheLocale() {
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        ChartData data = readAndWrittenData();
        data.columnsFrom = tableFrom - 20'000;
        data.columnMilliseconds = 3'600'000;
        data.range = {data.columnsFrom, data.columnsFrom + 200'000'000};
        QCOMPARE(
            cellTexts(data, {.decimalSeparator = ','}),
            QStringLiteral("14. Nov. 2023 22:13 | 1,5 KiB/s | 2 KiB/s\n14. Nov. 2023 23:13 | – | 0 B/s"));
    }

    void columnsOfLessThanASecondDiffer() {
        ChartData data = readAndWrittenData();
        data.columnMilliseconds = 200;
        QCOMPARE(chartRows(data, Unit::None, {})[1].cells[0].text, QStringLiteral("22:13:20.200"));
    }

    void aPartOfAServerSaysSo() {
        ChartData data = readAndWrittenData();
        QCOMPARE(chartColumns(data).size(), 3U);
        data.axis.server = QStringLiteral("home");
        data.axis.runs = {{tableFrom, tableFrom + 1000}};
        QCOMPARE(chartColumns(data).back().title, QStringLiteral("Source"));
        const auto rows = chartRows(data, Unit::None, {});
        QCOMPARE(rows[0].cells.back().text, QStringLiteral("home"));
        QCOMPARE(rows[1].cells.back().text, QStringLiteral("record"));
    }

    void whatIsCopiedIsWhatIsRead() {
        const Theme theme(ThemeChoice::Light);
        const ChartData data = readAndWrittenData();
        SubjectTable table(theme, QStringLiteral("Disks"), chartColumns(data));
        table.setRows(chartRows(data, Unit::BytesPerSecond, {}));
        for (int column = 0; column < 3; ++column)
            QVERIFY(table.model()->index(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        table.selectAll();
        QCOMPARE(table.selectedText().replace(QChar(0x2009), QLatin1Char(' ')),
                 QStringLiteral("Time\tread\twritten\n22:13:20\t1.5 KiB/s\t2 KiB/s\n22:13:21\t–\t0 B/s\n"));
    }

  private:
    QLocale usual_;
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ChartTableTest)
#include "ChartTableTest.moc"
