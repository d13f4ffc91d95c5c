// What each source that was asked said beside its answer: how much, how long it took, warnings, or why there
// is none.
#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/theme/Theme.h"

class QVBoxLayout;

namespace baro::ui {

class Label;

struct SourceNote {
    QString source;  // as it is shown
    QString words;   // "12 series in 41 ms"
    QStringList notes = {};
    bool hasFailed = false;
};

class SourceNotes : public QWidget {
    Q_OBJECT
  public:
    explicit SourceNotes(const Theme& theme, QWidget* parent = nullptr);

    void setNotes(const std::vector<SourceNote>& notes);

  private:
    void setLine(std::size_t index, const QString& text, Role role);

    const Theme& theme_;
    QVBoxLayout* column_ = nullptr;
    std::vector<Label*> lines_;  // those beyond what is said are hidden
};

}  // namespace baro::ui
