#include "ui/pages/HistoryPage.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QMenu>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "core/sampling/CollectionLog.h"
#include "ui/ClockText.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/UserPages.h"
#include "ui/history/AddedSeries.h"
#include "ui/history/CollectionPanel.h"
#include "ui/history/HeadlineCharts.h"
#include "ui/history/HistoryChoice.h"
#include "ui/history/HistoryTools.h"
#include "ui/history/PeriodChart.h"
#include "ui/history/ProcessChangePanel.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/ChartDialog.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageChoice.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/StateMessage.h"

namespace baro::ui {
namespace {

constexpr int chartColumns = 2;
constexpr int historyChartHeight = 27 * gridStep;
// A range up to now moves on when a point has come, but not more often than this.
constexpr std::chrono::seconds shortestRefresh{10};
constexpr std::chrono::seconds longestRefresh{600};
constexpr std::chrono::seconds emptyRefresh{60};
constexpr std::int64_t processesMoveOn = 60'000;
constexpr std::chrono::milliseconds dragged{200};

QString rangeWords(TimeRange range) {
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(range.from);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(range.to);
    const auto whole = [](const QDateTime& time) {
        return momentText(time, DayForm::Whole, ClockForm::Minutes);
    };
    return whole(from) + QStringLiteral(" – ") +
           (from.date() == to.date() ? clockText(to.time(), ClockForm::Minutes) : whole(to));
}

class HistoryPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(HistoryPage)

  public:
    HistoryPage(const PageContext& context, QWidget* parent)
        : Page(context, parent),
          reader_(context.source),
          chartContext_(context.withCursor(pointed_)),
          added_(context.historyPages) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(makeTools());
        message_ = new StateMessage(context.theme, this);
        message_->hide();
        column->column()->addWidget(message_);
        problem_ = new Label(context.theme, TextSize::Body, Role::Danger, this);
        problem_->setWordWrap(true);
        column->column()->addWidget(problem_);
        grid_ = new QGridLayout;
        grid_->setSpacing(2 * gridStep);
        for (int i = 0; i < chartColumns; ++i)
            grid_->setColumnStretch(i, 1);
        column->column()->addLayout(grid_);
        processes_ = new ProcessChangePanel(context, this);
        column->column()->addWidget(processes_);
        collection_ = new CollectionPanel(context, this);
        column->column()->addWidget(collection_);
        column->column()->addStretch();
        for (ChartSpec& spec : headlineCharts())
            addChart(std::move(spec));
        headlines_ = charts_.size();
        showAdded();

        connect(&added_, &AddedSeries::changed, this, &HistoryPage::showAdded);
        connect(&context.historyPages, &UserPages::said, &context.navigation, &Navigation::say);
        connect(&context.cursor, &TimeCursor::changed, this, [this] { askSoon(); });
        // Collection goes on while the window shows the past.
        connect(&context.frames, &FrameFeed::arrived, this, [this] {
            if (isVisible()) showCollection();
        });
        connect(&context.series, &SeriesFeed::paceChanged, this, [this] { askSoon(); });
        refreshing_.setSingleShot(true);
        connect(&refreshing_, &QTimer::timeout, this, [this] {
            if (isVisible() && followsNow()) ask();
        });
        // While one drags, the range is another one sixty times a second.
        comparing_.setSingleShot(true);
        comparing_.setInterval(dragged);
        connect(&comparing_, &QTimer::timeout, this, [this] { compareProcesses(tools_->choice()); });
        asking_.setSingleShot(true);
        asking_.setInterval(0);
        connect(&asking_, &QTimer::timeout, this, [this] { ask(); });
    }
    // Their reader is a member and goes before the children do.
    ~HistoryPage() override {
        for (PeriodChart* chart : findChildren<PeriodChart*>())
            delete chart;
    }

    void showFrame(const Frame&) override {
        showCollection();
        if (isVisible() && asked_.first == TimeRange{}) ask();
    }
    // From a chart, or --search: a range, and what it is compared with.
    void search(const QString& text) override {
        const auto choice = historyChoiceOf(text, QDateTime::currentDateTime());
        if (!choice) return context().navigation.say(tr("\"%1\" is no range of time").arg(text));
        tools_->setChoice(*choice, now());
        ask();
    }
    void refresh() override { ask(); }

