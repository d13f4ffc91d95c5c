#include "ui/Picture.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace baro::ui {
namespace {

constexpr int pixelsAnInch = 96;
constexpr double pointsAnInch = 72;

void writePng(QBuffer& buffer, const Picture& picture, double scale) {
    QImage image(picture.size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    picture.paint(painter);
    painter.end();
    image.save(&buffer, "PNG");
}

void writeSvg(QBuffer& buffer, const Picture& picture) {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(pixelsAnInch);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(), picture.size));
    generator.setTitle(picture.title);
    QPainter painter(&generator);
    picture.paint(painter);
}

void writePdf(QBuffer& buffer, const Picture& picture) {
    QPdfWriter writer(&buffer);
    writer.setResolution(pixelsAnInch);
    writer.setTitle(picture.title);
    writer.setCreator(QStringLiteral("Barograph"));
    writer.setPageSize(QPageSize(QSizeF(picture.size) * pointsAnInch / pixelsAnInch, QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    picture.paint(painter);
}

}  // namespace

std::optional<PictureKind> pictureKindOf(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png")) return PictureKind::Png;
    if (ending == QLatin1String("svg")) return PictureKind::Svg;
    if (ending == QLatin1String("pdf")) return PictureKind::Pdf;
    return std::nullopt;
}

QByteArray encoded(const Picture& picture, PictureKind kind, double scale) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (kind == PictureKind::Png)
        writePng(buffer, picture, scale);
    else if (kind == PictureKind::Svg)
        writeSvg(buffer, picture);
    else
        writePdf(buffer, picture);
    return bytes;
}

}  // namespace baro::ui
