// A picture on its way into a file: drawn once for each format, by whoever knows how. The coordinates are
// device-independent pixels, 96 to the inch.
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>
#include <functional>
#include <optional>

class QPainter;

namespace baro::ui {

enum class PictureKind { Png, Svg, Pdf };

// By the ending of the file's name; nothing for another one.
std::optional<PictureKind> pictureKindOf(const QString& path);

struct Picture {
    QString title;
    QSize size;
    std::function<void(QPainter&)> paint;
};

// The bytes of the file. scale: pixels of a PNG for each of the picture's; the others are made of lines and
// text. On the thread that paint needs.
QByteArray encoded(const Picture& picture, PictureKind kind, double scale);

}  // namespace baro::ui
