#include "ui/explore/StepField.h"

#include "core/promql/Parser.h"

namespace baro::ui {
namespace {

// A duration is one wherever PromQL takes one; a bare number is seconds.
std::optional<std::chrono::milliseconds> durationOf(const QString& text) {
    const promql::Parsed parsed = promql::parse(text.toStdString());
    if (!parsed.ok()) return std::nullopt;
    const auto* const number = std::get_if<promql::NumberLiteral>(&parsed.expression()->node);
    if (number == nullptr || !(number->value > 0) || number->value > 86'400) return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(number->value * 1000));
}

}  // namespace

StepField::StepField(const Theme&, QWidget* parent) : QLineEdit(parent) {
    setAccessibleName(tr("Step between two points"));
    setToolTip(tr("Time between two points, such as 15s; empty for one at every sample"));
    setPlaceholderText(tr("auto"));
    setFixedWidth(8 * gridStep);
    connect(this, &QLineEdit::editingFinished, this, &StepField::take);
}

void StepField::take() {
    const auto step = text().trimmed().isEmpty() ? std::nullopt : durationOf(text().trimmed());
    if (!step) clear();
    if (step == step_) return;
    step_ = step;
    emit changed();
}

}  // namespace baro::ui
