#include "ui/alerts/SilenceDialog.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/ClockText.h"
#include "ui/MachineText.h"
#include "ui/alerts/SilenceTable.h"
#include "ui/models/AlertTables.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

enum SilenceLength { ForAnHour, UntilTomorrow, UntilMoment };

constexpr std::int64_t silentHour = 3'600'000;
constexpr int morningHour = 8;
constexpr qsizetype longestChoice = 80;

QString cutChoice(const QString& text) {
    return text.size() <= longestChoice ? text : text.left(longestChoice) + QStringLiteral("…");
}

QString choiceText(const Labels& labels) {
    const QString name = machineText(labels.value("alertname"));
    const QString subject = alertSubject(labels);
    return cutChoice(subject.isEmpty() ? name : name + QStringLiteral(": ") + subject);
}

QDateTime tomorrowMorning(std::int64_t now) {
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now);
    return {today.date().addDays(1), QTime(morningHour, 0)};
}

}  // namespace

SilenceDialog::SilenceDialog(const Theme& theme, alerts::AlertStanding standing, const QString& preferred,
                             std::int64_t now, QWidget* parent)
    : QDialog(parent),
      theme_(theme),
      standing_(std::move(standing)),
      now_(now),
      alerts_(silenceable(standing_)) {
    setWindowTitle(tr("New silence"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * gridStep);
    addWhom(layout, preferred);
    addUntil(layout);
    effect_ = new Label(theme, TextSize::Body, Role::QuietText, this);
    effect_->setWordWrap(true);
    layout->addWidget(effect_);
    layout->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    accepts_ = buttons->addButton(tr("Silence"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    setMinimumWidth(56 * gridStep);
    showLabels();
}

void SilenceDialog::addWhom(QVBoxLayout* layout, const QString& preferred) {
    alert_ = new QComboBox(this);
    alert_->setAccessibleName(tr("Alert"));
    alert_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    int chosen = 0;
    for (const Labels& labels : alerts_) {
        if (alertKey(labels) == preferred) chosen = alert_->count();
        alert_->addItem(choiceText(labels));
    }
    alert_->setCurrentIndex(alerts_.empty() ? -1 : chosen);
    layout->addWidget(alert_);
    auto* head = new Label(theme_, tr("All alerts are silent that have these labels:"), TextSize::Body,
                           Role::Text, this);
    head->setWordWrap(true);
    layout->addWidget(head);
    labels_ = new QWidget(this);
    (new QVBoxLayout(labels_))->setContentsMargins(2 * gridStep, 0, 0, 0);
    layout->addWidget(labels_);
    connect(alert_, &QComboBox::currentIndexChanged, this, &SilenceDialog::showLabels);
}

void SilenceDialog::addUntil(QVBoxLayout* layout) {
    auto* form = new QFormLayout;
    length_ = new QComboBox(this);
    length_->setAccessibleName(tr("How long"));
    const QDateTime tomorrow = tomorrowMorning(now_);
    length_->addItem(tr("for an hour"));
    length_->addItem(tr("until tomorrow, %1").arg(clockText(tomorrow.time(), ClockForm::Minutes)));
    length_->addItem(tr("until a moment of your choice"));
    until_ = new QDateTimeEdit(tomorrow, this);
    until_->setCalendarPopup(true);
    until_->setAccessibleName(tr("Until"));
    why_ = new QLineEdit(this);
    why_->setAccessibleName(tr("Why"));
    why_->setMaxLength(200);
    form->addRow(tr("Silent"), length_);
    form->addRow(tr("Until"), until_);
    form->addRow(tr("Why"), why_);
    layout->addLayout(form);
    connect(length_, &QComboBox::currentIndexChanged, this, &SilenceDialog::check);
    connect(until_, &QDateTimeEdit::dateTimeChanged, this, &SilenceDialog::check);
}

// Its name alone is chosen at first: this rule.
void SilenceDialog::showLabels() {
    for (const auto& [matcher, box] : boxes_)
        delete box;
    boxes_.clear();
    if (const int index = alert_->currentIndex(); index >= 0) {
        for (const auto& [name, value] : alerts_[static_cast<std::size_t>(index)].pairs()) {
            const LabelMatcher matcher{name, LabelMatcher::Kind::Equal, value};
            const bool isName = name == "alertname";
            const QString text = cutChoice(machineText(alerts::toString({matcher})));
            auto* box = new QCheckBox(withoutMnemonics(text), labels_);
            box->setChecked(isName);
            static_cast<QVBoxLayout*>(labels_->layout())->insertWidget(isName ? 0 : -1, box);
            connect(box, &QCheckBox::toggled, this, &SilenceDialog::check);
            boxes_.emplace_back(matcher, box);
        }
    }
    check();
}

std::vector<LabelMatcher> SilenceDialog::matchers() const {
    std::vector<LabelMatcher> chosen;
    for (const auto& [matcher, box] : boxes_)
        if (box->isChecked()) chosen.push_back(matcher);
    return chosen;
}

std::int64_t SilenceDialog::endsAt() const {
    switch (length_->currentIndex()) {
        case ForAnHour:
            return now_ + silentHour;
        case UntilTomorrow:
            return tomorrowMorning(now_).toMSecsSinceEpoch();
        default:
            return until_->dateTime().toMSecsSinceEpoch();
    }
}

alerts::Silence SilenceDialog::silence() const {
    return {{}, matchers(), now_, endsAt(), why_->text().simplified().toStdString()};
}

void SilenceDialog::check() {
    until_->setEnabled(length_->currentIndex() == UntilMoment);
    const auto chosen = alerts::checkedSilence(silence());
    const int count = static_cast<int>(heldBack(matchers(), standing_));
    if (alerts_.empty())
        effect_->setText(tr("There is no rule that could be silenced."));
    else if (matchers().empty())
        effect_->setText(tr("Choose at least one label."));
    else if (endsAt() <= now_)
        effect_->setText(tr("That moment is over."));
    else
        effect_->setText(tr("%n alert(s) are active that it would hold back.", nullptr, count));
    if (accepts_ != nullptr) accepts_->setEnabled(chosen.ok());
}

}  // namespace baro::ui
