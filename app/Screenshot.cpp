#include "app/Screenshot.h"

#include <QCoreApplication>
#include <QImageWriter>
#include <QPixmap>
#include <QTimer>

#include "core/base/Log.h"
#include "ui/MainWindow.h"

namespace baro::app {

void writeScreenshotAndQuit(ui::MainWindow& window, const QString& file,
                            std::chrono::milliseconds settleTime) {
    // A pointer that happens to rest over the window is not part of the picture.
    window.setAttribute(Qt::WA_TransparentForMouseEvents);
    const auto write = [&window, file] {
        QImageWriter writer(file, "png");
        if (!writer.write(window.grab().toImage())) {
            log(Severity::Error,
                "cannot write the picture " + file.toStdString() + ": " + writer.errorString().toStdString());
            QCoreApplication::exit(1);
            return;
        }
        QCoreApplication::exit(0);
    };
    QObject::connect(&window, &ui::MainWindow::firstPaintWithRates, &window,
                     [&window, settleTime, write] { QTimer::singleShot(settleTime, &window, write); });
}

}  // namespace baro::app
