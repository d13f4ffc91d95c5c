#include "ui/models/ProcessForest.h"

#include <algorithm>
#include <utility>

#include "ui/models/ProcessOrdering.h"

namespace baro::ui {
namespace {

using Field = ProcessField;

constexpr std::uint32_t bit(Field field) {
    return std::uint32_t{1} << static_cast<unsigned>(field);
}

std::uint32_t changedRates(const ProcessRate* before, const ProcessRate* now) {
    static const ProcessRate none;
    if (before == now) return 0;
    std::uint32_t changed = (before == nullptr) != (now == nullptr) ? bit(Field::Cpu) : 0;
    const ProcessRate& a = before ? *before : none;
    const ProcessRate& b = now ? *now : none;
    if (a.cpuSeconds != b.cpuSeconds) changed |= bit(Field::Cpu);
    if (a.diskReadBytesPerSecond != b.diskReadBytesPerSecond) changed |= bit(Field::DiskRead);
    if (a.diskWrittenBytesPerSecond != b.diskWrittenBytesPerSecond) changed |= bit(Field::DiskWritten);
    return changed;
}

std::uint32_t changedReadings(const Process& a, const Process& b) {
    std::uint32_t changed = 0;
    if (a.facts != b.facts) return ~std::uint32_t{0};
    if (a.residentBytes != b.residentBytes) changed |= bit(Field::Memory) | bit(Field::MemoryShare);
    if (a.virtualBytes != b.virtualBytes) changed |= bit(Field::Virtual);
    if (a.swapBytes != b.swapBytes) changed |= bit(Field::Swap);
    if (a.state != b.state) changed |= bit(Field::State);
    if (a.nice != b.nice) changed |= bit(Field::Nice);
    if (a.threads != b.threads) changed |= bit(Field::Threads);
    if (a.userSeconds + a.systemSeconds != b.userSeconds + b.systemSeconds) changed |= bit(Field::CpuTime);
    if (a.majorFaults != b.majorFaults) changed |= bit(Field::MajorFaults);
    if (a.lastCpu != b.lastCpu) changed |= bit(Field::LastCpu);
    if (a.parentPid != b.parentPid) changed |= bit(Field::ParentPid);
    return changed;
}

void take(ProcessNode& node, const Process& process, const ProcessRate* rate) {
    node.changed = changedRates(node.rate, rate) | changedReadings(*node.process, process);
    if (node.process->facts != process.facts) node.texts.reset();
    node.process = &process;
    node.rate = rate;
}

std::unique_ptr<ProcessNode> newNode(const Process& process, const ProcessRate* rate) {
    auto node = std::make_unique<ProcessNode>();
    node->process = &process;
    node->rate = rate;
    node->identity = process.identity;
    return node;
}

// Both lists ascend by pid, so one walk finds all rates.
class RateWalk {
  public:
    explicit RateWalk(const ProcessRates* rates) {
        if (!rates) return;
        at_ = rates->processes.data();
        end_ = at_ + rates->processes.size();
    }
    const ProcessRate* of(const ProcessIdentity& identity) {
        while (at_ != end_ && at_->identity.pid < identity.pid)
            ++at_;
        return at_ != end_ && at_->identity == identity ? at_ : nullptr;
    }

