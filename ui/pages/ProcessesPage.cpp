#include "ui/pages/ProcessesPage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "core/config/Settings.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/models/ApplicationTable.h"
#include "ui/pages/ProcessActions.h"
#include "ui/pages/ProcessSettings.h"
#include "ui/pages/ProcessTableKeeper.h"
#include "ui/pages/ProcessTools.h"
#include "ui/widgets/ColumnMenu.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/ProcessDetailsPane.h"
#include "ui/widgets/ProcessFilterField.h"
#include "ui/widgets/ProcessTotals.h"
#include "ui/widgets/ProcessWorker.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int leastApplicationRows = 6;       // at least to be seen
constexpr int detailsBesideTableFrom = 1300;  // pixels; below it they lie under the table

class ProcessesPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(ProcessesPage)

  public:
    ProcessesPage(const PageContext& context, QWidget* parent);
    ~ProcessesPage() override { delete splitter_; }  // views go before their model

    void showFrame(const Frame& frame) override;
    void search(const QString& text) override { filter_->setText(text); }
    bool focusSearch() override;
    void refresh() override { details_->refresh(); }

  protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    QWidget* makeTable();
    void makeActions();
    void connectParts();
    QMenu* makeMoreMenu();

    void fillColumnMenu(QMenu& menu);
    void showColumn(ProcessField field, bool shown);
    void showContextMenu(const QPoint& at);
    void copySelection();
    void openDetails(bool open);
    void followSelection();
    QWidget* makeApplications(QWidget* parent);
    void showApplications(const Frame& frame);
    void showState();

    ProcessModel model_;
    ProcessTableView* table_ = nullptr;
    ProcessTotals* totals_ = nullptr;
    ProcessTools* tools_ = nullptr;
    ProcessFilterField* filter_ = nullptr;
    MessageStrip* strip_ = nullptr;
    QAction* detailsAction_ = nullptr;
    QAction* kernelThreads_ = nullptr;
    QAction* copy_ = nullptr;
    QSplitter* splitter_ = nullptr;
    StateMessage* state_ = nullptr;
    SubjectTable* applications_ = nullptr;
    QWidget* applicationArea_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    std::optional<Error> noProcesses_;
    bool hasApplications_ = false;  // in the place of processes
    bool hasFrame_ = false;
    ProcessDetailsPane* details_ = nullptr;
    // Waits for its work when it goes, and what its answers touch is still there then.
    ProcessWorker worker_;
    ProcessActions* actions_ = nullptr;
    ProcessTableKeeper* keeper_ = nullptr;
};

ProcessesPage::ProcessesPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), model_(context.format) {
    makeActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    layout->setSpacing(gridStep);
    tools_ = new ProcessTools(context.theme, {detailsAction_, actions_->end()}, makeMoreMenu(), this);
    filter_ = tools_->filter();
    filter_->setMostRemembered(
        [&settings = context.settings] { return settings.integer("processes.filter-history"); });
    layout->addWidget(tools_);
    layout->addWidget(filter_->message());
    strip_ = new MessageStrip(context.theme, this);
    layout->addWidget(strip_);
    splitter_ = new QSplitter(this);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(makeTable());
    details_ = new ProcessDetailsPane(context.theme, context.format, model_, context.processInspector,
                                      worker_, this);
    splitter_->addWidget(details_);
    splitter_->setStretchFactor(0, 3);
    splitter_->setStretchFactor(1, 1);
    details_->hide();
    layout->addWidget(splitter_, 1);
    keeper_ = new ProcessTableKeeper({.settings = context.settings,
                                      .model = model_,
                                      .table = *table_,
                                      .tools = *tools_,
                                      .actions = *actions_,
                                      .kernelThreads = *kernelThreads_},
                                     this);
    connectParts();
    setFocusProxy(table_);
    showState();
}

