#include "core/hosts/OneAxis.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "core/hosts/HostPace.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr double unknownHere = std::numeric_limits<double>::quiet_NaN();

// "###..#": recorded and not.
std::vector<bool> columnsOf(const QByteArray& text) {
    std::vector<bool> columns;
    for (const char c : text)
        columns.push_back(c == '#');
    return columns;
}

QString shown(const std::vector<ColumnRun>& runs) {
    QStringList words;
    for (const ColumnRun& run : runs)
        words << QStringLiteral("%1-%2").arg(run.first).arg(run.last);
    return words.join(' ');
}

QString shown(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(' ');
}

Labels of(std::vector<std::pair<std::string, std::string>> pairs) {
    return Labels(std::move(pairs));
}

// "0+1 {device="sda"}": the places on both sides, and the labels.
QStringList aligned(const std::vector<Labels>& recorded, const std::vector<Labels>& elsewhere) {
    QStringList lines;
    const auto place = [](std::optional<std::size_t> at) { return at ? QString::number(*at) : "-"; };
    for (const AxisSeries& one : alignedSeries(recorded, elsewhere))
        lines << place(one.recorded) + "+" + place(one.elsewhere) + " " +
                     QString::fromStdString(toString(one.labels));
    return lines;
}

}  // namespace

class OneAxisTest : public QObject {
    Q_OBJECT

  private slots:
    void runsAreWhereNothingIsRecorded_data() {
        QTest::addColumn<QByteArray>("columns");
        QTest::addColumn<int>("shortest");
        QTest::addColumn<QString>("runs");
        QTest::newRow("before the record") << QByteArray("...###") << 2 << "0-2";
        QTest::newRow("all recorded") << QByteArray("####") << 1 << "";
        QTest::newRow("nothing recorded") << QByteArray("....") << 1 << "0-3";
        QTest::newRow("gaps, of which one is too short") << QByteArray("#..#.##...") << 2 << "1-2 7-9";
        QTest::newRow("no columns") << QByteArray() << 1 << "";
    }
    void runsAreWhereNothingIsRecorded() {
        QFETCH(QByteArray, columns);
        QFETCH(int, shortest);
        QTEST(shown(unrecordedRuns(columnsOf(columns), static_cast<std::size_t>(shortest))), "runs");
    }

    void sidesOverlapBesideTheRuns_data() {
        QTest::addColumn<QByteArray>("columns");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("overlaps");
        QTest::newRow("behind the beginning of the record") << QByteArray("...#####") << 2 << "3-4";
        QTest::newRow("on both sides of a gap") << QByteArray("####..####") << 3 << "1-3 6-8";
        QTest::newRow("two runs share what lies between") << QByteArray("..###..##") << 2 << "2-3 4-4 7-8";
        QTest::newRow("as far as there are columns") << QByteArray("#..#") << 9 << "0-0 3-3";
        QTest::newRow("none is wanted") << QByteArray("..##") << 0 << "";
        QTest::newRow("nothing recorded") << QByteArray("....") << 3 << "";
    }
    void sidesOverlapBesideTheRuns() {
        QFETCH(QByteArray, columns);
        QFETCH(int, most);
        const auto runs = unrecordedRuns(columnsOf(columns), 1);
        QTEST(
            shown(overlapsOf(runs, static_cast<std::size_t>(most), static_cast<std::size_t>(columns.size()))),
            "overlaps");
    }

    void seriesAreTheSameByLabels() {
        QCOMPARE(aligned({of({{"device", "sda"}}), of({{"device", "sdb"}})},
                         {of({{"device", "sdb"}}), of({{"device", "sdc"}})}),
                 QStringList({"0+- {device=\"sda\"}", "1+0 {device=\"sdb\"}", "-+1 {device=\"sdc\"}"}));
    }
    void whatOnlyOneSideLabelsTellsNothing() {
        QCOMPARE(aligned({of({{"__name__", "barograph_cpu_busy_ratio"}})}, {of({{"site", "home"}})}),
                 QStringList({"0+0 barograph_cpu_busy_ratio"}));
        QCOMPARE(aligned({of({{"device", "sda"}})}, {of({{"device", "sda"}, {"site", "home"}}),
                                                     of({{"device", "sdb"}, {"site", "home"}})}),
                 QStringList({"0+0 {device=\"sda\"}", "-+1 {device=\"sdb\"}"}));
    }
    void whatTellsSeriesApartIsKept() {
        // Without `core` the two there would be one.
        QCOMPARE(aligned({of({{"mode", "user"}})},
                         {of({{"mode", "user"}, {"core", "0"}}), of({{"mode", "user"}, {"core", "1"}})}),
                 QStringList({"0+- {mode=\"user\"}", "-+0 {core=\"0\", mode=\"user\"}",
                              "-+1 {core=\"1\", mode=\"user\"}"}));
    }
    void oneSideAloneKeepsItsLabels() {
        QCOMPARE(aligned({}, {of({{"device", "sda"}})}), QStringList({"-+0 {device=\"sda\"}"}));
        QCOMPARE(aligned({of({{"device", "sda"}})}, {}), QStringList({"0+- {device=\"sda\"}"}));
    }