  protected:
    void showEvent(QShowEvent* event) override {
        Page::showEvent(event);
        ask();
    }
    void hideEvent(QHideEvent* event) override {
        Page::hideEvent(event);
        refreshing_.stop();
        comparing_.stop();
    }

  private:
    QWidget* makeTools() {
        auto* card = new Card(context().theme, {}, this);
        tools_ = new HistoryTools(context().theme, card);
        card->body()->addWidget(tools_);
        shown_ = new Label(context().theme, TextSize::Caption, Role::QuietText, card);
        shown_->setWordWrap(true);
        card->body()->addWidget(shown_);
        connect(tools_, &HistoryTools::changed, this, [this] { ask(); });
        connect(tools_, &HistoryTools::seriesWanted, this, &HistoryPage::addSeries);
        return card;
    }

    void addChart(ChartSpec spec) {
        spec.height = historyChartHeight;
        auto* chart = new PeriodChart(chartContext_, std::move(spec), reader_, nextNumber_++, this);
        connect(chart, &PeriodChart::rangeChosen, this, &HistoryPage::showRange);
        connect(chart, &PeriodChart::usualRangeWanted, this, [this] { showRange({}); });
        connect(chart, &ChartFrame::answered, this, &HistoryPage::showState);
        charts_.push_back(chart);
        placeCharts();
    }

    void placeCharts() {
        for (std::size_t i = 0; i < charts_.size(); ++i) {
            const int position = static_cast<int>(i);
            grid_->addWidget(charts_[i], position / chartColumns, position % chartColumns);
        }
    }

    void addSeries() {
        if (!added_.problem().isEmpty()) return context().navigation.say(added_.problem());
        ChartDialog dialog(context(), {tr("Chart").toStdString(), Unit::None, false, 0, {{}}}, {}, this);
        dialog.setWindowTitle(tr("Add series"));
        if (dialog.exec() == QDialog::Accepted) added_.add(dialog.chart());
    }

    // Those of the file, after the headlines.
    void showAdded() {
        const QString problem = added_.problem();
        problem_->setText(
            problem.isEmpty() ? QString() : tr("%1\nWhat was added is shown as it was before.").arg(problem));
        problem_->setVisible(!problem.isEmpty());
        const UserPage page = added_.page();
        if (page == shownPage_) return;
        shownPage_ = page;
        while (charts_.size() > headlines_)
            removeLastChart();
        for (std::size_t i = 0; i < page.charts.size(); ++i)
            addRemovableChart(toChartSpec(page.charts[i], page.variables), i);
        if (isVisible()) ask();
    }

    void addRemovableChart(ChartSpec spec, std::size_t index) {
        addChart(std::move(spec));
        charts_.back()->setMenuExtension([this, index](QMenu& menu) {
            menu.addSeparator();
            QAction* const removes = menu.addAction(tr("Remove from this page"), this, [this, index] {
                // Later, not at once: the menu belongs to the chart.
                QMetaObject::invokeMethod(
                    this, [this, index] { added_.remove(index); }, Qt::QueuedConnection);
            });
            removes->setEnabled(added_.problem().isEmpty());
        });
    }

    void removeLastChart() {
        PeriodChart* const chart = charts_.back();
        charts_.pop_back();
        chart->hide();
        chart->deleteLater();
    }

    // The newest moment that the window shows: now, or that of the cursor in the past.
    std::int64_t now() const { return context().cursor.moment(); }
    bool followsNow() const { return context().cursor.isLive() && !tools_->choice().range; }

    // Nothing: the one up to now that was chosen last.
    void showRange(std::optional<TimeRange> range) {
        HistoryChoice choice = tools_->choice();
        choice.range = range;
        tools_->setChoice(choice, now());
        ask();
    }

    void askSoon() {
        if (isVisible()) asking_.start();
    }

