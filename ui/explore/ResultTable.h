// The answer at one instant as rows of a table: labels, then the value.
#pragma once

#include <QString>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/promql/Engine.h"
#include "ui/Formatting.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

struct ResultTable {
    static constexpr std::size_t mostRows = 2000;

    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    std::size_t leftOut = 0;  // rows beyond mostRows
};

ResultTable resultTable(const promql::QueryResult& result, Unit unit, const Formatting& format);

}  // namespace baro::ui
