#include "ui/widgets/ProcessDetailsPane.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <limits>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/ProcessWorker.h"
#include "ui/widgets/Sparkline.h"

namespace baro::ui {
namespace {

constexpr std::size_t keptReadings = 120;

// A list whose cells are plain text, and which can be copied row by row.
QTreeWidget* makeList(const QStringList& titles, const QString& name, QWidget* parent) {
    auto* list = new QTreeWidget(parent);
    list->setHeaderLabels(titles);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(name);
    list->setFrameShape(QFrame::NoFrame);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    return list;
}

template <class Rows, class Cells>
void fill(QTreeWidget* list, const Result<Rows>& rows, const QString& none, Cells cells) {
    list->clear();
    QList<QTreeWidgetItem*> items;
    if (rows) {
        for (const auto& row : *rows)
            items.append(new QTreeWidgetItem(cells(row)));
    }
    const bool hasRows = !items.isEmpty();
    if (!hasRows) {
        auto* item = new QTreeWidgetItem({rows ? none : machineText(rows.error().message)});
        item->setFlags(Qt::ItemIsEnabled);
        items.append(item);
    }
    list->addTopLevelItems(items);
    list->setHeaderHidden(!hasRows);
    list->setFirstColumnSpanned(0, {}, !hasRows);
    for (int column = 0; hasRows && column + 1 < list->columnCount(); ++column)
        list->resizeColumnToContents(column);
}

QString joinedArguments(const std::vector<std::string>& arguments) {
    QStringList shown;
    for (const std::string& argument : arguments) {
        const bool apart = argument.empty() || argument.find_first_of(" \t\n'\"") != std::string::npos;
        shown.append(apart ? QLatin1Char('\'') + machineText(argument) + QLatin1Char('\'')
                           : machineText(argument));
    }
    return shown.join(QLatin1Char(' '));
}

void push(std::vector<double>& history, std::optional<double> value) {
    if (history.size() == keptReadings) history.erase(history.begin());
    history.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
}

// The line grows from the right until there is enough of it.
std::vector<double> padded(const std::vector<double>& history) {
    std::vector<double> line(keptReadings - history.size(), std::numeric_limits<double>::quiet_NaN());
    line.insert(line.end(), history.begin(), history.end());
    return line;
}

}  // namespace

ProcessDetailsPane::ProcessDetailsPane(const Theme& theme, const Formatting& format,
                                       const ProcessModel& model, ProcessInspector& inspector,
                                       ProcessWorker& worker, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      format_(format),
      processes_(model),
      inspector_(inspector),
      worker_(worker) {
    setAccessibleName(tr("Details of the process"));
    adoptTheme();
    connect(&theme, &Theme::changed, this, &ProcessDetailsPane::adoptTheme);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * gridStep, gridStep, gridStep, gridStep);
    layout->setSpacing(gridStep);
    buildHead();
    buildTabs();
}

// Scroll areas and fields take their ground from the palette.
void ProcessDetailsPane::adoptTheme() {
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme_.color(Role::Surface));
    colors.setColor(QPalette::Base, theme_.color(Role::Surface));
    setPalette(colors);
    update();
}

