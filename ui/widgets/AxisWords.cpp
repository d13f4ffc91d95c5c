#include "ui/widgets/AxisWords.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/Formatting.h"

namespace baro::ui {
namespace {

struct AxisWords {
    Q_DECLARE_TR_FUNCTIONS(AxisWords)
};

}  // namespace

std::vector<ChartSeam> seamsWithWords(const ChartData& data) {
    std::vector<ChartSeam> seams;
    const QString record = AxisWords::tr("record");
    for (const std::int64_t moment : seamsOf(data)) {
        const bool isServerBefore = data.axis.isOfServer(moment - 1);
        seams.push_back(
            {moment, isServerBefore ? data.axis.server : record, isServerBefore ? record : data.axis.server});
    }
    return seams;
}

QString differenceText(const ChartData& data, const ChartSpec& spec, const Formatting& format) {
    QStringList texts;
    for (const ChartDifference& one : data.differences)
        texts << AxisWords::tr("%1: record %2, %3 %4")
                     .arg(one.name.isEmpty() ? spec.title : one.name, format.text(one.recorded, spec.unit),
                          data.axis.server, format.text(one.elsewhere, spec.unit));
    return texts.join(QStringLiteral("; "));
}

QString leftOutText(const ChartData& data) {
    if (data.leftOut == 0) return {};
    const auto text = [](std::size_t count) { return countText(count); };
    return AxisWords::tr("Only the largest %1 of %2 series are drawn; narrow the question to see the others")
        .arg(text(data.series.size()), text(data.series.size() + data.leftOut));
}

QString axisText(const ChartData& data, const ChartSpec& spec, const Formatting& format,
                 const std::function<QString(std::int64_t)>& momentText) {
    QStringList lines;
    if (data.leftOut > 0) lines << leftOutText(data);
    for (const TimeRange& run : data.axis.runs)
        lines << AxisWords::tr("Not recorded here, but known to %1: %2 – %3")
                     .arg(data.axis.server, momentText(std::max(run.from, data.range.from)),
                          momentText(std::min(run.to, data.range.to)));
    if (!data.differences.empty())
        lines << AxisWords::tr("Where both tell, they differ by more than 5 %")
              << differenceText(data, spec, format);
    if (!data.axis.problem.isEmpty()) lines << data.axis.problem;
    return lines.join(QLatin1Char('\n'));
}

}  // namespace baro::ui
