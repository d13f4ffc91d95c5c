#include "ui/widgets/ChartData.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ui/MachineText.h"

namespace baro::ui {

namespace {

QString csvField(QString text) {
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) &&
        !text.contains(QLatin1Char('\n')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + QLatin1Char('"');
}

void turnDown(ChartSeries& series) {
    series.sign = -1;
    series.last = -series.last;
    series.minimum.swap(series.maximum);
    for (std::vector<double>* values : {&series.minimum, &series.maximum})
        for (double& value : *values)
            value = -value;
    series.falls.flip();
}

}  // namespace

std::size_t ChartData::columns() const {
    std::size_t most = 0;
    for (const ChartSeries& one : series)
        most = std::max(most, one.maximum.size());
    return most;
}

ChartData chartData(const ChartSpec& spec, const SeriesAnswer& answer) {
    ChartData data;
    data.range = answer.range;
    std::map<QString, int> colors;
    for (std::size_t line = 0; line < std::min(spec.lines.size(), answer.plots.size()); ++line) {
        const Result<Plot>& plot = answer.plots[line];
        if (!plot) {
            data.problem = machineText(plot.error().message);
            continue;
        }
        const ChartLine& asked = spec.lines[line];
        data.columnsFrom = plot->from;
        for (const std::string& annotation : plot->annotations)
            data.annotations << machineText(annotation);
        data.columnMilliseconds = std::max<std::int64_t>(1, plot->columnMilliseconds);
        for (const PlotSeries& found : plot->series) {
            ChartSeries one;
            one.name = lineName(asked.name, found.labels);
            one.line = line;
            const QString key = asked.colorKey.isEmpty() ? QString::number(line) + QLatin1Char(' ') + one.name
                                                         : lineName(asked.colorKey, found.labels);
            one.color = colors.try_emplace(key, static_cast<int>(colors.size())).first->second;
            one.minimum = found.minimum;
            one.maximum = found.maximum;
            one.falls = found.falls;
            one.last = found.last;
            if (asked.isDown) turnDown(one);
            data.series.push_back(std::move(one));
        }
    }
    return data;
}

std::vector<QList<QPointF>> knownRuns(const ChartSeries& series, const ChartData& data) {
    std::vector<QList<QPointF>> runs;
    QList<QPointF> run;
    const double column = static_cast<double>(data.columnMilliseconds) / 1000;
    const auto end = [&] {
        if (run.size() == 1)
            run = {run.front() - QPointF(column / 2, 0), run.front() + QPointF(column / 2, 0)};
        if (!run.isEmpty()) runs.push_back(std::exchange(run, {}));
    };
    for (std::size_t i = 0; i < std::min(series.minimum.size(), series.maximum.size()); ++i) {
        if (std::isnan(series.maximum[i]) || std::isnan(series.minimum[i])) {
            end();
            continue;
        }
        const double x = static_cast<double>(data.timeOf(i) - data.range.to) / 1000;
        const bool falls = i < series.falls.size() && series.falls[i];
        run << QPointF(x, falls ? series.maximum[i] : series.minimum[i]);
        if (series.maximum[i] != series.minimum[i])
            run << QPointF(x, falls ? series.minimum[i] : series.maximum[i]);
    }
    end();
    return runs;
}

QString toCsv(const ChartData& data) {
    QString text = QStringLiteral("time");
    for (const ChartSeries& one : data.series)
        text += QLatin1Char(',') + csvField(one.name);
    text += QLatin1String("\r\n");
    for (std::size_t i = 0; i < data.columns(); ++i) {
        text += QString::number(static_cast<double>(data.timeOf(i)) / 1000, 'f', 3);
        for (const ChartSeries& one : data.series) {
            text += QLatin1Char(',');
            if (i < one.maximum.size() && !std::isnan(one.maximum[i]))
                text += QString::number(one.peak(i), 'g', 12);
        }
        text += QLatin1String("\r\n");
    }
    return text;
}

}  // namespace baro::ui