void ProcessesPage::makeActions() {
    actions_ = new ProcessActions(context().processControl, worker_, this);
    detailsAction_ = new QAction(tr("&Details"), this);
    detailsAction_->setCheckable(true);
    detailsAction_->setToolTip(tr("Files, connections and environment of the selected process (Enter)"));
    kernelThreads_ = new QAction(tr("Show kernel &threads"), this);
    kernelThreads_->setCheckable(true);
    copy_ = new QAction(tr("C&opy rows"), this);
    copy_->setShortcut(QKeySequence::Copy);
    copy_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

QMenu* ProcessesPage::makeMoreMenu() {
    auto* menu = new QMenu(this);
    actions_->addTo(*menu);
    menu->addSeparator();
    menu->addAction(copy_);
    menu->addAction(kernelThreads_);
    auto* columns = menu->addMenu(tr("Co&lumns"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] { fillColumnMenu(*columns); });
    return menu;
}

QWidget* ProcessesPage::makeTable() {
    auto* area = new QWidget(this);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* upper = new QWidget(area);
    stack_ = new QStackedLayout(upper);
    table_ = new ProcessTableView(context().theme, model_, upper);
    state_ = new StateMessage(context().theme, upper);
    applicationArea_ = makeApplications(upper);
    stack_->addWidget(table_);
    stack_->addWidget(state_);
    stack_->addWidget(applicationArea_);
    totals_ = new ProcessTotals(context().theme, model_, *table_, area);
    column->addWidget(upper, 1);
    column->addWidget(totals_);
    for (QAction* action : {actions_->end(), actions_->kill(), copy_})
        table_->addAction(action);
    return area;
}

QWidget* ProcessesPage::makeApplications(QWidget* parent) {
    auto* area = new QWidget(parent);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    auto* note =
        new Label(context().theme,
                  tr("The busiest applications, as the Barograph there tells. Its single processes, and what "
                     "can be done to them, are known there only."),
                  TextSize::Caption, Role::QuietText, area);
    note->setWordWrap(true);
    note->setContentsMargins(gridStep, 0, gridStep, 0);
    const bool ofOneCore = context().settings.text("processes.cpu-of") == "core";
    applications_ =
        new SubjectTable(context().theme, tr("Applications"), applicationColumns(ofOneCore), area);
    applications_->setMaximumRows(leastApplicationRows);
    applications_->sortByColumn(applicationCpuColumn, Qt::DescendingOrder);
    applications_->keep(context(), QStringLiteral("processes.applications"));
    column->addWidget(note);
    column->addWidget(applications_, 1);
    return area;
}

void ProcessesPage::showApplications(const Frame& frame) {
    const bool ofOneCore = context().settings.text("processes.cpu-of") == "core";
    hasApplications_ = ui::showsApplications(frame);
    if (hasApplications_) applications_->setRows(applicationRows(frame, ofOneCore, context().format.style()));
}

void ProcessesPage::connectParts() {
    connect(filter_, &ProcessFilterField::filterChanged, this,
            [this](const ProcessFilter& filter) { model_.setFilter(filter); });
    filter_->setText(QString::fromStdString(context().settings.text("processes.filter")));
    model_.setFilter(ProcessFilter::parse(filter_->text().toStdString()).filter);
    connect(copy_, &QAction::triggered, this, [this] { copySelection(); });
    connect(detailsAction_, &QAction::toggled, this, [this](bool open) { openDetails(open); });
    connect(details_, &ProcessDetailsPane::closed, this, [this] { detailsAction_->setChecked(false); });
    connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (model_.node(index) && !model_.node(index)->isGroup) detailsAction_->setChecked(true);
    });
    connect(table_, &ProcessTableView::selectionMoved, this, [this] { followSelection(); });
    connect(table_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { showContextMenu(at); });
    connect(table_->header(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu;
        fillColumnMenu(menu);
        menu.exec(table_->header()->mapToGlobal(at));
    });
    connect(&model_, &ProcessModel::updated, this, [this] {
        if (!noProcesses_) details_->advance();
        showState();
    });
    connect(keeper_, &ProcessTableKeeper::failed, this,
            [this](const QString& why) { strip_->say(why, MessageStrip::Tone::Bad); });
    connect(actions_, &ProcessActions::reported, this, [this](const QString& sentence, bool good) {
        strip_->say(sentence, good ? MessageStrip::Tone::Good : MessageStrip::Tone::Bad);
    });
}

void ProcessesPage::showFrame(const Frame& frame) {
    hasFrame_ = true;
    if (frame.readings.processes) {
        noProcesses_.reset();
    } else {
        noProcesses_ = frame.readings.processes.reason();
    }
    if (frame.readings.cpu) {
        std::vector<int> cpus;
        for (const CpuCoreTimes& core : frame.readings.cpu->cpus)
            cpus.push_back(core.cpu);
        actions_->setProcessors(std::move(cpus));
    }
    showApplications(frame);
    model_.showFrame(frame);
    if (noProcesses_) showState();
}

void ProcessesPage::showState() {
    const bool empty = model_.rowCount() == 0;
    if (noProcesses_) {
        state_->setReason(*noProcesses_);
    } else if (!hasFrame_) {
        state_->setMessage(StateMessage::Kind::Loading, tr("Reading processes"));
    } else if (empty) {
        state_->setMessage(StateMessage::Kind::Empty, tr("No process matches the filter"),
                           tr("Change or clear the filter to see the others (%1).")
                               .arg(countText(model_.forest().others().count())));
    }
    const bool hasRows = !noProcesses_ && hasFrame_ && !empty;
    details_->setVisible(detailsAction_->isChecked() && !noProcesses_);
    QWidget* const shown = hasRows            ? static_cast<QWidget*>(table_)
                           : hasApplications_ ? applicationArea_
                                              : state_;
    if (stack_->currentWidget() != shown) stack_->setCurrentWidget(shown);
    totals_->setVisible(!noProcesses_ && hasFrame_);
    tools_->setVisible(!hasApplications_);
}

