// What each source that was asked said beside its answer: how much, how long it took, warnings, or why there
// is none.
#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/theme/Theme.h"

class QVBoxLayout;

namespace baro::ui {

struct SourceNote {
    QString source;  // as it is shown
    QString words;   // "12 series in 41 ms"
    QStringList notes = {};
    bool hasFailed = false;
    bool operator==(const SourceNote&) const = default;
};

class SourceNotes : public QWidget {
    Q_OBJECT
  public:
    explicit SourceNotes(const Theme& theme, QWidget* parent = nullptr);

    void setNotes(const std::vector<SourceNote>& notes);

  private:
    const Theme& theme_;
    std::vector<SourceNote> shown_;
    QVBoxLayout* column_ = nullptr;
};

}  // namespace baro::ui
