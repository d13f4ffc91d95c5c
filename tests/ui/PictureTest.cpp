#include "ui/Picture.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/TestMain.h"
#include "ui/Navigation.h"
#include "ui/SavedFile.h"
#include "ui/widgets/ChartPicture.h"

namespace baro::ui {

namespace {

constexpr std::int64_t pictureFrom = 1'700'000'000'000;

ChartPicture twoLines() {
    ChartPicture chart;
    chart.spec.title = "Disks";
    chart.spec.unit = Unit::BytesPerSecond;
    chart.spec.lines = {{.expression = "read", .name = "{device} read", .colorKey = "{device}"}};
    chart.host = QString::fromUtf8("호스트");
    const PlotSeries series{Labels(std::vector<std::pair<std::string, std::string>>{{"device", "sda"}}),
                            {1, 2, 3},
                            {1, 2, 3},
                            {},
                            3};
    chart.data =
        chartData(chart.spec, {{pictureFrom, pictureFrom + 3000}, {Plot{pictureFrom, 1000, {series}, {}}}});
    return chart;
}

int coloursIn(const QImage& image) {
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    return static_cast<int>(colours.size());
}

}  // namespace

class PictureTest : public QObject {
    Q_OBJECT
  private slots:
    void theEndingChoosesTheKind() {
        QVERIFY(pictureKindOf("/tmp/a.b/c.PNG") == PictureKind::Png);
        QVERIFY(pictureKindOf("c.d.svg") == PictureKind::Svg);
        QVERIFY(pictureKindOf("c.pdf") == PictureKind::Pdf);
        QVERIFY(!pictureKindOf("c.jpg"));
        QVERIFY(!pictureKindOf("/tmp/x.png/c"));
    }

    void aPngHasThePixelsOfTheScreen() {
        const Picture picture = pictureOf(twoLines(), {}, {400, 200});
        const QImage once = QImage::fromData(encoded(picture, PictureKind::Png, 1));
        const QImage twice = QImage::fromData(encoded(picture, PictureKind::Png, 2));
        QCOMPARE(once.size(), picture.size);
        QCOMPARE(twice.size(), picture.size * 2);
        QVERIFY(coloursIn(once) > 10);
    }

    void anSvgSaysWhatItShows() {
        const QString svg =
            QString::fromUtf8(encoded(pictureOf(twoLines(), {}, {400, 200}), PictureKind::Svg, 1));
        for (const char* text :
             {"<title>Disks</title>", ">Disks</text>", "bytes per second", "sda read", "호스트"})
            QVERIFY2(svg.contains(QString::fromUtf8(text)), text);
        QVERIFY(!svg.contains("<image"));
    }

    void aPictureSaysThatThereIsMoreThanItShows() {
        ChartPicture chart = twoLines();
        chart.data.leftOut = 40;
        const QString svg = QString::fromUtf8(encoded(pictureOf(chart, {}, {900, 200}), PictureKind::Svg, 1));
        QVERIFY(svg.contains("Only the largest 1 of 41 series are drawn"));
    }

    void aPdfIsOnePageOfLinesAndText() {
        const QByteArray pdf = encoded(pictureOf(twoLines(), {}, {400, 200}), PictureKind::Pdf, 1);
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
        QCOMPARE(pdf.count("/Subtype /Image"), 0);
        QVERIFY(pdf.count("/Type /Font\n") > 0);
    }

    void aLongLegendMakesThePictureHigher() {
        ChartPicture chart = twoLines();
        const QSize before = pictureOf(chart, {}, {400, 300}).size;
        for (int i = 0; i < 60; ++i)
            chart.data.series.push_back(chart.data.series.front());
        QCOMPARE(before, QSize(400, 300));
        QVERIFY(pictureOf(chart, {}, {400, 300}).size.height() > 400);
    }

    void aWholeFileIsWrittenOrNone() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("picture.svg");
        QVERIFY(writeWhole(path, "picture"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("picture"));
        const Status failed = writeWhole("/nowhere/picture.svg", "picture");
        QVERIFY(!failed);
        QVERIFY(failed.error().message.find("/nowhere/picture.svg") != std::string::npos);
    }

    void theWindowIsToldHowItWent() {
        Navigation navigation;
        const QSignalSpy said(&navigation, &Navigation::said);
        saveInBackground("/nowhere/picture.svg", "picture", navigation);
        QTRY_COMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains("/nowhere/picture.svg"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PictureTest)
#include "PictureTest.moc"
