// Writes a file for a person: on a worker thread, for the disk may be slow, and all of it or nothing. The
// window tells how it went.
#pragma once

#include <QByteArray>
#include <QString>

#include "core/base/Result.h"

namespace baro::ui {

class Navigation;

// Any thread; blocks. The error names the file and what went wrong.
Status writeWhole(const QString& path, const QByteArray& bytes);

// GUI thread; returns at once.
void saveInBackground(const QString& path, const QByteArray& bytes, Navigation& navigation);

}  // namespace baro::ui
