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

#include "core/prometheus/ErrorPlace.h"
#include "core/promql/Parser.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ExploreResult.h"
#include "ui/explore/ExploreSources.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/explore/PromQlText.h"
#include "ui/explore/QueryHistory.h"
#include "ui/explore/SeriesNames.h"
#include "ui/explore/SourceChoice.h"
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
        : Page(context, parent),
          names_(context.thisMachine != nullptr ? *context.thisMachine : context.source),
          history_(context.settings) {
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
        connect(editor_, &PromQlEditor::labelsWanted, this,
                [this](const QString& metric) { sources_->wantLabels(metric); });
        connect(result_, &ExploreResult::exampleChosen, this, &ExplorePage::runText);
        connect(result_, &ExploreResult::refused, this, &ExplorePage::underline);
        sources_ = new ExploreSources(context, *choice_, *result_, names_, this);
        adoptSources();
        connect(sources_, &ExploreSources::changed, this, [this] {
            adoptSources();
            if (isVisible()) readNames();
            if (result_->hasQuery()) run();
        });
        namesTimer_.setInterval(namesAge);
        connect(&namesTimer_, &QTimer::timeout, this, &ExplorePage::readNames);
        setFocusProxy(editor_);
    }

    // Servers go before those who ask them.
    ~ExplorePage() override { sources_->letGo(); }

    void showFrame(const Frame&) override {}
    // From a chart, or --search: the text is run at once, where these pages have their series from.
    void search(const QString& text) override { runOn(sources_->home(), text); }
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
    void runOn(const QStringList& sources, const QString& text) {
        sources_->tick(sources);
        runText(text);
    }

    void adoptSources() {
        sources_->apply();
        editor_->setChecks(sources_->asksHere());
    }

    void runText(const QString& text) {
        editor_->setPlainText(text);
        run();
    }

    // Positions in what was sent are those in what is written, unless a name was put in that is longer.
    void underline(const QString& message, const std::string& sent) {
        const QString whole = editor_->toPlainText();
        if (whole != ran_) return;  // somebody has gone on writing
        const QString written = whole.trimmed();
        if (written.toUtf8().size() != static_cast<qsizetype>(sent.size())) return;
        const auto place = prometheus::errorPlaceIn(message.toStdString(), sent);
        if (!place) return;
        const PromQlText text(written);
        const auto begin = static_cast<int>(whole.indexOf(written));
        editor_->underlineMistake(begin + text.positionOf(place->from), begin + text.positionOf(place->to));
    }

    QHBoxLayout* makeTools(QWidget* parent) {
        auto* tools = new QHBoxLayout;
        tools->setSpacing(gridStep);
        auto* runs = new QPushButton(tr("Run"), parent);
        runs->setToolTip(tr("Enter in the text; Shift and Enter begins a new line"));
        connect(runs, &QPushButton::clicked, this, &ExplorePage::run);
        tools->addWidget(runs);
        choice_ = new SourceChoice(parent);
        tools->addWidget(choice_);
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
        for (const AskedQuery& query : history_.queries()) {
            QString text =
                menu.fontMetrics().elidedText(query.text.simplified(), Qt::ElideMiddle, 60 * gridStep);
            if (query.sources != QStringList(SourceChoice::thisMachine()))
                text += QStringLiteral("   ") + sourcesText(query.sources);
            menu.addAction(withoutMnemonics(text), this, [this, query] { runOn(query.sources, query.text); });
        }
        if (history_.queries().empty()) {
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

    static QString sourcesText(const QStringList& sources) {
        QStringList names;
        for (const QString& source : sources)
            names << sourceName(source);
        return names.join(QStringLiteral(", "));
    }

    void leaf(int step) {
        const auto query = history_.leaf(step);
        if (!query) return;
        sources_->tick(query->sources);
        editor_->setPlainText(query->text);
        editor_->moveCursor(QTextCursor::End);
    }

    void run() {
        const QString written = editor_->toPlainText().trimmed();
        adoptSources();
        ran_ = editor_->toPlainText();
        if (written.isEmpty()) return result_->clear();
        const PromQlText text(written);
        const promql::Parsed parsed = promql::parse(text.bytes());
        if (!parsed.ok() && !sources_->asksServers()) {
            problem_->setText(machineText(promql::toString(parsed.error(), text.bytes())));
            problem_->show();
            return;
        }
        problem_->hide();
        history_.add({written, sources_->ticked()});
        // A server may understand more than this machine does.
        if (!parsed.ok()) {
            chartButton_->setEnabled(true);
            result_->ask(written, Unit::None, true,
                         machineText(promql::toString(parsed.error(), text.bytes())));
            return result_->setShowsTable(tableButton_->isChecked());
        }
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
        sources_->readNames();
    }

    SeriesNames names_;
    QueryHistory history_;
    QTimer namesTimer_;
    PromQlEditor* editor_ = nullptr;
    SourceChoice* choice_ = nullptr;
    ExploreSources* sources_ = nullptr;
    QString ran_;  // the text that was asked last
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
