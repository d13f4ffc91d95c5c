#include "ui/report/ReportDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <utility>

#include "ui/MomentText.h"
#include "ui/widgets/Label.h"

namespace baro::ui {

ReportDialog::ReportDialog(const Theme& theme, TimeRange shown, QDateTime now, QWidget* parent)
    : QDialog(parent), now_(std::move(now)) {
    setWindowTitle(tr("Save a report"));
    auto* form = new QFormLayout(this);
    form->addRow(new Label(theme, tr("Times such as 03:12, yesterday 03:12, 2026-11-20 03:12 or -2h"),
                           TextSize::Caption, Role::QuietText, this));
    from_ = addMoment(tr("From"), shown.from);
    to_ = addMoment(tr("To"), shown.to);
    form->addRow(tr("From"), from_);
    form->addRow(tr("To"), to_);
    problem_ = new Label(theme, TextSize::Body, Role::Danger, this);
    form->addRow(problem_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    accepts_ = buttons->button(QDialogButtonBox::Save);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    check();
}

QLineEdit* ReportDialog::addMoment(const QString& name, std::int64_t moment) {
    auto* field = new QLineEdit(
        QDateTime::fromMSecsSinceEpoch(moment).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), this);
    field->setAccessibleName(name);
    field->setMinimumWidth(30 * gridStep);
    connect(field, &QLineEdit::textChanged, this, &ReportDialog::check);
    return field;
}

std::optional<TimeRange> ReportDialog::range() const {
    const auto from = momentOf(from_->text(), now_);
    const auto to = momentOf(to_->text(), now_);
    if (!from || !to || *to <= *from) return std::nullopt;
    return TimeRange{from->toMSecsSinceEpoch(), to->toMSecsSinceEpoch()};
}

void ReportDialog::check() {
    if (accepts_ == nullptr) return;
    const auto wrong = [this](const QLineEdit* field) { return !momentOf(field->text(), now_); };
    const bool isRange = range().has_value();
    problem_->setText(isRange                      ? QString()
                      : wrong(from_) || wrong(to_) ? tr("That is no moment")
                                                   : tr("The range ends before it begins"));
    accepts_->setEnabled(isRange);
}

}  // namespace baro::ui
