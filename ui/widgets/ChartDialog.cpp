#include "ui/widgets/ChartDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/pages/PageFile.h"
#include "core/promql/Parser.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/widgets/Label.h"

namespace baro::ui {

ChartDialog::ChartDialog(const PageContext& context, const PageChart& chart, ExpressionVariables variables,
                         QWidget* parent)
    : QDialog(parent),
      context_(context),
      variables_(std::move(variables)),
      maximum_(chart.maximum),
      names_(context.source) {
    auto* form = new QFormLayout;
    title_ = new QLineEdit(QString::fromStdString(chart.title), this);
    form->addRow(tr("Title"), title_);
    unit_ = new QComboBox(this);
    for (int unit = 0; unit <= static_cast<int>(Unit::Timestamp); ++unit)
        unit_->addItem(QString::fromStdString(std::string(pageUnitWord(static_cast<Unit>(unit)))), unit);
    unit_->setCurrentIndex(unit_->findData(static_cast<int>(chart.unit)));
    form->addRow(tr("Unit"), unit_);
    isStacked_ = new QCheckBox(tr("Stacked areas"), this);
    isStacked_->setChecked(chart.isStacked);
    form->addRow(QString(), isStacked_);

    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    list_ = new QVBoxLayout;
    column->addLayout(list_);
    auto* more = new QPushButton(tr("Add line"), this);
    connect(more, &QPushButton::clicked, this, [this] { addLine({}); });
    column->addWidget(more, 0, Qt::AlignLeft);
    problem_ = new Label(context.theme, TextSize::Body, Role::Danger, this);
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    column->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    accepts_ = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(title_, &QLineEdit::textChanged, this, &ChartDialog::check);
    for (const PageChartLine& line : chart.lines)
        addLine(line);
    resize(90 * gridStep, sizeHint().height());
    if (context.cursor.newest() > 0)
        names_.refresh({context.cursor.oldest(), context.cursor.newest()}, context.frames.newest());
}

ChartDialog::~ChartDialog() = default;

void ChartDialog::addLine(const PageChartLine& line) {
    Line added;
    added.box = new QWidget(this);
    auto* column = new QVBoxLayout(added.box);
    column->setContentsMargins(0, 0, 0, gridStep);
    added.expression = new PromQlEditor(context_.theme, &names_, added.box);
    added.expression->setPlainText(QString::fromStdString(line.expression));
    column->addWidget(added.expression);
    auto* row = new QHBoxLayout;
    added.name = new QLineEdit(QString::fromStdString(line.name), added.box);
    added.name->setAccessibleName(tr("Name of the series"));
    added.name->setPlaceholderText(tr("Name of the series, such as {device} read; empty shows the labels"));
    added.isDown = new QCheckBox(tr("Downwards"), added.box);
    added.isDown->setChecked(line.isDown);
    auto* removes = new QPushButton(tr("Remove line"), added.box);
    connect(removes, &QPushButton::clicked, this, [this, box = added.box] { removeLine(box); });
    row->addWidget(added.name, 1);
    row->addWidget(added.isDown);
    row->addWidget(removes);
    column->addLayout(row);
    list_->addWidget(added.box);
    connect(added.expression, &QPlainTextEdit::textChanged, this, &ChartDialog::check);
    lines_.push_back(added);
    check();
}

void ChartDialog::removeLine(QWidget* box) {
    std::erase_if(lines_, [box](const Line& line) { return line.box == box; });
    box->hide();
    box->deleteLater();
    check();
}

QString ChartDialog::problemOf(const Line& line) const {
    const QString written = line.expression->toPlainText().trimmed();
    if (written.isEmpty()) return tr("A line needs an expression.");
    ExpressionVariables variables = variables_;
    for (const auto& [name, value] : context_.series.variables())
        variables.try_emplace(name, value);
    const std::string text = withVariables(written.toStdString(), variables);
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) return machineText(promql::toString(parsed.error(), text));
    const promql::ValueType type = parsed.expression()->type;
    const bool isDrawable = type == promql::ValueType::Vector || type == promql::ValueType::Scalar;
    return isDrawable ? QString() : tr("A chart cannot draw a range of samples; a rate of it, it can.");
}

void ChartDialog::check() {
    QString problem;
    if (title_->text().trimmed().isEmpty()) problem = tr("A chart needs a title.");
    if (lines_.empty()) problem = tr("A chart needs a line.");
    for (const Line& line : lines_)
        if (problem.isEmpty()) problem = problemOf(line);
    problem_->setText(problem);
    accepts_->setEnabled(problem.isEmpty());
}

PageChart ChartDialog::chart() const {
    PageChart chart;
    chart.title = title_->text().trimmed().toStdString();
    chart.unit = static_cast<Unit>(unit_->currentData().toInt());
    chart.isStacked = isStacked_->isChecked();
    chart.maximum = maximum_;
    for (const Line& line : lines_)
        chart.lines.push_back({line.expression->toPlainText().trimmed().toStdString(),
                               line.name->text().toStdString(), line.isDown->isChecked()});
    return chart;
}

}  // namespace baro::ui
