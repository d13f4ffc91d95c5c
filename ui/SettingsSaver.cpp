#include "ui/SettingsSaver.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "ui/MachineText.h"

namespace baro::ui {

SettingsSaver::SettingsSaver(Settings& settings, QObject* parent) : QObject(parent), settings_(settings) {
    soon_.setSingleShot(true);
    soon_.setInterval(2000);
    connect(&soon_, &QTimer::timeout, this, &SettingsSaver::saveNow);
}

SettingsSaver::~SettingsSaver() {
    if (soon_.isActive()) saveNow();
}

void SettingsSaver::set(std::string_view key, std::string_view text) {
    if (const Status kept = settings_.set(key, text); !kept) emit failed(machineText(kept.error().message));
    soon_.start();
}

void SettingsSaver::saveNow() {
    soon_.stop();
    const std::string path = settings_.path();
    const SettingChanges changes = settings_.unsaved();
    if (path.empty() || changes.empty()) return;
    QThreadPool::globalInstance()->start([saver = QPointer(this), path, changes] {
        const Status saved = saveSettings(path, changes);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [saver, changes, saved] {
                if (!saver) return;
                if (saved) return saver->settings_.markSaved(changes);
                emit saver->failed(machineText(saved.error().message));
            },
            Qt::QueuedConnection);
    });
}

}  // namespace baro::ui
