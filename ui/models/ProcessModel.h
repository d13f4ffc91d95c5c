// The process table for views: rows as ProcessForest arranges them, one column for each ProcessField. Rows
// move in one layout change per Frame, and only when something moved; texts are made when asked for. GUI
// thread only.
#pragma once

#include <QAbstractItemModel>
#include <optional>
#include <vector>

#include "core/model/Frame.h"
#include "ui/models/ProcessColumns.h"
#include "ui/models/ProcessForest.h"

namespace baro::ui {

class ProcessModel : public QAbstractItemModel {
    Q_OBJECT
  public:
    explicit ProcessModel(const Formatting& format, QObject* parent = nullptr);

    // Without processes in the Frame nothing changes: the page shows the reason instead.
    void showFrame(const Frame& frame);

    void setArrangement(Arrangement arrangement);
    Arrangement arrangement() const { return forest_.settings().arrangement; }
    void setFilter(ProcessFilter filter);
    void setKernelThreads(bool shown);
    void setCpuOfMachine(bool ofMachine);  // else of one core
    bool cpuIsOfMachine() const { return cpuOfMachine_; }
    ProcessOrder order() const { return forest_.settings().order; }

    // Null for the root and for an index of a process that has ended.
    const ProcessNode* node(const QModelIndex& index) const;
    // Invalid when the process has ended or is filtered out.
    QModelIndex indexOf(const ProcessIdentity& identity, ProcessField field = ProcessField::Name) const;
    const ProcessNode* find(const ProcessIdentity& identity) const { return forest_.find(identity); }
    const ProcessForest& forest() const { return forest_; }
    const ProcessMoment& moment() const { return forest_.moment(); }
    const ProcessCells& cells() const { return cells_; }
    // Processor time that no row accounts for, in percent as the column says.
    std::optional<double> unattributedCpu() const;
    // What data() says for Qt::DisplayRole; cached where it only changes with the facts.
    QString text(const ProcessNode& node, ProcessField field) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;

  signals:
    void updated();  // after every change, also of what has no row

  private:
    void reconfigure(ProcessForest::Settings settings);
    void adoptMoment(ProcessMoment moment);
    void publish();
    void announceChanges(const ProcessNode& parent);
    void announceEverything(const ProcessNode& parent);
    QModelIndex indexFor(const ProcessNode& node, int column) const;
    QString toolTip(const ProcessNode& node, ProcessField field) const;

    ProcessForest forest_;
    ProcessCells cells_;
    std::shared_ptr<const ProcessTable> table_;
    std::shared_ptr<const ProcessRates> rates_;
    double processors_ = 0;
    bool cpuOfMachine_ = false;
};

}  // namespace baro::ui
