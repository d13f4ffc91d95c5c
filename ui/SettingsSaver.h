// Writes what was set into the settings' file: together, two seconds after the last change, and on another
// thread, for a slow home directory must not stop the window. GUI thread only.
#pragma once

#include <QObject>
#include <QTimer>
#include <string_view>

#include "core/config/Settings.h"

namespace baro::ui {

class SettingsSaver : public QObject {
    Q_OBJECT
  public:
    // The settings must outlive it, and what is under way when it goes is still written.
    explicit SettingsSaver(Settings& settings, QObject* parent = nullptr);
    ~SettingsSaver() override;

    void set(std::string_view key, std::string_view text);
    void saveNow();

  signals:
    void failed(const QString& why);  // as shown, escaped

  private:
    Settings& settings_;
    QTimer soon_;
    bool isSaving_ = false;  // on the other thread
};

}  // namespace baro::ui