    void runsHaveTheOtherSidesValues() {
        const std::vector<ColumnRun> runs{{0, 1}, {4, 4}};
        QCOMPARE(
            shown(joinedColumns(std::vector{unknownHere, unknownHere, 3.0, unknownHere, unknownHere, 6.0},
                                std::vector{1.0, 2.0, 9.0, 9.0}, runs, 6)),
            "1 2 3 - - 6");
        QCOMPARE(shown(joinedColumns({}, std::vector{1.0, 2.0}, runs, 3)), "1 2 -");
        QCOMPARE(shown(joinedColumns(std::vector{1.0}, {}, runs, 2)), "- -");
    }

    void bothSidesAreComparedWhereBothKnow() {
        const std::vector<ColumnRun> overlaps{{1, 4}};
        const auto told = toldTwice(std::vector{9.0, 1.0, 2.0, unknownHere, 3.0},
                                    std::vector{9.0, 2.0, 4.0, 7.0, 6.0}, overlaps);
        QVERIFY(told == (ToldTwice{2, 4}));
        QVERIFY(!toldTwice(std::vector{9.0, 1.0, 2.0}, std::vector{9.0, 2.0, 4.0}, overlaps));
        QVERIFY(!toldTwice({}, {}, overlaps));
    }

    void aDifferenceIsMoreThanATwentieth_data() {
        QTest::addColumn<double>("recorded");
        QTest::addColumn<double>("elsewhere");
        QTest::addColumn<int>("unit");
        QTest::addColumn<bool>("differs");
        const auto row = [](const char* name, double a, double b, Unit unit, bool differs) {
            QTest::newRow(name) << a << b << static_cast<int>(unit) << differs;
        };
        row("41 and 47 %", 0.41, 0.47, Unit::Ratio, true);
        row("the other way round", 0.47, 0.41, Unit::Ratio, true);
        row("41 and 42 %", 0.41, 0.42, Unit::Ratio, false);
        row("an idle machine", 0.01, 0.025, Unit::Ratio, false);
        row("almost nothing is sent", 100, 900, Unit::BytesPerSecond, false);
        row("megabytes", 1e6, 2e6, Unit::BytesPerSecond, true);
        row("two degrees", 30, 32, Unit::Celsius, false);
        row("of other sign", -1e6, 1e6, Unit::BytesPerSecond, true);
        row("the same", 0, 0, Unit::None, false);
    }
    void aDifferenceIsMoreThanATwentieth() {
        QFETCH(double, recorded);
        QFETCH(double, elsewhere);
        QFETCH(int, unit);
        QTEST(differ({recorded, elsewhere}, static_cast<Unit>(unit)), "differs");
    }

    void thePaceOfTargetsIsTheirNumberOfScrapes_data() {
        QTest::addColumn<double>("counted");
        QTest::addColumn<int>("seconds");
        QTest::newRow("every 15 s") << 40.0 << 15;
        QTest::newRow("one was missed") << 39.0 << 15;
        QTest::newRow("every minute") << 10.0 << 60;
        QTest::newRow("every second") << 600.0 << 1;
        QTest::newRow("one scrape tells no distance") << 1.0 << 0;
        QTest::newRow("no number") << unknownHere << 0;
    }
    void thePaceOfTargetsIsTheirNumberOfScrapes() {
        QFETCH(double, counted);
        const auto pace =
            paceIn({prometheus::ResultType::Vector, {{Labels(), {{1000, counted}}}}, {}, 0, {}});
        QTEST(static_cast<int>(pace ? pace->count() / 1000 : 0), "seconds");
        QVERIFY(!paceIn({}));
    }
};

BARO_TEST(OneAxisTest)
#include "OneAxisTest.moc"
