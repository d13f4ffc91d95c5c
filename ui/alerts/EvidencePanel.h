// One alert and what was kept of it: values, processes, pressure, the moment; shows that, or saves it as a
// file. GUI thread only.
#pragma once

#include <cstdint>
#include <optional>

#include "core/alerts/AlertEvidence.h"
#include "ui/PageContext.h"
#include "ui/alerts/RecordedEvidence.h"
#include "ui/widgets/Card.h"

class QCheckBox;
class QPushButton;

namespace baro::ui {

class EvidenceChart;
class FactList;
class Label;
class SubjectTable;

struct ChosenAlert {
    Labels labels;
    std::optional<std::int64_t> firedAt;  // milliseconds since 1970 UTC, as the next; nothing: it waits still
    std::optional<std::int64_t> endedAt;
    bool operator==(const ChosenAlert&) const = default;
};

class EvidencePanel : public Card {
    Q_OBJECT
  public:
    EvidencePanel(const PageContext& context, const RecordedEvidence& evidence, QWidget* parent = nullptr);

    void showAlert(const ChosenAlert& alert);
    void clear();
    // What "Save as file" writes.
    QByteArray file() const;

  private:
    void addActions();
    void look();
    void fill();
    void goThere();
    void save();

    const PageContext context_;
    const RecordedEvidence& evidence_;
    std::optional<ChosenAlert> alert_;
    alerts::AlertEvidencePtr shown_;  // null: there is none
    FactList* facts_ = nullptr;
    Label* caption_ = nullptr;
    EvidenceChart* chart_ = nullptr;
    Label* processesTitle_ = nullptr;
    SubjectTable* processes_ = nullptr;
    QCheckBox* hides_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* show_ = nullptr;
};

}  // namespace baro::ui
