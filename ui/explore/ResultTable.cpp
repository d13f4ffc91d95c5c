#include "ui/explore/ResultTable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <set>

#include "ui/ClockText.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

struct ResultWords {
    Q_DECLARE_TR_FUNCTIONS(ResultTable)
};

using LabelNames = std::set<std::string>;

void collect(const Labels& labels, LabelNames& names) {
    for (const auto& [name, value] : labels.pairs())
        names.insert(name);
}

LabelNames labelNames(const promql::QueryResult& result) {
    LabelNames names;
    for (const promql::StepSeries& series : result.series)
        collect(series.labels, names);
    for (const SampleSeries& series : result.matrix)
        collect(series.labels, names);
    return names;
}

// The number as people read it, and in full where one points.
TableCell valueCell(double value, Unit unit, const Formatting& format) {
    return {format.text(value, unit), value, QLocale::c().toString(value, 'g', 17), unit};
}

TableCell labelCell(const Labels& labels, const std::string& name) {
    return {machineText(labels.value(name)), 0, {}};
}

QString timeText(std::int64_t milliseconds) {
    return clockText(QDateTime::fromMSecsSinceEpoch(milliseconds).time(), ClockForm::Milliseconds);
}

class Filling {
  public:
    Filling(ResultTable& table, LabelNames names) : table_(table), names_(std::move(names)) {}

    void add(const Labels& labels, std::vector<TableCell> more) {
        if (table_.rows.size() >= ResultTable::mostRows) {
            ++table_.leftOut;
            return;
        }
        // Two rows of one series differ by their times.
        TableRow row{machineText(toString(labels)), {}, false};
        for (const std::string& name : names_)
            row.cells.push_back(labelCell(labels, name));
        if (more.size() > 1) row.key += QLatin1Char('@') + more.front().text;
        for (TableCell& cell : more)
            row.cells.push_back(std::move(cell));
        table_.rows.push_back(std::move(row));
    }

  private:
    ResultTable& table_;
    LabelNames names_;
};

}  // namespace

ResultTable resultTable(const promql::QueryResult& result, Unit unit, const Formatting& format) {
    ResultTable table;
    const LabelNames names = labelNames(result);
    for (const std::string& name : names)
        table.columns.push_back(
            {name == metricNameLabel ? ResultWords::tr("Metric") : machineText(name), {}, false});
    const bool isMatrix = result.type == promql::ValueType::Matrix;
    if (isMatrix) table.columns.push_back({ResultWords::tr("Time"), {}, false});
    table.columns.push_back({ResultWords::tr("Value"),
                             ResultWords::tr("Point at a value to see all its digits"),
                             result.type != promql::ValueType::String});
    Filling filling(table, names);
    if (result.type == promql::ValueType::String) filling.add({}, {{machineText(result.text), 0, {}}});
    for (const promql::StepSeries& series : result.series)
        if (!series.values.empty() && !promql::isAbsent(series.values.front()))
            filling.add(series.labels, {valueCell(series.values.front(), unit, format)});
    for (const SampleSeries& series : result.matrix)
        for (const Sample& sample : series.samples)
            filling.add(series.labels,
                        {{timeText(sample.timeMilliseconds), 0, {}}, valueCell(sample.value, unit, format)});
    return table;
}

}  // namespace baro::ui
