#include "ui/SavedFile.h"

#include <QApplication>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include "ui/Navigation.h"

namespace baro::ui {
namespace {

struct SaveWords {
    Q_DECLARE_TR_FUNCTIONS(SavedFile)
};

}  // namespace

Status writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return Done{};
    return failed(SaveWords::tr("Could not save %1: %2").arg(path, file.errorString()).toStdString());
}

void saveInBackground(const QString& path, const QByteArray& bytes, Navigation& navigation) {
    QThreadPool::globalInstance()->start([path, bytes, window = QPointer(&navigation)] {
        const Status saved = writeWhole(path, bytes);
        const QString sentence =
            saved ? SaveWords::tr("Saved %1").arg(path) : QString::fromStdString(saved.error().message);
        QMetaObject::invokeMethod(qApp, [window, sentence] {
            if (window != nullptr) window->say(sentence);
        });
    });
}

}  // namespace baro::ui
