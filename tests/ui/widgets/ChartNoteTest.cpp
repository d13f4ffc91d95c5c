#include "ui/widgets/ChartNote.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include "core/pages/ExpressionText.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"

namespace baro::ui {

class ChartNoteTest : public QObject {
    Q_OBJECT
  private slots:
    void theMetricDecidesWhomToName_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("by");
        QTest::newRow("processor") << "barograph_cpu_busy_ratio" << static_cast<int>(TopBy::Cpu);
        QTest::newRow("memory") << R"(barograph_memory_bytes{part="used"})"
                                << static_cast<int>(TopBy::Memory);
        QTest::newRow("swap") << QString::fromStdString(rateOf("node_vmstat_pswpin"))
                              << static_cast<int>(TopBy::Memory);
        QTest::newRow("disk") << "sum(rate(node_disk_read_bytes_total[1m]))" << static_cast<int>(TopBy::Disk);
        QTest::newRow("waiting for disks")
            << "rate(node_pressure_io_waiting_seconds_total[1m])" << static_cast<int>(TopBy::Disk);
        QTest::newRow("network") << "rate(node_network_receive_bytes_total[1m])"
                                 << static_cast<int>(TopBy::Cpu);
    }
    void theMetricDecidesWhomToName() {
        QFETCH(const QString, expression);
        QFETCH(const int, by);
        ChartSpec spec;
        spec.lines = {{.expression = expression.toStdString(), .name = {}}};
        QCOMPARE(static_cast<int>(topByOf(spec)), by);
    }

    void namesTheTopProcess() {
        Frame frame = test::processFrame({{.pid = 7, .name = "<b>x</b>", .cpu = 2, .residentBytes = 1 << 20},
                                          {.pid = 9, .name = "한글", .cpu = 0.5, .residentBytes = 3 << 20}});
        QCOMPARE(topProcessText(frame, TopBy::Cpu, false, {}),
                 QString::fromUtf8("top process: <b>x</b> (7) 50\u2009% CPU"));
        QCOMPARE(topProcessText(frame, TopBy::Cpu, true, {}),
                 QString::fromUtf8("top process: <b>x</b> (7) 200\u2009% CPU"));
        QCOMPARE(topProcessText(frame, TopBy::Memory, false, {}),
                 QString::fromUtf8("top process: 한글 (9) 3\u2009MiB memory"));
    }

    void ofDisksReadAndWrittenCountTogether() {
        Frame frame = test::processFrame({{.pid = 7, .name = "reader"}, {.pid = 9, .name = "writer"}});
        ProcessRates rates = *frame.rates.processes;
        rates.processes[0].diskReadBytesPerSecond = 3000;
        rates.processes[1].diskReadBytesPerSecond = 2000;
        rates.processes[1].diskWrittenBytesPerSecond = 2000;
        frame.rates.processes = std::make_shared<const ProcessRates>(rates);
        QVERIFY(topProcessText(frame, TopBy::Disk, false, {}).startsWith("top process: writer (9) "));
    }

    void namesNobodyWhenNothingIsKnown() {
        QCOMPARE(topProcessText(Frame{}, TopBy::Cpu, false, {}), QString());
        const Frame idle = test::processFrame({{.pid = 7, .name = "idle", .cpu = 0}});
        QCOMPARE(topProcessText(idle, TopBy::Cpu, false, {}), QString());
        QCOMPARE(topProcessText(idle, TopBy::Disk, false, {}), QString());
    }

    void theBoxStaysInThePlot() {
        const Theme theme(ThemeChoice::Light);
        ChartNote note{"03:12:40", {}, "top process: firefox (1234) 83 % CPU"};
        for (int i = 0; i < 30; ++i)
            note.lines.push_back({QString("series %1").arg(i), "1", Qt::red});
        for (const double x : {0.0, 200.0, 400.0}) {
            QImage image(520, 140, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintNote(painter, theme, QRectF(60, 20, 400, 100), 60 + x, note);
            painter.end();
            for (int y = 0; y < image.height(); ++y)
                for (int column = 0; column < image.width(); ++column)
                    if (!QRect(60, 20, 401, 101).contains(column, y))
                        QCOMPARE(image.pixelColor(column, y), QColor(Qt::white));
        }
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ChartNoteTest)
#include "ChartNoteTest.moc"