void ProcessDetailsPane::buildHead() {
    name_ = new Label(theme_, TextSize::Title, Role::Text, this);
    name_->setElided(Qt::ElideRight);
    state_ = new Label(theme_, TextSize::Caption, Role::QuietText, this);
    state_->setElided(Qt::ElideRight);
    refresh_ = new QToolButton(this);
    refresh_->setText(tr("Refresh"));
    refresh_->setAutoRaise(true);
    refresh_->setToolTip(tr("Read files, connections and environment again (F5)"));
    connect(refresh_, &QToolButton::clicked, this, &ProcessDetailsPane::refresh);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close the details"));
    close->setToolTip(tr("Close the details"));
    connect(close, &QToolButton::clicked, this, &ProcessDetailsPane::closed);
    auto* head = new QHBoxLayout;
    head->addWidget(name_, 1);
    head->addWidget(refresh_);
    head->addWidget(close);
    auto* lines = new QGridLayout;
    lines->setHorizontalSpacing(gridStep);
    cpu_ = new Label(theme_, TextSize::Body, Role::Text, this);
    memory_ = new Label(theme_, TextSize::Body, Role::Text, this);
    cpuLine_ = new Sparkline(theme_, Subject::Cpu, this);
    memoryLine_ = new Sparkline(theme_, Subject::Memory, this);
    for (Sparkline* line : {cpuLine_, memoryLine_})
        line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    cpuLine_->setAccessibleName(tr("Processor time since it was selected"));
    memoryLine_->setAccessibleName(tr("Memory since it was selected"));
    int column = 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{cpu_, cpuLine_, memory_, memoryLine_}) {
        lines->addWidget(widget, 0, column);
        lines->setColumnStretch(column, column % 2);
        ++column;
    }
    auto* column1 = static_cast<QVBoxLayout*>(layout());
    column1->addLayout(head);
    column1->addWidget(state_);
    column1->addLayout(lines);
}

void ProcessDetailsPane::buildTabs() {
    tabs_ = new QTabWidget(this);
    tabs_->setDocumentMode(true);
    commandLine_ = new QPlainTextEdit(this);
    commandLine_->setReadOnly(true);
    commandLine_->setFrameShape(QFrame::NoFrame);
    commandLine_->setAccessibleName(tr("Command line"));
    commandLine_->setTabChangesFocus(true);
    commandLine_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    commandLine_->setMaximumHeight(4 * commandLine_->fontMetrics().lineSpacing() + 2 * gridStep);
    facts_ = new FactList(theme_, this);
    auto* overview = new QScrollArea(this);
    overview->setAccessibleName(tr("What is known of the process"));
    overview->setWidgetResizable(true);
    overview->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(overview);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, gridStep, 0, 0);
    column->addWidget(commandLine_);
    column->addWidget(facts_);
    column->addStretch();
    overview->setWidget(content);
    files_ = makeList({tr("Descriptor"), tr("File")}, tr("Open files"), this);
    connections_ =
        makeList({tr("Protocol"), tr("Local"), tr("Remote"), tr("State")}, tr("Connections"), this);
    environment_ = makeList({tr("Variable"), tr("Value")}, tr("Environment"), this);
    tabs_->addTab(overview, tr("Overview"));
    tabs_->addTab(files_, tr("Files"));
    tabs_->addTab(connections_, tr("Connections"));
    tabs_->addTab(environment_, tr("Environment"));
    layout()->addWidget(tabs_);
}

void ProcessDetailsPane::showProcess(const ProcessIdentity& identity) {
    if (identity_ == identity) return;
    clear();
    identity_ = identity;
    advance();
    refresh();
}

void ProcessDetailsPane::clear() {
    identity_.reset();
    ++request_;
    ended_ = false;
    cpuHistory_.clear();
    memoryHistory_.clear();
    inspected_.clear();
    for (QTreeWidget* list : {files_, connections_, environment_})
        list->clear();
}

void ProcessDetailsPane::advance() {
    if (!identity_ || ended_) return;
    const ProcessNode* const node = processes_.find(*identity_);
    if (!node) return showEnded();
    addHistory(*node);
    showFacts(*node);
}

void ProcessDetailsPane::showEnded() {
    ended_ = true;
    ++request_;
    state_->setText(tr("This process has ended. Below is what was known last."));
    refresh_->setEnabled(false);
}

void ProcessDetailsPane::addHistory(const ProcessNode& node) {
    const ProcessMoment& moment = processes_.moment();
    const auto cpu = processNumber(ProcessField::Cpu, node.view(), moment);
    const auto memory = processNumber(ProcessField::Memory, node.view(), moment);
    push(cpuHistory_, cpu);
    push(memoryHistory_, memory);
    cpuLine_->setMaximum(0, 10);
    cpuLine_->setValues(padded(cpuHistory_));
    memoryLine_->setValues(padded(memoryHistory_));
    const ProcessCells& cells = processes_.cells();
    cpu_->setText(tr("CPU %1 %").arg(cells.number(ProcessField::Cpu, cpu, moment)));
    memory_->setText(cells.number(ProcessField::Memory, memory, moment));
}

