#include "ui/models/HostTableModel.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QTextDocument>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "ui/MachineText.h"

namespace baro::ui {
namespace {

struct HostColumnRow {
    const char* title;
    const char* explanation;  // of the header; null: the title says it
    std::optional<HostFigure> figure;
};

constexpr std::array<HostColumnRow, hostColumnCount> hostColumns{{
    {QT_TRANSLATE_NOOP("HostTable", "Host"), nullptr, {}},
    {QT_TRANSLATE_NOOP("HostTable", "Server"), QT_TRANSLATE_NOOP("HostTable", "Who tells of it"), {}},
    {QT_TRANSLATE_NOOP("HostTable", "State"), nullptr, {}},
    {QT_TRANSLATE_NOOP("HostTable", "Alerts"),
     QT_TRANSLATE_NOOP("HostTable", "Those that fire, without those that only inform"), HostFigure::Alerts},
    {QT_TRANSLATE_NOOP("HostTable", "CPU"),
     QT_TRANSLATE_NOOP("HostTable", "Share of all processors, and the last half hour"), HostFigure::Cpu},
    {QT_TRANSLATE_NOOP("HostTable", "Memory"),
     QT_TRANSLATE_NOOP("HostTable", "Share in use, and the last half hour"), HostFigure::Memory},
    {QT_TRANSLATE_NOOP("HostTable", "Fullest"), QT_TRANSLATE_NOOP("HostTable", "The fullest filesystem"),
     HostFigure::Filesystem},
    {QT_TRANSLATE_NOOP("HostTable", "Disk"),
     QT_TRANSLATE_NOOP("HostTable", "Share of time that the busiest disk works"), HostFigure::Disk},
    {QT_TRANSLATE_NOOP("HostTable", "Hottest"), QT_TRANSLATE_NOOP("HostTable", "The hottest sensor"),
     HostFigure::Temperature},
    {QT_TRANSLATE_NOOP("HostTable", "Network"),
     QT_TRANSLATE_NOOP("HostTable", "Both ways, and the last half hour; each host by its own peak"),
     HostFigure::Network},
    {QT_TRANSLATE_NOOP("HostTable", "Load"),
     QT_TRANSLATE_NOOP("HostTable", "Of one minute, for each processor"), HostFigure::Load},
    {QT_TRANSLATE_NOOP("HostTable", "Waiting"),
     QT_TRANSLATE_NOOP(
         "HostTable",
         "Pressure: the greatest share of time in which some task waits for processor, memory or disks"),
     HostFigure::Pressure},
    {QT_TRANSLATE_NOOP("HostTable", "Up for"), QT_TRANSLATE_NOOP("HostTable", "Since its last boot"),
     HostFigure::Uptime},
}};

struct HostWords {
    Q_DECLARE_TR_FUNCTIONS(HostTable)
};

const QString unknownText = QStringLiteral("–");

const HostColumnRow& columnRow(HostColumn column) {
    return hostColumns[static_cast<std::size_t>(column)];
}

bool sameValues(const std::vector<double>& a, const std::vector<double>& b) {
    return std::ranges::equal(a, b, [](double one, double other) {
        return one == other || (std::isnan(one) && std::isnan(other));
    });
}

bool showsTheSame(const OverviewHost& a, const OverviewHost& b) {
    const auto shown = [](const OverviewHost& host) {
        return std::tie(host.name, host.server, host.state, host.problem, host.isStale,
                        host.standing.figures);
    };
    return shown(a) == shown(b) && std::ranges::equal(a.trends, b.trends, sameValues);
}

std::optional<double> known(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

std::optional<HostFigure> figureOf(HostColumn column) {
    return columnRow(column).figure;
}

bool HostTableModel::Row::operator==(const Row& other) const {
    return state == other.state && (host == other.host || showsTheSame(*host, *other.host));
}

HostTableModel::HostTableModel(const Formatting& format, QObject* parent)
    : QAbstractTableModel(parent), format_(format) {
    connect(&format, &Formatting::changed, this, [this] {
        if (!rows_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, hostColumnCount - 1));
    });
}

void HostTableModel::setHosts(std::vector<OverviewHostPtr> hosts, std::int64_t now) {
    now_ = now;
    std::vector<Row> wanted;
    for (OverviewHostPtr& host : hosts) {
        const QString state = stateText(*host);
        wanted.push_back({std::move(host), wanted.size(), state});
    }
    removeMissing(wanted);
    addNew(wanted);
    takeValues(wanted);
    arrange();
}

// From the end, each run of rows at once.
void HostTableModel::removeMissing(const std::vector<Row>& wanted) {
    QSet<QString> keys;
    for (const Row& row : wanted)
        keys.insert(row.host->key);
    const auto isGone = [&](int row) { return !keys.contains(host(row).key); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!isGone(last)) continue;
        int first = last;
        while (first > 0 && isGone(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        rows_.erase(rows_.begin() + first, rows_.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void HostTableModel::addNew(const std::vector<Row>& wanted) {
    QSet<QString> keys;
    for (const Row& row : rows_)
        keys.insert(row.host->key);
    std::vector<Row> added;
    for (const Row& row : wanted)
        if (!keys.contains(row.host->key)) added.push_back(row);
    if (added.empty()) return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
    rows_.insert(rows_.end(), added.begin(), added.end());
    endInsertRows();
}

void HostTableModel::takeValues(std::vector<Row>& wanted) {
    QHash<QString, Row*> byKey;
    for (Row& row : wanted)
        byKey.insert(row.host->key, &row);
    int first = -1;
    int last = -1;
    for (int place = 0; place < rowCount(); ++place) {
        Row& shown = rows_[static_cast<std::size_t>(place)];
        Row& now = *byKey.value(shown.host->key);
        if (!(shown == now)) {
            if (first < 0) first = place;
            last = place;
        }
        shown = std::move(now);
    }
    if (first >= 0) emit dataChanged(index(first, 0), index(last, hostColumnCount - 1));
}

void HostTableModel::arrange() {
    const auto before = [this](const Row& a, const Row& b) { return isBefore(a, b); };
    if (std::ranges::is_sorted(rows_, before)) return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    QHash<QString, int> places;
    const QModelIndexList persistent = persistentIndexList();
    QStringList keys;
    for (const QModelIndex& each : persistent)
        keys << host(each.row()).key;
    std::ranges::stable_sort(rows_, before);
    for (int row = 0; row < rowCount(); ++row)
        places.insert(host(row).key, row);
    QModelIndexList moved;
    for (qsizetype each = 0; each < persistent.size(); ++each)
        moved << index(places.value(keys[each]), persistent[each].column());
    changePersistentIndexList(persistent, moved);
    emit layoutChanged({}, VerticalSortHint);
}

void HostTableModel::sort(int column, Qt::SortOrder order) {
    sortedBy_ = column;
    order_ = order;
    arrange();
}

// Equal ones worst first.
bool HostTableModel::isBefore(const Row& a, const Row& b) const {
    if (sortedBy_ < 0) return a.rank < b.rank;
    const auto column = static_cast<HostColumn>(sortedBy_);
    const bool descends = order_ == Qt::DescendingOrder;
    const auto figure = figureOf(column);
    if (!figure) {
        const int compared = text(a, column).localeAwareCompare(text(b, column));
        if (compared != 0) return descends ? compared > 0 : compared < 0;
        return a.rank < b.rank;
    }
    const auto first = known(a.host->standing.of(*figure));
    const auto second = known(b.host->standing.of(*figure));
    if (first.has_value() != second.has_value()) return first.has_value();
    if (!first || *first == *second) return a.rank < b.rank;
    return descends ? *first > *second : *first < *second;
}

QString HostTableModel::stateText(const OverviewHost& host) const {
    if (host.state == HostState::Up) return host.listed ? HostWords::tr("up") : HostWords::tr("this machine");
    const QString word = host.state == HostState::Down ? HostWords::tr("down") : HostWords::tr("silent");
    if (!host.lastSeen || *host.lastSeen > now_) return word;
    // Without its smaller unit, which nobody needs of an outage.
    const QString age = format_.duration(static_cast<double>(now_ - *host.lastSeen) / 1000);
    return HostWords::tr("%1 %2").arg(word, age.section(QLatin1Char(' '), 0, 1));
}

QString HostTableModel::problem(const OverviewHost& host) {
    const auto isFigure = [](const std::optional<double>& figure) { return known(figure).has_value(); };
    const auto figures = std::span(host.standing.figures).first<hostFigureCount - 1>();
    if (host.state == HostState::Up || std::ranges::any_of(figures, isFigure)) return {};
    if (!host.problem.isEmpty()) return host.problem;
    return host.state == HostState::Down ? HostWords::tr("It could not be reached when it was asked last.")
                                         : HostWords::tr("Its server has heard nothing of it lately.");
}

QString HostTableModel::text(const Row& row, HostColumn column) const {
    const OverviewHost& host = *row.host;
    switch (column) {
        case HostColumn::Host:
            return host.name;
        case HostColumn::Server:
            return host.server.isEmpty() ? unknownText : host.server;
        case HostColumn::State:
            return row.state;
        default:
            break;
    }
    const HostFigure figure = *figureOf(column);
    const auto value = known(host.standing.of(figure));
    if (!value) return figure == HostFigure::Alerts && host.state == HostState::Up ? QString() : unknownText;
    if (figure == HostFigure::Uptime) return format_.duration(*value);
    return format_.text(*value, hostFigures()[static_cast<std::size_t>(figure)].unit);
}

std::vector<FilterColumn> HostTableModel::filterColumns() {
    std::vector<FilterColumn> columns;
    for (const HostColumnRow& column : hostColumns) {
        columns.push_back({HostWords::tr(column.title).toStdString(), column.figure.has_value()});
        if (column.figure)
            columns.back().units.insert(hostFigures()[static_cast<std::size_t>(*column.figure)].unit);
    }
    return columns;
}

std::vector<FilterCell> HostTableModel::filterCells(const OverviewHostPtr& host) const {
    const Row row{host, 0, stateText(*host)};
    std::vector<FilterCell> cells;
    for (int place = 0; place < hostColumnCount; ++place) {
        const auto column = static_cast<HostColumn>(place);
        const QString shown = text(row, column);
        FilterCell& cell = cells.emplace_back();
        if (shown != unknownText) cell.text = shown.toStdString();
        cell.value = std::numeric_limits<double>::quiet_NaN();
        if (const auto figure = figureOf(column)) {
            cell.unit = hostFigures()[static_cast<std::size_t>(*figure)].unit;
            cell.value = known(host->standing.of(*figure)).value_or(cell.value);
        }
    }
    return cells;
}

double HostTableModel::concern(const Row& row, HostColumn column) const {
    if (column == HostColumn::State) return row.host->state == HostState::Down ? 1 : 0;
    const auto figure = figureOf(column);
    const auto value = figure ? known(row.host->standing.of(*figure)) : std::nullopt;
    if (!value) return 0;
    return figure == HostFigure::Alerts ? 1 : concernOf(*figure, *value);
}

QString HostTableModel::explanation(const Row& row, HostColumn column) const {
    const OverviewHost& host = *row.host;
    if (column == HostColumn::State) return problem(host);
    if (column == HostColumn::Host && host.listed) return machineText(host.listed->host.target.instance);
    const auto figure = figureOf(column);
    if (!figure) return {};
    if (!known(host.standing.of(*figure))) {
        if (*figure == HostFigure::Alerts)
            return HostWords::tr("No alert of this host fires, as far as its server knows");
        return host.state == HostState::Up ? HostWords::tr("This host does not tell of it") : row.state;
    }
    const HostFigureRow& limits = hostFigures()[static_cast<std::size_t>(*figure)];
    if (!(concern(row, column) > 0) || limits.easy == limits.worst) return {};
    return HostWords::tr("A concern from %1 on").arg(format_.text(limits.easy, limits.unit));
}

std::span<const double> HostTableModel::trend(const QModelIndex& index) const {
    const auto figure = figureOf(static_cast<HostColumn>(index.column()));
    if (!figure) return {};
    const auto found = std::ranges::find(hostTrends, *figure);
    if (found == hostTrends.end()) return {};
    return host(index.row()).trends[static_cast<std::size_t>(found - hostTrends.begin())];
}

int HostTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int HostTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : hostColumnCount;
}

QVariant HostTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<HostColumn>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return text(row, column);
        case Qt::ToolTipRole: {
            // Always marked up by us, because a tool tip would take text that looks like markup for markup.
            const QString said = explanation(row, column);
            return said.isEmpty() ? QVariant() : Qt::convertFromPlainText(said);
        }
        case Qt::AccessibleDescriptionRole:
            return explanation(row, column);
        case Qt::TextAlignmentRole:
            return QVariant((figureOf(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case ConcernRole:
            return concern(row, column);
        case StaleRole:
            return row.host->isStale;
        case ProblemRole:
            return problem(*row.host);
        case KeyRole:
            return row.host->key;
        default:
            return {};
    }
}

QVariant HostTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= hostColumnCount) return {};
    const HostColumnRow& column = hostColumns[static_cast<std::size_t>(section)];
    switch (role) {
        case Qt::DisplayRole:
            return HostWords::tr(column.title);
        case Qt::ToolTipRole:
            return column.explanation == nullptr
                       ? QVariant()
                       : Qt::convertFromPlainText(HostWords::tr(column.explanation));
        case Qt::TextAlignmentRole:
            return QVariant((column.figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        default:
            return {};
    }
}

}  // namespace baro::ui
