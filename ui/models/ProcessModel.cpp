#include "ui/models/ProcessModel.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/model/Memory.h"

namespace baro::ui {
namespace {

constexpr auto fieldAt = [](int column) { return static_cast<ProcessField>(column); };
constexpr auto columnOf = [](ProcessField field) { return static_cast<int>(field); };

std::optional<double> memoryTotal(const Readings& readings) {
    if (!readings.memory) return std::nullopt;
    return readings.memory->meminfo.find("MemTotal");
}

// A tooltip that begins like markup would be taken for it.
QString plainToolTip(const QString& text) {
    return text.isEmpty() ? text : QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

}  // namespace

ProcessModel::ProcessModel(const Formatting& format, QObject* parent)
    : QAbstractItemModel(parent), cells_(format) {
    connect(&format, &Formatting::changed, this, [this] { announceEverything(forest_.root()); });
}

void ProcessModel::showFrame(const Frame& frame) {
    if (!frame.readings.processes) return;
    table_ = frame.readings.processes.shared();
    rates_ = frame.rates.processes;
    processors_ = rates_ ? rates_->cpuCount : 0;
    if (processors_ <= 0 && frame.readings.cpu)
        processors_ = static_cast<double>(frame.readings.cpu->cpus.size());
    cells_.setWallSeconds(seconds(frame.takenAt.wall));
    ProcessMoment moment = forest_.moment();
    moment.memoryTotalBytes = memoryTotal(frame.readings);
    moment.bootSeconds = seconds(frame.takenAt.boot);
    moment.ticksPerSecond = table_->ticksPerSecond;
    adoptMoment(moment);
}

void ProcessModel::adoptMoment(ProcessMoment moment) {
    moment.percentPerProcessor = cpuOfMachine_ && processors_ > 0 ? 100 / processors_ : 100;
    forest_.read(table_, rates_, moment);
    publish();
}

void ProcessModel::setArrangement(Arrangement arrangement) {
    if (arrangement == this->arrangement()) return;
    ProcessForest::Settings settings = forest_.settings();
    settings.arrangement = arrangement;
    reconfigure(std::move(settings));
}

void ProcessModel::setFilter(ProcessFilter filter) {
    ProcessForest::Settings settings = forest_.settings();
    settings.filter = std::move(filter);
    reconfigure(std::move(settings));
}

void ProcessModel::setKernelThreads(bool shown) {
    ProcessForest::Settings settings = forest_.settings();
    if (std::exchange(settings.kernelThreads, shown) != shown) reconfigure(std::move(settings));
}

void ProcessModel::setCpuOfMachine(bool ofMachine) {
    if (std::exchange(cpuOfMachine_, ofMachine) == ofMachine) return;
    emit headerDataChanged(Qt::Horizontal, columnOf(ProcessField::Cpu), columnOf(ProcessField::Cpu));
    if (!table_) return;
    adoptMoment(forest_.moment());
    announceEverything(forest_.root());
}

void ProcessModel::sort(int column, Qt::SortOrder order) {
    const ProcessOrder wanted{fieldAt(column), order == Qt::DescendingOrder};
    if (column < 0 || column >= processFieldCount || wanted == this->order()) return;
    ProcessForest::Settings settings = forest_.settings();
    settings.order = wanted;
    reconfigure(std::move(settings));
}

void ProcessModel::reconfigure(ProcessForest::Settings settings) {
    forest_.configure(std::move(settings));
    publish();
}

void ProcessModel::publish() {
    if (forest_.hasPlan()) {
        emit layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        forest_.commit();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex& index : before)
            after.append(indexFor(*static_cast<const ProcessNode*>(index.internalPointer()), index.column()));
        changePersistentIndexList(before, after);
        emit layoutChanged();
    }
    announceChanges(forest_.root());
    emit updated();
}

// One signal for each run of neighbours that changed, over the columns in which any of them did.
void ProcessModel::announceChanges(const ProcessNode& parent) {
    const auto& rows = parent.children;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        std::uint32_t changed = rows[at]->changed;
        if (changed == 0) continue;
        const std::size_t first = at;
        while (at + 1 < rows.size() && rows[at + 1]->changed != 0)
            changed |= rows[++at]->changed;
        const int left = std::countr_zero(changed);
        const int right = std::min(31 - std::countl_zero(changed), processFieldCount - 1);
        emit dataChanged(indexFor(*rows[first], left), indexFor(*rows[at], right));
    }
    for (const ProcessNode* row : rows)
        if (!row->children.empty()) announceChanges(*row);
}