void ProcessesPage::followSelection() {
    std::vector<ChosenProcess> chosen;
    const auto selected = table_->selectedProcesses();
    for (const ProcessNode* node : selected)
        if (node->process) chosen.push_back({node->identity, model_.text(*node, ProcessField::Name)});
    if (!selected.empty() && selected.front()->process)
        actions_->setNiceOfFirst(selected.front()->process->nice);
    actions_->setChosen(std::move(chosen));
    const ProcessNode* const current = table_->currentProcess();
    if (details_->isVisible() && current) details_->showProcess(current->identity);
}

void ProcessesPage::openDetails(bool open) {
    if (open && !table_->currentProcess() && model_.rowCount() > 0)
        table_->setCurrentIndex(model_.index(0, 0));
    const ProcessNode* const current = table_->currentProcess();
    if (open && !current) return detailsAction_->setChecked(false);
    details_->setVisible(open);
    if (open) {
        details_->showProcess(current->identity);
    } else {
        details_->clear();
        table_->setFocus();
    }
}

void ProcessesPage::showContextMenu(const QPoint& at) {
    if (actions_->chosen().empty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(detailsAction_);
    menu->addSeparator();
    actions_->addTo(*menu);
    menu->addSeparator();
    menu->addAction(copy_);
    menu->popup(table_->viewport()->mapToGlobal(at));
}

void ProcessesPage::fillColumnMenu(QMenu& menu) {
    std::vector<ColumnEntry> entries;
    for (const ProcessFieldInfo& info : processFields()) {
        const int column = static_cast<int>(info.field);
        entries.push_back({column, processColumnName(info.field, model_.cpuIsOfMachine()),
                           !table_->isColumnHidden(column), info.field != ProcessField::Name});
    }
    const auto show = [this](int column, bool isShown) {
        showColumn(static_cast<ProcessField>(column), isShown);
    };
    const auto showUsual = [this] {
        table_->setUsualWidths();
        table_->setShownFields(columnsFrom({}));
        keeper_->keepColumns();
    };
    ui::fillColumnMenu(menu, entries, {show, showUsual});
}

void ProcessesPage::showColumn(ProcessField field, bool shown) {
    table_->header()->setSectionHidden(static_cast<int>(field), !shown);
    keeper_->keepColumns();
    totals_->update();
}

void ProcessesPage::copySelection() {
    if (table_->selectionModel()->hasSelection()) QApplication::clipboard()->setText(table_->selectedText());
}

// The window's own shortcuts have these keys too; here they belong to the filter and to the branches of the
// tree.
bool ProcessesPage::event(QEvent* event) {
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey) return Page::event(event);
    auto* const key = static_cast<QKeyEvent*>(event);
    const bool finds = key->matches(QKeySequence::Find);
    const bool opensBranch = (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) &&
                             key->modifiers() == Qt::NoModifier && table_->hasFocus() &&
                             model_.arrangement() != Arrangement::Flat;
    if (event->type() == QEvent::ShortcutOverride && (finds || opensBranch)) return event->accept(), true;
    if (event->type() == QEvent::KeyPress && finds) return focusSearch();
    return Page::event(event);
}

bool ProcessesPage::focusSearch() {
    if (hasApplications_) return Page::focusSearch();
    filter_->edit()->setFocus(Qt::ShortcutFocusReason);
    filter_->edit()->selectAll();
    return true;
}

void ProcessesPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const auto wanted = width() >= detailsBesideTableFrom ? Qt::Horizontal : Qt::Vertical;
    if (splitter_->orientation() == wanted) return;
    splitter_->setOrientation(wanted);
    splitter_->setSizes(wanted == Qt::Horizontal ? QList<int>{2 * width() / 3, width() / 3}
                                                 : QList<int>{height() / 2, height() / 2});
}

QString processCount(const Frame& frame, const Formatting&) {
    if (showsApplications(frame)) return countText(processesOfApplications(frame));
    if (!frame.readings.processes) return {};
    return countText(frame.readings.processes->processes.size());
}

}  // namespace

PageEntry processesPage() {
    return {.id = QStringLiteral("processes"),
            .title = QCoreApplication::translate("ProcessesPage", "Processes"),
            .icon = QStringLiteral("processes"),
            .subject = Subject::Processes,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new ProcessesPage(context, parent);
            },
            .figure = processCount,
            .isSearchedFromElsewhere = true};
}

}  // namespace baro::ui
