#include "ui/alerts/SeriesPicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <algorithm>

#include "core/promql/Parser.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

// So many values of a label can be found in a list.
constexpr std::size_t mostLabelValues = 500;

QString listText(const SeriesChoice& choice) {
    const QString name = machineText(choice.metric);
    return choice.metric.empty() || choice.threshold || name == choice.title
               ? choice.title
               : choice.title + QStringLiteral(" – ") + name;
}

}  // namespace

SeriesPicker::SeriesPicker(const PageContext& context, QWidget* parent)
    : QWidget(parent), context_(context), names_(context.source) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    list_ = new QComboBox(this);
    list_->setAccessibleName(tr("Series"));
    list_->setEditable(true);
    list_->setInsertPolicy(QComboBox::NoInsert);
    list_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list_->setMinimumContentsLength(20);
    list_->completer()->setFilterMode(Qt::MatchContains);
    list_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    column->addWidget(list_);
    labels_ = new QGridLayout;
    labels_->setHorizontalSpacing(gridStep);
    labels_->setVerticalSpacing(gridStep / 2);
    labels_->setColumnStretch(1, 1);
    column->addLayout(labels_);
    text_ = new PromQlEditor(context.theme, &names_, this);
    text_->setAccessibleName(tr("Series as PromQL"));
    text_->setPlaceholderText(
        tr("PromQL without a comparison, such as rate(node_disk_read_bytes_total[5m])"));
    column->addWidget(text_);
    isWritten_ = new QCheckBox(tr("Write it as PromQL"), this);
    column->addWidget(isWritten_);
    fill();
    setWritten(false);
    connect(list_, &QComboBox::currentIndexChanged, this, [this] {
        if (isSetting_) return;
        showLabels({});
        tell();
    });
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        if (isSetting_ || !isWritten_->isChecked()) return;
        prefersText_ = true;
        tell();
    });
    connect(isWritten_, &QCheckBox::toggled, this, [this](bool isWritten) {
        if (isSetting_) return;
        {
            const QScopedValueRollback setting(isSetting_, true);
            if (isWritten)
                text_->setPlainText(QString::fromStdString(
                    choice() != nullptr ? expressionOf(*choice(), narrowing()) : std::string()));
            setWritten(isWritten);
            prefersText_ = isWritten;
        }
        tell();
    });
    connect(&names_, &SeriesNames::changed, this, &SeriesPicker::fill);
    if (context.cursor.newest() > 0)
        names_.refresh({context.cursor.oldest(), context.cursor.newest()}, context.frames.newest());
}

SeriesPicker::~SeriesPicker() = default;

// The names have come: what was chosen stays.
void SeriesPicker::fill() {
    const std::string before = choices_.empty() ? std::string() : expression();
    const QString titleBefore = title();
    {
        const QScopedValueRollback setting(isSetting_, true);
        refill(before);
    }
    if (expression() != before || title() != titleBefore) emit changed();
}

void SeriesPicker::refill(const std::string& before) {
    list_->clear();
    choices_ = seriesChoices(names_.index());
    for (const SeriesChoice& choice : choices_)
        list_->addItem(listText(choice));
    if (!isChosen_) return showLabels({});
    setExpression(before);
    if (prefersText_) setWritten(true);
}

void SeriesPicker::tell() {
    if (isSetting_) return;
    isChosen_ = true;
    emit changed();
}

void SeriesPicker::setWritten(bool isWritten) {
    isWritten_->setChecked(isWritten);
    text_->setVisible(isWritten);
    list_->setVisible(!isWritten);
    if (isWritten)
        showLabels({});
    else if (rows_.empty())
        showLabels({});
}

const SeriesChoice* SeriesPicker::choice() const {
    const auto index = static_cast<std::size_t>(std::max(0, list_->currentIndex()));
    return isWritten_->isChecked() || index >= choices_.size() ? nullptr : &choices_[index];
}

void SeriesPicker::setExpression(const std::string& expression) {
    const QScopedValueRollback setting(isSetting_, true);
    isChosen_ = true;
    text_->setPlainText(QString::fromStdString(expression));
    for (std::size_t index = 0; index < choices_.size(); ++index) {
        const auto narrowing = narrowingIn(choices_[index], expression);
        if (!narrowing) continue;
        setWritten(false);
        list_->setCurrentIndex(static_cast<int>(index));
        return showLabels(*narrowing);
    }
    setWritten(true);
}

std::string SeriesPicker::expression() const {
    if (isWritten_->isChecked()) return text_->toPlainText().trimmed().toStdString();
    return choice() != nullptr ? expressionOf(*choice(), narrowing()) : std::string();
}

QString SeriesPicker::title() const {
    if (choice() == nullptr) return {};
    QStringList values;
    for (const auto& [label, value] : narrowing())
        values << machineText(value).left(60);
    return values.isEmpty() ? choice()->title
                            : choice()->title + QStringLiteral(" (") + values.join(QStringLiteral(", ")) +
                                  QLatin1Char(')');
}

Narrowing SeriesPicker::narrowing() const {
    Narrowing narrowing;
    for (const LabelRow& row : rows_)
        if (row.value->currentIndex() > 0)
            narrowing.emplace_back(row.label, row.value->currentData().toString().toStdString());
    std::ranges::sort(narrowing);
    return narrowing;
}

void SeriesPicker::showLabels(const Narrowing& narrowing) {
    for (const LabelRow& row : rows_) {
        row.name->deleteLater();
        row.value->deleteLater();
        row.name->hide();
        row.value->hide();
    }
    rows_.clear();
    const SeriesChoice* const chosen = choice();
    if (chosen == nullptr || chosen->metric.empty()) return;
    NameIndex::ValuesByLabel values;
    if (names_.index().metrics.contains(chosen->metric)) values = names_.index().labelsOf(chosen->metric);
    for (const auto& [label, value] : narrowing)
        values[label].insert(value);
    for (const auto& [label, known] : values) {
        const auto chosenValue = std::ranges::find(narrowing, label, &Narrowing::value_type::first);
        const bool isChosen = chosenValue != narrowing.end();
        if (!isChosen && (known.size() < 2 || known.size() > mostLabelValues || rows_.size() >= mostLabels))
            continue;
        LabelRow row;
        row.label = label;
        row.name = new Label(context_.theme, machineText(label), TextSize::Body, Role::QuietText, this);
        row.value = new QComboBox(this);
        row.value->setAccessibleName(machineText(label));
        row.value->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        row.value->addItem(tr("any"));
        for (const std::string& value : known)
            row.value->addItem(machineText(value).left(200), QString::fromStdString(value));
        if (isChosen)
            row.value->setCurrentIndex(row.value->findData(QString::fromStdString(chosenValue->second)));
        connect(row.value, &QComboBox::currentIndexChanged, this, [this] { tell(); });
        const int at = static_cast<int>(rows_.size());
        labels_->addWidget(row.name, at, 0);
        labels_->addWidget(row.value, at, 1);
        rows_.push_back(row);
    }
}

}  // namespace baro::ui
