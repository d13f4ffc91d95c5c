// Which part of a drawn answer is a server's, and what is to be said of that.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "core/hosts/OneAxis.h"
#include "core/series/SeriesSource.h"

namespace baro::ui {

struct LineDifference {
    std::size_t line = 0;  // of the question
    Labels labels;         // of the series
    ToldTwice told;
};

struct JoinedAxis {
    QString server = {};               // who was asked for what is not recorded; empty: nobody
    std::vector<TimeRange> runs = {};  // what is the server's; ends are moments of seams, or of the range
    std::vector<LineDifference> differences = {};
    QString problem = {};  // why there is nothing of the server's; empty usually

    bool isOfServer(std::int64_t moment) const {
        for (const TimeRange& run : runs)
            if (moment >= run.from && moment < run.to) return true;
        return false;
    }
};

}  // namespace baro::ui
