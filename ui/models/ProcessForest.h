// The rows of the process table, arranged, filtered and sorted. Rows keep their identity from Frame to Frame.
// Changes are planned first and committed apart, so that a model can announce them in between. GUI thread
// only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/model/ProcessFilter.h"
#include "ui/models/ProcessNode.h"

namespace baro::ui {

enum class Arrangement { Flat, Tree, ByApplication, ByUser, ByUnit, ByContainer };

struct ProcessOrder {
    ProcessField field = ProcessField::Cpu;
    bool descending = true;
    bool operator==(const ProcessOrder&) const = default;
};

class ProcessForest {
  public:
    struct Settings {
        Arrangement arrangement = Arrangement::Flat;
        ProcessOrder order;
        ProcessFilter filter;
        bool kernelThreads = false;
    };

    ProcessForest();
    ~ProcessForest();
    ProcessForest(const ProcessForest&) = delete;
    ProcessForest& operator=(const ProcessForest&) = delete;

    // Takes over new values, and plans. rates may be null. Rows of ended processes stay until commit(). The
    // plan before must have been committed.
    void read(std::shared_ptr<const ProcessTable> table, std::shared_ptr<const ProcessRates> rates,
              const ProcessMoment& moment);
    void configure(Settings settings);
    const Settings& settings() const { return settings_; }

    // Whether rows come, go or move.
    bool hasPlan() const { return planned_; }
    // Nodes that left stay allocated, without a process, until the next read(): views may still point at
    // them.
    void commit();

    const ProcessNode& root() const { return root_; }
    const ProcessNode* find(
        const ProcessIdentity& identity) const;  // null when there is none; may have no row
    const ProcessNode* findPid(std::int32_t pid) const;

    const ProcessMoment& moment() const { return moment_; }
    const ProcessSums& matching() const { return matching_; }
    const ProcessSums& others() const {
        return others_;
    }  // filtered out, or kernel threads that are not shown

  private:
    using NodePtr = std::unique_ptr<ProcessNode>;

    void plan();
    void pick();
    void place();
    void placeInTree();
    void placeInGroups();
    ProcessNode* treeParent(const ProcessNode& node);
    ProcessNode& group(const std::string& key);
    void sortPlanned(ProcessNode& node);
    bool differs(const ProcessNode& node) const;

    Settings settings_;
    std::shared_ptr<const ProcessTable> table_;
    std::shared_ptr<const ProcessTable> tableBefore_;  // nodes that wait for commit() point into it
    std::shared_ptr<const ProcessRates> rates_;
    std::shared_ptr<const ProcessRates> ratesBefore_;
    ProcessMoment moment_;
    ProcessNode root_;
    std::vector<NodePtr> processes_;  // ascending by pid
    std::map<std::string, NodePtr> groups_;
    std::vector<NodePtr> leaving_;  // without a place in the plan
    std::vector<NodePtr> left_;     // committed
    ProcessSums matching_;
    ProcessSums others_;
    bool planned_ = false;
};

}  // namespace baro::ui
