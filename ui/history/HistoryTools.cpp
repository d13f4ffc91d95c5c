#include "ui/history/HistoryTools.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

constexpr std::int64_t hourLength = 3'600'000;
constexpr std::int64_t dayLength = 24 * hourLength;

QDateTime dateTimeOf(std::int64_t moment) {
    return QDateTime::fromMSecsSinceEpoch(moment);
}

template <class Value>
void addItem(QComboBox& box, const QString& text, Value value) {
    box.addItem(text, static_cast<int>(value));
}

template <class Value>
Value chosenIn(const QComboBox& box) {
    return static_cast<Value>(box.currentData().toInt());
}

}  // namespace

HistoryTools::HistoryTools(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addLayout(makeRanges());
    first_ = makeFields(tr("From"), tr("to"), &HistoryTools::takeFirst);
    column->addWidget(first_.box);
    column->addLayout(makeComparison());
    other_ = makeFields(tr("The other range from"), tr("to"), &HistoryTools::takeOther);
    column->addWidget(other_.box);
    problem_ = new Label(theme, TextSize::Body, Role::Danger, this);
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    showChoice();
}

void HistoryTools::addRange(QHBoxLayout& row, const QString& text, const QString& name, std::int64_t length) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    ranges_->addButton(button);
    row.addWidget(button);
    if (length > 0) {
        button->setProperty("length", static_cast<qlonglong>(length));
        connect(button, &QToolButton::clicked, this, [this, length] { chooseLength(length); });
    } else {
        typed_ = button;
        connect(button, &QToolButton::clicked, this, &HistoryTools::chooseTyped);
    }
}

QHBoxLayout* HistoryTools::makeRanges() {
    auto* row = new QHBoxLayout;
    row->setSpacing(gridStep / 2);
    ranges_ = new QButtonGroup(this);
    addRange(*row, tr("1 h"), tr("The last hour"), hourLength);
    addRange(*row, tr("24 h"), tr("The last 24 hours"), dayLength);
    for (const int days : {7, 30, 90})
        addRange(*row, tr("%1 d").arg(days), tr("The last %1 days").arg(days), days * dayLength);
    addRange(*row, tr("Range …"), tr("Any range"), 0);
    row->addSpacing(gridStep);
    row->addWidget(new Label(theme_, tr("Resolution"), TextSize::Body, Role::QuietText, this));
    resolution_ = new QComboBox(this);
    resolution_->setAccessibleName(tr("Resolution"));
    resolution_->setToolTip(
        tr("How much time one point sums up: the line is the mean, the band reaches from the least to the "
           "greatest value"));
    addItem(*resolution_, tr("Automatic"), Resolution::Automatic);
    addItem(*resolution_, tr("Raw"), Resolution::Raw);
    addItem(*resolution_, tr("Hourly"), Resolution::Hourly);
    addItem(*resolution_, tr("Daily"), Resolution::Daily);
    connect(resolution_, &QComboBox::activated, this, [this] {
        choice_.resolution = chosenIn<Resolution>(*resolution_);
        change();
    });
    row->addWidget(resolution_);
    row->addStretch();
    auto* add = new QPushButton(tr("Add series …"), this);
    connect(add, &QPushButton::clicked, this, &HistoryTools::seriesWanted);
    row->addWidget(add);
    return row;
}

QHBoxLayout* HistoryTools::makeComparison() {
    auto* row = new QHBoxLayout;
    row->setSpacing(gridStep);
    row->addWidget(new Label(theme_, tr("Compare with"), TextSize::Body, Role::QuietText, this));
    with_ = new QComboBox(this);
    with_->setAccessibleName(tr("Compare with"));
    addItem(*with_, tr("nothing"), ComparedWith::Nothing);
    addItem(*with_, tr("the period before"), ComparedWith::PeriodBefore);
    addItem(*with_, tr("yesterday"), ComparedWith::Yesterday);
    addItem(*with_, tr("a week ago"), ComparedWith::WeekAgo);
    addItem(*with_, tr("another range …"), ComparedWith::Range);
    connect(with_, &QComboBox::activated, this, &HistoryTools::takeComparison);
    row->addWidget(with_);
    manner_ = new QComboBox(this);
    manner_->setAccessibleName(tr("How two periods are drawn"));
    manner_->addItem(tr("both in one chart"), false);
    manner_->addItem(tr("as difference"), true);
    connect(manner_, &QComboBox::activated, this, [this] {
        choice_.isDifference = manner_->currentData().toBool();
        change();
    });
    row->addWidget(manner_);
    row->addStretch();
    return row;
}

