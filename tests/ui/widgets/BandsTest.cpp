#include "ui/widgets/Bands.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>
#include <cmath>

#include "tests/support/TestMain.h"

namespace baro::ui {

namespace {

constexpr int sheetWidth = 200;
constexpr int sheetHeight = 100;

// Waves that are wider than a pixel, so that both ways of drawing see the same of them.
Band wave(double leftmost, double rightmost) {
    Band shape{QColor(200, 40, 40, 160), QColor(200, 40, 40), {}, {}};
    for (double x = leftmost; x <= rightmost; x += 0.9) {
        shape.upper << QPointF(x, 40 + 20 * std::sin(x / 15));
        shape.lower << QPointF(x, 80 + 5 * std::sin(x / 11));
    }
    return shape;
}

QImage sheet(double density) {
    QImage image(static_cast<int>(sheetWidth * density), static_cast<int>(sheetHeight * density),
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(density);
    image.fill(Qt::white);
    return image;
}

QImage asPolygons(const Band& shape, double density) {
    QImage image = sheet(density);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shape.fill);
    QPolygonF outline = shape.upper;
    std::reverse_copy(shape.lower.begin(), shape.lower.end(), std::back_inserter(outline));
    painter.drawPolygon(outline);
    painter.setPen(QPen(shape.edge, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(shape.upper);
    return image;
}

QImage asBands(const std::vector<Band>& bands, double density, const QRectF& within) {
    QImage image = sheet(density);
    QPainter painter(&image);
    paintBands(painter, within, bands);
    return image;
}

// Of the green, which no shape has.
double meanDifference(const QImage& a, const QImage& b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGreen(a.pixel(x, y)) - qGreen(b.pixel(x, y)));
    return sum / a.width() / a.height();
}

}  // namespace

class BandsTest : public QObject {
    Q_OBJECT
  private slots:
    void looksAsPolygonsDo_data() {
        QTest::addColumn<double>("density");
        QTest::addColumn<double>("leftmost");
        QTest::addColumn<double>("rightmost");
        QTest::newRow("one pixel a unit") << 1.0 << 10.0 << 190.0;
        QTest::newRow("two pixels a unit") << 2.0 << 10.0 << 190.0;
        QTest::newRow("one and a half") << 1.5 << 10.3 << 150.7;
        QTest::newRow("beyond both sides") << 1.0 << -50.0 << 300.0;
    }
    void looksAsPolygonsDo() {
        QFETCH(double, density);
        QFETCH(double, leftmost);
        QFETCH(double, rightmost);
        const Band shape = wave(leftmost, rightmost);
        const QImage bands = asBands({shape}, density, {0, 0, sheetWidth, sheetHeight});
        const QImage polygons = asPolygons(shape, density);
        QVERIFY(meanDifference(polygons, sheet(density)) > 20);
        const double difference = meanDifference(bands, polygons);
        QVERIFY2(difference < 1.5, qPrintable(QString::number(difference)));
    }

    void nothingIsDrawnOutside() {
        const QRectF within(50, 30, 60, 20);
        const QImage image = asBands({wave(-10, 300)}, 1, within);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (!within.contains(x + 0.5, y + 0.5)) QCOMPARE(image.pixel(x, y), 0xffffffff);
        QVERIFY(image.pixel(80, 45) != 0xffffffff);
    }

    void laterBandsLieUponEarlierOnes() {
        Band first = wave(0, 200);
        first.fill = first.edge = Qt::green;
        Band second = wave(0, 200);
        second.fill = second.edge = Qt::red;
        const QImage image = asBands({first, second}, 1, {0, 0, sheetWidth, sheetHeight});
        QCOMPARE(image.pixel(100, 70), QColor(Qt::red).rgba());
    }

    void theEdgeMayBeMissing() {
        Band shape = wave(0, 200);
        shape.fill = QColor(0, 0, 0, 0);
        shape.edge = QColor();
        QCOMPARE(asBands({shape}, 1, {0, 0, sheetWidth, sheetHeight}), sheet(1));
    }

    // Steps straight up, and points that are not finite are none of its business: they are no part of a run.
    void severalPointsOfOnePixelAreAllReached() {
        Band shape{QColor(0, 0, 0, 0), Qt::black, {}, {}};
        for (const QPointF& point :
             {QPointF(10, 50), QPointF(20.1, 50), QPointF(20.4, 10), QPointF(20.7, 50), QPointF(30, 50)}) {
            shape.upper << point;
            shape.lower << QPointF(point.x(), 90);
        }
        const QImage image = asBands({shape}, 1, {0, 0, sheetWidth, sheetHeight});
        QCOMPARE(image.pixel(20, 12), QColor(Qt::black).rgba());
        QCOMPARE(image.pixel(18, 12), 0xffffffff);
    }

    void withoutPixelsTheyArePolygons() {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        {
            QPainter painter(&writer);
            paintBands(painter, {0, 0, sheetWidth, sheetHeight}, std::vector<Band>{wave(10, 190)});
        }
        QVERIFY(!buffer.data().contains("/Subtype /Image"));
        QVERIFY(buffer.data().size() > 1000);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::BandsTest)
#include "BandsTest.moc"