void ProcessModel::announceEverything(const ProcessNode& parent) {
    if (parent.children.empty()) return;
    emit dataChanged(indexFor(*parent.children.front(), 0),
                     indexFor(*parent.children.back(), processFieldCount - 1));
    for (const ProcessNode* row : parent.children)
        announceEverything(*row);
}

std::optional<double> ProcessModel::unattributedCpu() const {
    if (!rates_ || !rates_->unattributedCpuSeconds) return std::nullopt;
    return *rates_->unattributedCpuSeconds * forest_.moment().percentPerProcessor;
}

const ProcessNode* ProcessModel::node(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const auto* const node = static_cast<const ProcessNode*>(index.internalPointer());
    return node->isGroup || node->process ? node : nullptr;
}

QModelIndex ProcessModel::indexFor(const ProcessNode& node, int column) const {
    return node.parent ? createIndex(node.row, column, &node) : QModelIndex();
}

QModelIndex ProcessModel::indexOf(const ProcessIdentity& identity, ProcessField field) const {
    const ProcessNode* const node = forest_.find(identity);
    return node ? indexFor(*node, columnOf(field)) : QModelIndex();
}

QModelIndex ProcessModel::index(int row, int column, const QModelIndex& parent) const {
    if (column < 0 || column >= processFieldCount || row < 0 || parent.column() > 0) return {};
    const ProcessNode* const above = parent.isValid() ? node(parent) : &forest_.root();
    if (!above || static_cast<std::size_t>(row) >= above->children.size()) return {};
    return createIndex(row, column, above->children[static_cast<std::size_t>(row)]);
}

QModelIndex ProcessModel::parent(const QModelIndex& child) const {
    const ProcessNode* const below = node(child);
    return below && below->parent ? indexFor(*below->parent, 0) : QModelIndex();
}

int ProcessModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    const ProcessNode* const above = parent.isValid() ? node(parent) : &forest_.root();
    return above ? static_cast<int>(above->children.size()) : 0;
}

int ProcessModel::columnCount(const QModelIndex&) const {
    return processFieldCount;
}

bool ProcessModel::hasChildren(const QModelIndex& parent) const {
    return rowCount(parent) > 0;
}

QString ProcessModel::text(const ProcessNode& node, ProcessField field) const {
    if (node.isGroup || !node.process || processField(field).kind != ProcessFieldKind::Text)
        return cells_.text(node, field, forest_.moment());
    // Views and this model share the GUI thread, and the text says nothing that the node does not.
    auto& texts = const_cast<ProcessNode&>(node).texts;
    if (!texts) texts = std::make_unique<std::array<QString, processFieldCount>>();
    QString& text = (*texts)[static_cast<std::size_t>(field)];
    if (text.isNull()) text = cells_.text(node, field, forest_.moment());
    return text;
}

QVariant ProcessModel::data(const QModelIndex& index, int role) const {
    const ProcessNode* const row = node(index);
    if (!row) return {};
    const ProcessField field = fieldAt(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return text(*row, field);
        case Qt::ToolTipRole:
            return plainToolTip(toolTip(*row, field));
        case Qt::TextAlignmentRole: {
            const auto side = processColumn(field).isNumber ? Qt::AlignRight : Qt::AlignLeft;
            return QVariant(side | Qt::AlignVCenter);
        }
        default:
            return {};
    }
}

QString ProcessModel::toolTip(const ProcessNode& node, ProcessField field) const {
    const bool mayHideText = field == ProcessField::CommandLine || field == ProcessField::Cgroup ||
                             field == ProcessField::Unit || field == ProcessField::Container;
    if (node.isGroup) {
        if (field == ProcessField::Memory)
            return tr("Memory that processes share counts once for each of them.");
        return field == ProcessField::Name ? text(node, field) : QString();
    }
    if (mayHideText) return text(node, field).left(2000);
    if (field == ProcessField::Name && !node.process->facts->commandLine.empty())
        return text(node, ProcessField::CommandLine).left(2000);
    if (field == ProcessField::Application || field == ProcessField::Name)
        return machineText(node.process->facts->applicationReason);
    if (field == ProcessField::Age) {
        const auto age = processNumber(field, node.view(), moment());
        return age ? cells_.startedAt(*age, true) : QString();
    }
    return {};
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= processFieldCount) return {};
    const ProcessField field = fieldAt(section);
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            return processColumnName(field, cpuOfMachine_);
        case Qt::InitialSortOrderRole: {
            const auto order =
                processColumn(field).startsDescending ? Qt::DescendingOrder : Qt::AscendingOrder;
            return QVariant::fromValue(static_cast<int>(order));
        }
        default:
            return {};
    }
}

}  // namespace baro::ui
