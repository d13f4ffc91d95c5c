#include "ui/widgets/ChartTable.h"

#include <QCoreApplication>
#include <QDialog>
#include <QVBoxLayout>
#include <cmath>
#include <optional>

#include "ui/ClockText.h"
#include "ui/Formatting.h"
#include "ui/PageContext.h"
#include "ui/models/TableCells.h"
#include "ui/widgets/ChartFrame.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

struct TableWords {
    Q_DECLARE_TR_FUNCTIONS(ChartTable)
};

constexpr int shownChartRows = 15;
constexpr std::int64_t longestOfOneDay = 86'400'000;

TableCell columnTime(const ChartData& data, std::size_t column) {
    const std::int64_t step = data.columnMilliseconds;
    const bool hasSeconds = step % 60'000 != 0 || data.columnsFrom % 60'000 != 0;
    const ClockForm clock = step % 1000 != 0 ? ClockForm::Milliseconds
                            : hasSeconds     ? ClockForm::Seconds
                                             : ClockForm::Minutes;
    const std::int64_t moment = data.timeOf(column);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment);
    const bool isOfDays = data.range.to - data.range.from > longestOfOneDay;
    return {isOfDays ? momentText(time, DayForm::DayAndYear, clock) : clockText(time.time(), clock),
            static_cast<double>(moment),
            {}};
}

std::optional<double> valueIn(const ChartSeries& series, std::size_t column) {
    if (column >= series.maximum.size() || std::isnan(series.shown(column))) return std::nullopt;
    return series.shown(column);
}

}  // namespace

std::vector<TableColumn> chartColumns(const ChartData& data) {
    std::vector<TableColumn> columns{{TableWords::tr("Time"), {}, true}};
    for (const ChartSeries& series : data.series)
        columns.push_back({series.name, {}, true});
    if (!data.axis.runs.empty()) columns.push_back({TableWords::tr("Source"), {}, false});
    return columns;
}

std::vector<TableRow> chartRows(const ChartData& data, Unit unit, const FormatStyle& style) {
    std::vector<TableRow> rows;
    rows.reserve(data.columns());
    for (std::size_t column = 0; column < data.columns(); ++column) {
        const std::int64_t moment = data.timeOf(column);
        TableRow row{QString::number(moment), {columnTime(data, column)}, false};
        for (const ChartSeries& series : data.series)
            row.cells.push_back(
                numberCell(valueIn(series, column), unit, style, TableWords::tr("Not known at this time")));
        if (!data.axis.runs.empty())
            row.cells.push_back(
                textCell(data.axis.isOfServer(moment) ? data.axis.server : TableWords::tr("record")));
        rows.push_back(std::move(row));
    }
    return rows;
}

void showChartTable(const ChartFrame& chart, const PageContext& context) {
    const ChartData& data = chart.data();
    auto* dialog = new QDialog(chart.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(chart.spec().title);
    auto* table = new SubjectTable(context.theme, chart.spec().title, chartColumns(data), dialog);
    table->setMaximumRows(shownChartRows);
    table->setRows(chartRows(data, chart.spec().unit, context.format.style()));
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(table);
    dialog->resize(80 * gridStep, dialog->sizeHint().height());
    dialog->show();
}

}  // namespace baro::ui