void ProcessDetailsPane::showFacts(const ProcessNode& node) {
    const ProcessFacts& facts = *node.process->facts;
    const ProcessMoment& moment = processes_.moment();
    const auto text = [&](ProcessField field) { return processes_.text(node, field); };
    refresh_->setEnabled(true);
    name_->setText(text(ProcessField::Name) + QStringLiteral(" (%1)").arg(node.identity.pid));
    state_->setText(tr("%1, threads %2, nice %3")
                        .arg(processStateText(node.process->state), countText(node.process->threads))
                        .arg(node.process->nice));
    if (inspected_.empty() && commandLine_->toPlainText() != text(ProcessField::CommandLine))
        commandLine_->setPlainText(text(ProcessField::CommandLine));
    const double age = processNumber(ProcessField::Age, node.view(), moment).value_or(0);
    const ProcessNode* const parent = processes_.forest().findPid(node.process->parentPid);
    const QString parentPid = QString::number(node.process->parentPid);
    std::vector<std::pair<QString, QString>> rows{
        {tr("User"), QStringLiteral("%1 (%2)").arg(text(ProcessField::User)).arg(facts.userId)},
        {tr("Started"), tr("%1, %2 ago").arg(processes_.cells().startedAt(age, true), format_.duration(age))},
        {tr("Parent"),
         parent ? QStringLiteral("%1 (%2)").arg(processes_.text(*parent, ProcessField::Name), parentPid)
                : parentPid},
        {tr("Application"), text(ProcessField::Application)},
        {tr("because of"), machineText(facts.applicationReason)},
        {tr("Unit"), text(ProcessField::Unit)},
        {tr("Container"), text(ProcessField::Container)},
        {tr("Control group"), text(ProcessField::Cgroup)},
        {tr("CPU time"), text(ProcessField::CpuTime)},
        {tr("Virtual memory"), text(ProcessField::Virtual)},
        {tr("Swapped out"), text(ProcessField::Swap)}};
    rows.insert(rows.end(), inspected_.begin(), inspected_.end());
    facts_->setFacts(rows);
}

void ProcessDetailsPane::refresh() {
    if (!identity_ || ended_) return;
    const std::uint64_t request = ++request_;
    worker_.run([&inspector = inspector_, identity = *identity_] { return inspector.inspect(identity); },
                [this, request](const Result<ProcessDetails>& details) {
                    if (request == request_) showDetails(details);
                });
}

void ProcessDetailsPane::showDetails(const Result<ProcessDetails>& details) {
    if (!details) {
        if (details.error().kind == ErrorKind::Absent) return showEnded();
        for (QTreeWidget* list : {files_, connections_, environment_})
            fill(list, Result<std::vector<OpenFile>>(details.error()), {},
                 [](const OpenFile&) { return QStringList(); });
        return;
    }
    const auto fact = [](const Result<std::string>& value) {
        return machineText(value ? *value : value.error().message);
    };
    inspected_ = {{tr("Program"), fact(details->executablePath)},
                  {tr("Working folder"), fact(details->workingDirectory)}};
    if (details->arguments && !details->arguments->empty())
        commandLine_->setPlainText(joinedArguments(*details->arguments));
    fill(files_, details->files, tr("It has no open files."), [](const OpenFile& file) {
        return QStringList{QString::number(file.descriptor), machineText(file.target)};
    });
    fill(connections_, details->connections, tr("It has no connections."), [](const Connection& one) {
        return QStringList{machineText(one.protocol), machineText(one.local), machineText(one.remote),
                           machineText(one.state)};
    });
    fill(environment_, details->environment, tr("Its environment is empty."), [](const auto& variable) {
        return QStringList{machineText(variable.first), machineText(variable.second)};
    });
    if (const ProcessNode* node = identity_ ? processes_.find(*identity_) : nullptr) showFacts(*node);
}

void ProcessDetailsPane::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), theme_.color(Role::Surface));
}

}  // namespace baro::ui
