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
    isSaving_ = false;
    if (soon_.isActive()) saveNow();
}

void SettingsSaver::set(std::string_view key, std::string_view text) {
    if (const Status kept = settings_.set(key, text); !kept) emit failed(machineText(kept.error().message));
    soon_.start();
}

void SettingsSaver::saveNow() {
    soon_.stop();
    if (isSaving_) return;  // what came meanwhile follows it
    const std::string path = settings_.path();
    const SettingChanges changes = settings_.unsaved();
    if (path.empty() || changes.empty()) return;
    isSaving_ = true;
    QThreadPool::globalInstance()->start([saver = QPointer(this), path, changes] {
        const Status saved = saveSettings(path, changes);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [saver, changes, saved] {
                if (!saver) return;
                saver->isSaving_ = false;
                if (!saved) return void(emit saver->failed(machineText(saved.error().message)));
                saver->settings_.markSaved(changes);
                if (!saver->soon_.isActive()) saver->saveNow();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace baro::ui
