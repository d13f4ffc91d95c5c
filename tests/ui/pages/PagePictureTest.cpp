#include "ui/pages/PagePicture.h"

#include <QStandardPaths>
#include <QTest>
#include <memory>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/pages/MemoryPage.h"
#include "ui/widgets/ChartLegend.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {

namespace {

constexpr std::int64_t pageFrom = 1'800'000'000'000;

ChartSpec twoDevices() {
    ChartSpec spec;
    spec.title = QStringLiteral("Traffic & more");
    spec.unit = Unit::BytesPerSecond;
    spec.lines = {{.expression = "read", .name = "{device}"}};
    return spec;
}

PlotSeries device(const std::string& name) {
    const std::vector<std::pair<std::string, std::string>> labels{{"device", name}};
    return {Labels(labels), {1, 2, 3}, {1, 2, 3}, {}, 3};
}

}  // namespace

class PagePictureTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPageIsDrawnWholeWithItsTitleHostAndTime() {
        test::WindowParts parts;
        const PageEntry entry = memoryPage();
        const std::unique_ptr<Page> page(entry.make(parts.context(), nullptr));
        page->resize(800, 400);
        page->show();
        Frame frame = test::processFrame({{.pid = 1}});
        Host host;
        host.name = "desk";
        frame.readings.host = Section<Host>(std::move(host), frame.takenAt);
        parts.hub.publish(std::make_shared<const Frame>(std::move(frame)));
        QCoreApplication::processEvents();
        page->showFrame(*parts.frames.frame());
        QCoreApplication::processEvents();
        const Picture picture = pictureOf(*page, entry.title, parts.context());
        QVERIFY(picture.size.height() > 800);
        const QString svg = QString::fromUtf8(encoded(picture, PictureKind::Svg, 1));
        // What is far below in the page is drawn, too.
        for (const char* text : {">Memory</text>", "desk   14 Nov 2023", "Everything the kernel says"})
            QVERIFY2(svg.contains(QString::fromUtf8(text)), text);
    }

    void aChartIsDrawnWithoutWhatIsToggledOff() {
        test::WindowParts parts;
        SeriesChart chart(parts.context(), twoDevices());
        chart.resize(600, 220);
        chart.show();
        const SeriesAnswer answer{{pageFrom, pageFrom + 3000},
                                  {Plot{pageFrom, 1000, {device("sda"), device("sdb")}, {}}}};
        chart.showAnswer(answer);
        QCOMPARE(chart.picture().title, QStringLiteral("Traffic & more"));
        const auto svg = [&chart] {
            return QString::fromUtf8(encoded(chart.picture(), PictureKind::Svg, 1));
        };
        QVERIFY(svg().contains("sda") && svg().contains("sdb") && svg().contains("Traffic &amp; more"));
        auto* legend = chart.findChild<ChartLegend*>();
        QTest::keyClick(legend, Qt::Key_Return);  // the first of them
        QVERIFY(svg().contains("sda") != svg().contains("sdb"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PagePictureTest)
#include "PagePictureTest.moc"
