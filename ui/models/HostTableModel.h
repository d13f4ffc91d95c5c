// The table of all hosts. A round of answers changes it in place: rows that are gone are taken out, new ones
// come at once, the order changes at once, and what differs is told at once. So a thousand hosts cost a
// handful of signals, and the selection stays on its host.
#pragma once

#include <QAbstractTableModel>
#include <optional>
#include <span>
#include <vector>

#include "core/metrics/TableFilter.h"
#include "ui/Formatting.h"
#include "ui/hosts/HostOverviewFeed.h"

namespace baro::ui {

enum class HostColumn {
    Host,
    Server,
    State,
    Alerts,
    Cpu,
    Memory,
    Filesystem,
    Disk,
    Temperature,
    Network,
    Load,
    Pressure,
    Uptime,
};
inline constexpr int hostColumnCount = 13;

// Nothing: the column shows no figure.
std::optional<HostFigure> figureOf(HostColumn column);

// GUI thread only.
class HostTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    // ConcernRole: 0 to 1 (core/hosts/HostOverview.h). StaleRole: what is shown may be out of date.
    // ProblemRole: why there are no figures, in a sentence; empty when there are.
    enum Role { ConcernRole = Qt::UserRole, StaleRole, ProblemRole, KeyRole };

    // The formatting must outlive it.
    explicit HostTableModel(const Formatting& format, QObject* parent = nullptr);

    // Worst first, which is the order until a column is sorted. now: milliseconds since 1970.
    void setHosts(std::vector<OverviewHostPtr> hosts, std::int64_t now);
    const OverviewHost& host(int row) const { return *rows_[static_cast<std::size_t>(row)].host; }
    // As a filter takes them; the host need not be shown.
    static std::vector<FilterColumn> filterColumns();
    std::vector<FilterCell> filterCells(const OverviewHostPtr& host) const;
    // Of the host's trend in that column; empty: the column has none, or nothing is known.
    std::span<const double> trend(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    // By a figure, what is unknown last in both orders; column -1: worst first.
    void sort(int column, Qt::SortOrder order) override;

  private:
    struct Row {
        OverviewHostPtr host;
        std::size_t rank = 0;  // among all, worst first
        QString state;         // as shown: how old it is goes on
        bool operator==(const Row& other) const;
    };
    QString text(const Row& row, HostColumn column) const;
    QString explanation(const Row& row, HostColumn column) const;
    QString stateText(const OverviewHost& host) const;
    static QString problem(const OverviewHost& host);
    double concern(const Row& row, HostColumn column) const;
    bool isBefore(const Row& a, const Row& b) const;
    void removeMissing(const std::vector<Row>& wanted);
    void addNew(const std::vector<Row>& wanted);
    void takeValues(std::vector<Row>& wanted);
    void arrange();

    const Formatting& format_;
    std::int64_t now_ = 0;
    std::vector<Row> rows_;  // as shown
    int sortedBy_ = -1;
    Qt::SortOrder order_ = Qt::AscendingOrder;
};

}  // namespace baro::ui
