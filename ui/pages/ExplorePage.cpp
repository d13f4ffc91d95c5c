#include "ui/pages/ExplorePage.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "core/promql/Parser.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ExploreResult.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/explore/PromQlText.h"
#include "ui/explore/QueryHistory.h"
#include "ui/explore/SeriesNames.h"
#include "ui/explore/StepField.h"
#include "ui/explore/UnitGuess.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageChoice.h"
#include "ui/widgets/PageColumn.h"

namespace baro::ui {
namespace {

constexpr std::chrono::seconds namesAge{30};

class ExplorePage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(ExplorePage)

  public:
    ExplorePage(const PageContext& context, QWidget* parent)
        : Page(context, parent), names_(context.source), history_(context.settings) {
        auto* column = new PageColumn(context.theme, this);
        auto* card = new Card(context.theme, {}, this);
        editor_ = new PromQlEditor(context.theme, &names_, card);
        editor_->setPlaceholderText(tr("PromQL, such as rate(node_disk_read_bytes_total[$interval])"));
        card->body()->addWidget(editor_);
        card->body()->addLayout(makeTools(card));
        problem_ = new Label(context.theme, TextSize::Body, Role::Danger, card);
        problem_->setWordWrap(true);
        problem_->hide();
        card->body()->addWidget(problem_);
        column->column()->addWidget(card);
        result_ = new ExploreResult(context, this);
        column->column()->addWidget(result_, 1);

        connect(editor_, &PromQlEditor::runWanted, this, &ExplorePage::run);
        connect(editor_, &PromQlEditor::problemChanged, this, &ExplorePage::showProblem);
        connect(editor_, &PromQlEditor::historyWanted, this, &ExplorePage::leaf);
        connect(result_, &ExploreResult::exampleChosen, this, &ExplorePage::search);
        namesTimer_.setInterval(namesAge);
        connect(&namesTimer_, &QTimer::timeout, this, &ExplorePage::readNames);
        setFocusProxy(editor_);
    }

    void showFrame(const Frame&) override {}
    // From a chart, or an example: the text is run at once.
    void search(const QString& text) override {
        editor_->setPlainText(text);
        run();
    }
    bool focusSearch() override {
        editor_->setFocus();
        return true;
    }
    void refresh() override {
        readNames();
        run();
    }

  protected:
    void showEvent(QShowEvent* event) override {
        Page::showEvent(event);
        readNames();
        namesTimer_.start();
    }
    void hideEvent(QHideEvent* event) override {
        Page::hideEvent(event);
        namesTimer_.stop();
    }

  private:
    QHBoxLayout* makeTools(QWidget* parent) {
        auto* tools = new QHBoxLayout;
        tools->setSpacing(gridStep);
        auto* runs = new QPushButton(tr("Run"), parent);
        runs->setToolTip(tr("Enter in the text; Shift and Enter begins a new line"));
        connect(runs, &QPushButton::clicked, this, &ExplorePage::run);
        tools->addWidget(runs);
        tools->addWidget(menuButton(tr("History"), &ExplorePage::fillHistory, parent));
        tools->addWidget(menuButton(tr("Add to a page"), &ExplorePage::fillPages, parent));
        tools->addStretch();
        tools->addWidget(new Label(context().theme, tr("Step"), TextSize::Body, Role::QuietText, parent));
        step_ = new StepField(context().theme, parent);
        connect(step_, &StepField::changed, this, [this] { result_->setStep(step_->step()); });
        tools->addWidget(step_);
        addViews(*tools, parent);
        return tools;
    }

    void addViews(QHBoxLayout& tools, QWidget* parent) {
        auto* group = new QButtonGroup(parent);
        const auto add = [&](const QString& text, bool isTable) {
            auto* button = new QToolButton(parent);
            button->setText(text);
            button->setCheckable(true);
            button->setChecked(!isTable);
            button->setFocusPolicy(Qt::TabFocus);
            group->addButton(button);
            tools.addWidget(button);
            connect(button, &QToolButton::clicked, this,
                    [this, isTable] { result_->setShowsTable(isTable); });
            return button;
        };
        chartButton_ = add(tr("Chart"), false);
        tableButton_ = add(tr("Table"), true);
    }

    QToolButton* menuButton(const QString& text, void (ExplorePage::*fill)(QMenu&), QWidget* parent) {
        auto* button = new QToolButton(parent);
        button->setText(text);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setFocusPolicy(Qt::TabFocus);
        auto* menu = new QMenu(button);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
            menu->clear();
            (this->*fill)(*menu);
        });
        button->setMenu(menu);
        return button;
    }

    void fillHistory(QMenu& menu) {
        for (const QString& query : history_.queries()) {
            QString text = menu.fontMetrics().elidedText(query.simplified(), Qt::ElideMiddle, 60 * gridStep);
            menu.addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                           [this, query] { search(query); });
        }
        if (history_.queries().isEmpty()) {
            menu.addAction(tr("Nothing was asked yet"))->setEnabled(false);
            return;
        }
        menu.addSeparator();
        menu.addAction(tr("Clear history"), this, [this] { history_.clear(); });
    }

    void fillPages(QMenu& menu) {
        if (!result_->hasQuery()) {
            menu.addAction(tr("Run a query first"))->setEnabled(false);
            return;
        }
        addPageChoice(menu, context(), toPageChart(result_->spec(), false));
    }

    void leaf(int step) {
        const QString query = history_.leaf(step);
        if (query.isNull()) return;
        editor_->setPlainText(query);
        editor_->moveCursor(QTextCursor::End);
    }

    void run() {
        const QString written = editor_->toPlainText().trimmed();
        if (written.isEmpty()) return result_->clear();
        const PromQlText text(written);
        const promql::Parsed parsed = promql::parse(text.bytes());
        if (!parsed.ok()) {
            problem_->setText(machineText(promql::toString(parsed.error(), text.bytes())));
            problem_->show();
            return;
        }
        problem_->hide();
        history_.add(written);
        const promql::ValueType type = parsed.expression()->type;
        const bool isDrawable = type == promql::ValueType::Vector || type == promql::ValueType::Scalar;
        chartButton_->setEnabled(isDrawable);
        if (!isDrawable) tableButton_->setChecked(true);
        result_->ask(written, unitGuess(*parsed.expression()), isDrawable);
        result_->setShowsTable(tableButton_->isChecked());
    }

    void showProblem() {
        problem_->setText(editor_->problem());
        problem_->setVisible(!editor_->problem().isEmpty());
    }

    void readNames() {
        const std::int64_t newest = context().cursor.newest();
        if (newest == 0) return;
        names_.refresh({context().cursor.oldest(), newest}, context().frames.newest());
    }

    SeriesNames names_;
    QueryHistory history_;
    QTimer namesTimer_;
    PromQlEditor* editor_ = nullptr;
    StepField* step_ = nullptr;
    QToolButton* chartButton_ = nullptr;
    QToolButton* tableButton_ = nullptr;
    Label* problem_ = nullptr;
    ExploreResult* result_ = nullptr;
};

}  // namespace

PageEntry explorePage() {
    return {.id = QStringLiteral("explore"),
            .title = ExplorePage::tr("Explore"),
            .icon = QStringLiteral("explore"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new ExplorePage(context, parent);
            }};
}

}  // namespace baro::ui
