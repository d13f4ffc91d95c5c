#include "ui/widgets/TableFilterBar.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QToolButton>
#include <functional>
#include <utility>

#include "core/config/Settings.h"
#include "ui/Formatting.h"
#include "ui/widgets/FilterField.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/ProcessFilterField.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int widestFilter = 80 * gridStep;

}  // namespace

// Where tables have columns, processes have fields.
QString tableFilterProblem(const FilterProblem& problem) {
    const QString subject = QString::fromStdString(problem.subject);
    if (problem.kind == FilterProblem::Kind::UnknownField)
        return TableFilterBar::tr(
                   "No table here has a column “%1”. To look for it as text, put it in quotes.")
            .arg(subject);
    if (problem.kind == FilterProblem::Kind::MissingField)
        return TableFilterBar::tr("A column is missing before “%1”.").arg(subject);
    return filterProblemText(problem);
}

class TableFilterField final : public FilterField {
  public:
    using FilterField::FilterField;

    void setFields(TableFilterFields fields) {
        fields_ = std::move(fields);
        adopt();
    }
    const TableFilterFields& fields() const { return fields_; }
    // Of what is written; an empty one where that is not understood.
    const FilterTree& tree() const { return tree_; }
    void setChanged(std::function<void()> changed) { changed_ = std::move(changed); }
    void setClosed(std::function<void()> closed) { closed_ = std::move(closed); }

  protected:
    std::optional<FilterProblem> take(std::string_view text) override {
        FilterText parsed = parseFilter(text, fields_);
        tree_ = parsed.problem ? FilterTree() : std::move(parsed.tree);
        if (changed_) changed_();
        return std::move(parsed.problem);
    }
    FilterCompletion completion(std::string_view text, std::size_t cursor) const override {
        return completeFilter(text, cursor, fields_);
    }
    QString problemText(const FilterProblem& problem) const override { return tableFilterProblem(problem); }
    bool takeEscape() override {
        closed_();
        return true;
    }

  private:
    TableFilterFields fields_{{}};
    FilterTree tree_;
    std::function<void()> changed_;
    std::function<void()> closed_;
};

TableFilterBar::TableFilterBar(const PageContext& context, QWidget* page)
    : QWidget(page), context_(context), page_(page) {
    field_ = new TableFilterField(context.theme, this);
    field_->edit()->setAccessibleName(tr("Filter the tables of this page"));
    field_->setMaximumWidth(widestFilter);
    field_->setMostRemembered(
        [&settings = context.settings] { return settings.integer("processes.filter-history"); });
    count_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    auto* closes = new QToolButton(this);
    closes->setText(QStringLiteral("✕"));
    closes->setAutoRaise(true);
    closes->setAccessibleName(tr("Close the filter"));
    closes->setToolTip(tr("Close the filter (Esc)"));
    auto* line = new QHBoxLayout;
    line->setSpacing(gridStep);
    line->addWidget(field_, 2);
    line->addWidget(count_);
    line->addStretch(1);
    line->addWidget(closes);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 0);
    column->setSpacing(gridStep / 2);
    column->addLayout(line);
    column->addWidget(field_->message());
    hide();
    field_->setChanged([this] { filter(); });
    field_->setClosed([this] { close(); });
    connect(closes, &QToolButton::clicked, this, &TableFilterBar::close);
    connect(field_->edit(), &QLineEdit::returnPressed, this, [this] {
        for (SubjectTable* table : tables())
            if (table->isVisible() && table->model()->rowCount() > 0) return table->setFocus();
    });
    // What a number alone means may be another now.
    connect(&context.format, &Formatting::changed, this, [this] {
        columns_.clear();
        learnColumns();
    });
}

std::vector<SubjectTable*> TableFilterBar::tables() const {
    const auto found = page_->findChildren<SubjectTable*>();
    return {found.begin(), found.end()};
}

void TableFilterBar::open() {
    if (isHidden()) {
        before_ = page_->window()->focusWidget();
        show();
        for (SubjectTable* table : tables())
            follow(*table);
        learnColumns();
        scrollToTables();
    }
    field_->edit()->setFocus(Qt::ShortcutFocusReason);
    field_->edit()->selectAll();
}

// Below charts nobody would see what is filtered.
void TableFilterBar::scrollToTables() {
    SubjectTable* first = nullptr;
    for (SubjectTable* table : tables()) {
        if (!table->isVisible()) continue;
        if (!table->visibleRegion().isEmpty()) return;
        if (first == nullptr) first = table;
    }
    for (QWidget* up = first; up != nullptr; up = up->parentWidget())
        if (auto* const area = qobject_cast<QScrollArea*>(up))
            return area->ensureWidgetVisible(first, 0, 4 * gridStep);
}

bool TableFilterBar::close() {
    if (isHidden()) return false;
    field_->setText({});
    for (SubjectTable* table : tables())
        table->disconnect(this);
    QWidget* const next = before_ != nullptr && page_->isAncestorOf(before_) ? before_.data() : page_;
    hide();
    next->setFocus();
    return true;
}

QString TableFilterBar::text() const {
    return field_->text();
}

void TableFilterBar::setText(const QString& text) {
    field_->setText(text);
}

void TableFilterBar::filterNew(SubjectTable& table) {
    for (QWidget* up = table.parentWidget(); up != nullptr; up = up->parentWidget()) {
        auto* const bar = up->findChild<TableFilterBar*>(QString(), Qt::FindDirectChildrenOnly);
        if (bar == nullptr) continue;
        if (bar->isHidden()) return;
        bar->follow(table);
        bar->learnColumns();
        return bar->filter();
    }
}

void TableFilterBar::follow(SubjectTable& table) {
    connect(&table, &SubjectTable::rowsChanged, this, &TableFilterBar::learnColumns, Qt::UniqueConnection);
}

// Also which units are in them: a number of another one is a mistake.
void TableFilterBar::learnColumns() {
    if (isHidden()) return;
    std::vector<FilterColumn> columns;
    for (const SubjectTable* table : tables())
        for (FilterColumn& column : table->filterColumns())
            columns.push_back(std::move(column));
    if (columns == columns_ && !columns.empty()) return showCount();
    columns_ = std::move(columns);
    field_->setFields(TableFilterFields(columns_, context_.format.style()));
    const auto names = field_->fields().names();
    const std::string_view example = names.empty() ? std::string_view() : names.front().word;
    field_->edit()->setPlaceholderText(
        tr("Filter the tables: a word, or %1 = text")
            .arg(QString::fromUtf8(example.data(), static_cast<qsizetype>(example.size()))));
}

void TableFilterBar::filter() {
    for (SubjectTable* table : tables()) {
        std::vector<std::string> titles;
        for (const FilterColumn& column : table->filterColumns())
            titles.push_back(column.title);
        table->setFilter(TableFilter(field_->tree(), field_->fields(), titles));
    }
    showCount();
}

void TableFilterBar::showCount() {
    int shown = 0;
    int all = 0;
    for (const SubjectTable* table : tables()) {
        if (!table->isVisibleTo(page_)) continue;
        shown += table->model()->rowCount();
        all += table->rowsInAll();
    }
    count_->setText(shown == all ? tr("all %n row(s)", nullptr, all)
                                 : tr("%1 of %n row(s)", nullptr, all).arg(shown));
}

}  // namespace baro::ui
