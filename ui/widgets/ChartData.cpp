#include "ui/widgets/ChartData.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "ui/MachineText.h"
#include "ui/series/LargestSeries.h"

namespace baro::ui {

namespace {

constexpr double unknownValue = std::numeric_limits<double>::quiet_NaN();

struct ChartWords {
    Q_DECLARE_TR_FUNCTIONS(ChartData)
};

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
    for (std::vector<double>* values : {&series.minimum, &series.maximum, &series.mean})
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
        data.leftOut += plot->leftOut;
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
            one.mean = found.mean;
            if (asked.isDown) turnDown(one);
            data.series.push_back(std::move(one));
        }
    }
    data.axis = answer.axis;
    for (const LineDifference& difference : answer.axis.differences)
        data.differences.push_back({lineName(spec.lines.at(difference.line).name, difference.labels),
                                    difference.told.recorded, difference.told.elsewhere});
    return data;
}

void keepLargest(ChartData& data) {
    if (data.series.size() <= mostDrawnSeries) return;
    std::vector<double> reaches;
    for (const ChartSeries& series : data.series)
        reaches.push_back(farther(farther(unknownValue, series.minimum), series.maximum));
    std::vector<ChartSeries> kept;
    for (const std::size_t place : largest(reaches))
        kept.push_back(std::move(data.series[place]));
    data.leftOut += data.series.size() - kept.size();
    data.series = std::move(kept);
}

std::vector<std::int64_t> seamsOf(const ChartData& data) {
    std::vector<std::int64_t> seams;
    for (const TimeRange& run : data.axis.runs)
        for (const std::int64_t moment : {run.from, run.to})
            if (moment > data.range.from + data.columnMilliseconds && moment < data.range.to)
                seams.push_back(moment);
    return seams;
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
    const bool isSummary = !series.mean.empty();
    for (std::size_t i = 0; i < std::min(series.minimum.size(), series.maximum.size()); ++i) {
        if (std::isnan(series.maximum[i]) || std::isnan(series.minimum[i])) {
            end();
            continue;
        }
        const double x = static_cast<double>(data.timeOf(i) - data.range.to) / 1000;
        if (isSummary) {
            run << QPointF(x + column / 2, series.mean[i]);
            continue;
        }
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
    for (const ChartSeries& one : data.series) {
        text += QLatin1Char(',') + csvField(one.name);
        if (one.mean.empty()) continue;
        text += QLatin1Char(',') + csvField(ChartWords::tr("%1, least").arg(one.name));
        text += QLatin1Char(',') + csvField(ChartWords::tr("%1, greatest").arg(one.name));
    }
    const bool isJoined = !data.axis.runs.empty();
    if (isJoined) text += QLatin1Char(',') + csvField(ChartWords::tr("source"));
    text += QLatin1String("\r\n");
    const auto add = [&text](double value) {
        text += QLatin1Char(',');
        if (!std::isnan(value)) text += QString::number(value, 'g', 12);
    };
    for (std::size_t i = 0; i < data.columns(); ++i) {
        text += QString::number(static_cast<double>(data.timeOf(i)) / 1000, 'f', 3);
        for (const ChartSeries& one : data.series) {
            const bool isThere = i < one.maximum.size();
            add(isThere ? one.shown(i) : unknownValue);
            if (one.mean.empty()) continue;
            const bool isDown = one.sign < 0;
            add(isThere ? one.sign * (isDown ? one.maximum : one.minimum)[i] : unknownValue);
            add(isThere ? one.sign * (isDown ? one.minimum : one.maximum)[i] : unknownValue);
        }
        if (isJoined)
            text +=
                QLatin1Char(',') +
                csvField(data.axis.isOfServer(data.timeOf(i)) ? data.axis.server : ChartWords::tr("record"));
        text += QLatin1String("\r\n");
    }
    return text;
}

}  // namespace baro::ui
