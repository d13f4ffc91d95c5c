// What a chart says of the part that is a server's: whose it is at each seam, where the record and the server
// differ, and why there is none.
#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <vector>

#include "ui/Formatting.h"
#include "ui/widgets/ChartData.h"
#include "ui/widgets/ChartMarks.h"

namespace baro::ui {

std::vector<ChartSeam> seamsWithWords(const ChartData& data);

// "busy: record 41 %, lab 47 %", of all that differ; empty: nothing does.
QString differenceText(const ChartData& data, const ChartSpec& spec, const Formatting& format);

// How many series are not drawn; empty: all are.
QString leftOutText(const ChartData& data);

// All of it in lines; empty where all is recorded. momentText: how the chart writes a moment.
QString axisText(const ChartData& data, const ChartSpec& spec, const Formatting& format,
                 const std::function<QString(std::int64_t)>& momentText);

}  // namespace baro::ui
