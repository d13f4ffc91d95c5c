// How a person left a table, and how that is written in the settings. Columns go by their titles, or by what
// their header says for keptAsRole: one that is no longer there is left out, and a new one is shown. Pure.
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <Qt>
#include <optional>
#include <string>

namespace baro::ui {

constexpr int keptAsRole = Qt::UserRole + 100;

struct TableLayout {
    QStringList hidden;
    QStringList order;                // from left to right, hidden ones too; empty: the usual
    QMap<QString, int> widths;        // pixels; of the others the table decides
    std::optional<QString> sortedBy;  // nothing: as usual; an empty title: not at all
    bool descends = false;
    bool operator==(const TableLayout&) const = default;
};

// The setting tables.layouts holds those of all tables. What is damaged in it is left out.
TableLayout layoutIn(const std::string& setting, const QString& table);
// The setting with that of one table replaced; tables as they usually are take no room in it.
std::string withLayout(const std::string& setting, const QString& table, const TableLayout& layout);

}  // namespace baro::ui
