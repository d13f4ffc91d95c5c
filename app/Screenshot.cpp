#include "app/Screenshot.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTimer>

#include "core/base/Log.h"
#include "ui/MainWindow.h"
#include "ui/Picture.h"
#include "ui/SavedFile.h"

namespace baro::app {
namespace {

constexpr std::chrono::seconds longestWait{15};

}  // namespace

void writeScreenshotAndQuit(ui::MainWindow& window, const QString& file,
                            std::chrono::milliseconds settleTime) {
    // A pointer that happens to rest over the window is not part of the picture.
    window.setAttribute(Qt::WA_TransparentForMouseEvents);
    const auto write = [&window, file] {
        const ui::Picture picture{window.windowTitle(), window.size(),
                                  [&window](QPainter& painter) { window.render(&painter); }};
        const auto kind = ui::pictureKindOf(file).value_or(ui::PictureKind::Png);
        const Status written = ui::writeWhole(file, ui::encoded(picture, kind, window.devicePixelRatioF()));
        if (!written) log(Severity::Error, written.error().message);
        QCoreApplication::exit(written ? 0 : 1);
    };
    QObject::connect(&window, &ui::MainWindow::firstPaintWithRates, &window,
                     [&window, settleTime, write] { QTimer::singleShot(settleTime, &window, write); });
    // A machine of which nothing can be read has no rates, and its picture says so.
    QTimer::singleShot(longestWait, &window, write);
}

}  // namespace baro::app