HistoryTools::RangeFields HistoryTools::makeFields(const QString& from, const QString& to,
                                                   void (HistoryTools::*taken)()) {
    RangeFields fields;
    fields.box = new QWidget(this);
    auto* row = new QHBoxLayout(fields.box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridStep);
    const auto add = [&](const QString& text, const QString& name) {
        row->addWidget(new Label(theme_, text, TextSize::Body, Role::QuietText, fields.box));
        auto* field = new QDateTimeEdit(fields.box);
        field->setAccessibleName(name);
        field->setCalendarPopup(true);
        field->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));  // typed, so see ui/MomentText.h
        connect(field, &QDateTimeEdit::editingFinished, this, taken);
        row->addWidget(field);
        return field;
    };
    fields.from = add(from, tr("%1: beginning").arg(from));
    fields.to = add(to, tr("%1: end").arg(from));
    row->addStretch();
    fields.box->hide();
    return fields;
}

void HistoryTools::fill(const RangeFields& fields, TimeRange range) {
    const QSignalBlocker quietFrom(fields.from);
    const QSignalBlocker quietTo(fields.to);
    fields.from->setDateTime(dateTimeOf(range.from));
    fields.to->setDateTime(dateTimeOf(range.to));
}

std::optional<TimeRange> HistoryTools::rangeIn(const RangeFields& fields) {
    const TimeRange range{fields.from->dateTime().toMSecsSinceEpoch(),
                          fields.to->dateTime().toMSecsSinceEpoch()};
    return range.from < range.to ? std::optional(range) : std::nullopt;
}

void HistoryTools::chooseLength(std::int64_t length) {
    choice_.length = length;
    choice_.range.reset();
    change();
}

void HistoryTools::chooseTyped() {
    if (!choice_.range) choice_.range = choice_.first(now_);
    change();
}

// Fields that were left without a change say nothing new.
void HistoryTools::takeFirst() {
    const auto range = rangeIn(first_);
    problem_->setText(range ? QString() : tr("A range ends after its beginning."));
    problem_->setVisible(!range);
    if (!range || range == choice_.range) return;
    choice_.range = range;
    change();
}

void HistoryTools::takeOther() {
    const auto range = rangeIn(other_);
    problem_->setText(range ? QString() : tr("A range ends after its beginning."));
    problem_->setVisible(!range);
    if (!range || range == choice_.other) return;
    choice_.other = range;
    change();
}

void HistoryTools::takeComparison() {
    const std::optional<TimeRange> before = choice_.second(now_);
    choice_.with = chosenIn<ComparedWith>(*with_);
    if (choice_.with == ComparedWith::Range && !choice_.other) {
        HistoryChoice usual = choice_;
        usual.with = ComparedWith::PeriodBefore;
        choice_.other = before ? before : usual.second(now_);
    }
    change();
}

void HistoryTools::setChoice(const HistoryChoice& choice, std::int64_t now) {
    now_ = now;
    choice_ = choice;
    showChoice();
}

void HistoryTools::showChoice() {
    ranges_->setExclusive(false);  // a length that no button has leaves all of them up
    for (QAbstractButton* button : ranges_->buttons()) {
        const auto length = button->property("length").toLongLong();
        button->setChecked(button == typed_
                               ? choice_.range.has_value()
                               : !choice_.range && length == static_cast<qlonglong>(choice_.length));
    }
    ranges_->setExclusive(true);
    resolution_->setCurrentIndex(resolution_->findData(static_cast<int>(choice_.resolution)));
    with_->setCurrentIndex(with_->findData(static_cast<int>(choice_.with)));
    manner_->setCurrentIndex(manner_->findData(choice_.isDifference));
    manner_->setVisible(choice_.with != ComparedWith::Nothing);
    first_.box->setVisible(choice_.range.has_value());
    if (choice_.range) fill(first_, *choice_.range);
    other_.box->setVisible(choice_.with == ComparedWith::Range);
    if (choice_.other) fill(other_, *choice_.other);
    problem_->hide();
}

void HistoryTools::change() {
    showChoice();
    emit changed();
}

}  // namespace baro::ui