  private:
    const ProcessRate* at_ = nullptr;
    const ProcessRate* end_ = nullptr;
};

// Any order would do that has no circle in it; a parent is older than its child.
bool isOlder(const ProcessIdentity& one, const ProcessIdentity& other) {
    return std::pair(one.startTicks, one.pid) < std::pair(other.startTicks, other.pid);
}

}  // namespace

ProcessForest::ProcessForest() {
    root_.isGroup = true;
}
ProcessForest::~ProcessForest() = default;

void ProcessForest::read(std::shared_ptr<const ProcessTable> table, std::shared_ptr<const ProcessRates> rates,
                         const ProcessMoment& moment) {
    left_.clear();
    leaving_.clear();  // those still here had no row
    tableBefore_ = std::exchange(table_, std::move(table));
    ratesBefore_ = std::exchange(rates_, std::move(rates));
    moment_ = moment;

    std::vector<NodePtr> before = std::exchange(processes_, {});
    processes_.reserve(table_->processes.size());
    RateWalk rateWalk(rates_.get());
    auto old = before.begin();
    for (const Process& process : table_->processes) {
        const ProcessRate* const rate = rateWalk.of(process.identity);
        while (old != before.end() && (*old)->identity.pid < process.identity.pid)
            leaving_.push_back(std::move(*old++));
        if (old != before.end() && (*old)->identity == process.identity) {
            take(**old, process, rate);
            processes_.push_back(std::move(*old++));
        } else {
            processes_.push_back(newNode(process, rate));
        }
    }
    while (old != before.end())
        leaving_.push_back(std::move(*old++));
    plan();
}

void ProcessForest::configure(Settings settings) {
    settings_ = std::move(settings);
    for (const NodePtr& node : processes_)
        node->changed = 0;
    plan();
}

void ProcessForest::plan() {
    pick();
    root_.nextChildren.clear();
    for (const NodePtr& node : processes_) {
        node->nextChildren.clear();
        node->nextParent = nullptr;
    }
    for (const auto& [key, node] : groups_) {
        node->nextChildren.clear();
        node->nextParent = nullptr;
        node->sums = {};
    }
    place();
    sortPlanned(root_);
    for (const NodePtr& node : processes_)
        sortPlanned(*node);
    for (const auto& [key, node] : groups_)
        sortPlanned(*node);

    planned_ = differs(root_);
    for (const NodePtr& node : processes_)
        planned_ = planned_ || differs(*node);
    for (const auto& [key, node] : groups_)
        planned_ = planned_ || differs(*node);
}

void ProcessForest::pick() {
    matching_ = {};
    others_ = {};
    for (const NodePtr& node : processes_) {
        const bool shown = settings_.kernelThreads || !node->process->facts->kernelThread;
        const bool matches = shown && settings_.filter.matches(node->view(), moment_);
        if (matches != node->matches) node->changed = ~std::uint32_t{0};  // it is drawn otherwise
        node->matches = node->wanted = matches;
        (matches ? matching_ : others_).add(node->view(), moment_);
    }
}

void ProcessForest::place() {
    if (settings_.arrangement == Arrangement::Tree) return placeInTree();
    if (settings_.arrangement != Arrangement::Flat) return placeInGroups();
    for (const NodePtr& node : processes_) {
        if (!node->wanted) continue;
        node->nextParent = &root_;
        root_.nextChildren.push_back(node.get());
    }
}

ProcessNode* ProcessForest::treeParent(const ProcessNode& node) {
    const auto* const parent = findPid(node.process->parentPid);
    if (!parent || !isOlder(parent->identity, node.identity)) return &root_;
    return const_cast<ProcessNode*>(parent);  // the forest's own
}

// Ancestors of what matches have a row too, so that one sees where it belongs.
void ProcessForest::placeInTree() {
    for (const NodePtr& node : processes_)
        node->nextParent = treeParent(*node);
    for (const NodePtr& node : processes_) {
        if (!node->matches) continue;
        for (ProcessNode* up = node->nextParent; up != &root_ && !up->wanted; up = up->nextParent)
            up->wanted = true;
    }
    for (const NodePtr& node : processes_)
        if (node->wanted) node->nextParent->nextChildren.push_back(node.get());
}

void ProcessForest::placeInGroups() {
    const auto field = settings_.arrangement == Arrangement::ByUser        ? Field::User
                       : settings_.arrangement == Arrangement::ByUnit      ? Field::Unit
                       : settings_.arrangement == Arrangement::ByContainer ? Field::Container
                                                                           : Field::Application;
    for (const NodePtr& node : processes_) {
        if (!node->wanted) continue;
        ProcessNode& to = group(std::string(processText(field, *node->process)));
        if (!to.nextParent) {
            to.nextParent = &root_;
            root_.nextChildren.push_back(&to);
        }
        node->nextParent = &to;
        to.nextChildren.push_back(node.get());
        to.sums.add(node->view(), moment_);
    }
}

ProcessNode& ProcessForest::group(const std::string& key) {
    NodePtr& node = groups_[key];
    if (!node) {
        node = std::make_unique<ProcessNode>();
        node->isGroup = node->matches = node->wanted = true;
        node->key = key;
    }
    node->changed = ~std::uint32_t{0};
    return *node;
}

void ProcessForest::sortPlanned(ProcessNode& node) {
    sortNodes(node.nextChildren, settings_.order, moment_);
}

bool ProcessForest::differs(const ProcessNode& node) const {
    return node.children != node.nextChildren;
}

void ProcessForest::commit() {
    const auto settle = [](ProcessNode& node) {
        node.children.swap(node.nextChildren);
        for (std::size_t row = 0; row < node.children.size(); ++row) {
            node.children[row]->row = static_cast<int>(row);
            node.children[row]->parent = &node;
        }
    };
    const auto detach = [](ProcessNode& node) {
        node.parent = nullptr;
        node.process = nullptr;
        node.rate = nullptr;
        node.children.clear();
    };
    for (const NodePtr& node : processes_)
        node->parent = nullptr;
    for (const auto& [key, node] : groups_)
        node->parent = nullptr;
    settle(root_);
    for (const NodePtr& node : processes_)
        settle(*node);
    for (const auto& [key, node] : groups_)
        settle(*node);

    for (NodePtr& node : leaving_) {
        detach(*node);
        left_.push_back(std::move(node));
    }
    leaving_.clear();
    for (auto entry = groups_.begin(); entry != groups_.end();) {
        if (!entry->second->parent) {
            detach(*entry->second);
            left_.push_back(std::move(entry->second));
            entry = groups_.erase(entry);
        } else {
            ++entry;
        }
    }
    planned_ = false;
}

const ProcessNode* ProcessForest::findPid(std::int32_t pid) const {
    const auto found = std::lower_bound(
        processes_.begin(), processes_.end(), pid,
        [](const NodePtr& node, std::int32_t wanted) { return node->identity.pid < wanted; });
    return found != processes_.end() && (*found)->identity.pid == pid ? found->get() : nullptr;
}

const ProcessNode* ProcessForest::find(const ProcessIdentity& identity) const {
    const ProcessNode* const node = findPid(identity.pid);
    return node && node->identity == identity ? node : nullptr;
}

}  // namespace baro::ui