    void ask() {
        if (now() == 0) return;
        tools_->setNow(now());
        const HistoryChoice& choice = tools_->choice();
        asked_ = {choice.first(now()),      choice.second(now()),
                  nameOf(choice.with),      choice.isDifference,
                  choice.resolution,        {context().series.sampleInterval(), context().cursor.newest()},
                  context().cursor.newest()};
        pointed_.advance(asked_.first.to);
        const ColumnChoice columns = columnsFor(asked_.first, asked_.resolution, asked_.pace, 1);
        showWhatIsShown(columns);
        if (!columns.problem.isEmpty()) return showProblem(columns.problem);
        showCharts(true);
        for (PeriodChart* chart : charts_)
            chart->setPeriods(asked_);
        if (asked_.second)
            comparing_.start();
        else
            compareProcesses(choice);
        planRefresh(columns.isRaw ? columns.columns.tick : columns.columns.width);
    }

    // They are read anew where there is something new to see: that takes longer than a chart.
    void compareProcesses(const HistoryChoice& choice) {
        const bool isSame = choice == compared_ && asked_.first.to - comparedUpTo_ < processesMoveOn &&
                            asked_.first.to >= comparedUpTo_;
        if (isSame) return;
        compared_ = choice;
        comparedUpTo_ = asked_.first.to;
        processes_->compare(asked_.first, asked_.second);
    }

    void planRefresh(std::int64_t point) {
        const auto wait = std::chrono::milliseconds(point);
        refreshing_.start(std::clamp<std::chrono::milliseconds>(wait, shortestRefresh, longestRefresh));
    }

    void showCollection() {
        collection_->showState(context().collection.state(QDateTime::currentMSecsSinceEpoch()));
    }

    void showWhatIsShown(const ColumnChoice& columns) {
        QString words = rangeWords(asked_.first);
        if (columns.problem.isEmpty())
            words += (columns.isRaw ? tr("; %1") : tr("; mean, least and greatest of %1"))
                         .arg(widthText(columns.columns, columns.isRaw));
        if (asked_.second)
            words += (asked_.isDifference ? tr("; less those of %1") : tr("; compared with %1"))
                         .arg(rangeWords(*asked_.second));
        shown_->setText(
            words +
            tr(". Drag a chart to move, Ctrl and the wheel zoom, Shift and dragging choose a range, a double "
               "click goes back."));
    }

    void showProblem(const QString& problem) {
        message_->setMessage(StateMessage::Kind::Empty, tr("This resolution is too fine for the range"),
                             problem);
        showCharts(false);
        comparing_.stop();
        compared_.reset();
        processes_->compare({}, std::nullopt);
    }

    void showCharts(bool areThere) {
        message_->setVisible(!areThere);
        for (PeriodChart* chart : charts_)
            chart->setVisible(areThere);
    }

    // Nothing is said before all charts have answered that there is nothing.
    void showState() {
        const bool isEmpty = !charts_.empty() && std::ranges::all_of(charts_, [](const PeriodChart* chart) {
            return chart->isEmpty();
        });
        if (!isEmpty) return;
        const QDateTime since = QDateTime::fromMSecsSinceEpoch(context().cursor.oldest());
        message_->setMessage(
            StateMessage::Kind::Empty, tr("Nothing is recorded for this range"),
            tr("What is kept begins %1.").arg(QLocale().toString(since, QLocale::LongFormat)));
        showCharts(false);
        refreshing_.start(emptyRefresh);
    }

    // What the charts point at: a moment of the past that the other pages do not show.
    TimeCursor pointed_;
    PeriodReader reader_;
    const PageContext chartContext_;
    AddedSeries added_;
    QTimer refreshing_;
    QTimer asking_;     // several reasons to ask are one
    QTimer comparing_;  // the processes are compared when the range stays
    ComparedPeriods asked_;
    HistoryTools* tools_ = nullptr;
    Label* shown_ = nullptr;
    StateMessage* message_ = nullptr;
    Label* problem_ = nullptr;
    QGridLayout* grid_ = nullptr;
    std::vector<PeriodChart*> charts_;
    std::size_t headlines_ = 0;  // how many of them are always there, first
    UserPage shownPage_;         // the others
    ProcessChangePanel* processes_ = nullptr;
    CollectionPanel* collection_ = nullptr;
    int nextNumber_ = 0;
    std::optional<HistoryChoice> compared_;  // what the processes are those of
    std::int64_t comparedUpTo_ = 0;
};

}  // namespace

PageEntry historyPage() {
    return {.id = QStringLiteral("history"),
            .title = HistoryPage::tr("History"),
            .icon = QStringLiteral("clock"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new HistoryPage(context, parent);
            }};
}

}  // namespace baro::ui
