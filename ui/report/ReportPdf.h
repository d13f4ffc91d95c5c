// A report on sheets of paper. Any thread.
#pragma once

#include <QByteArray>

#include "ui/report/Report.h"
#include "ui/widgets/ChartPicture.h"

namespace baro::ui {

struct ReportSheets {
    QByteArray pdf;
    int pages = 0;
};

// A4. Text that the chosen font lacks, such as Korean, comes from another one that is installed.
ReportSheets reportAsPdf(const Report& report, const PictureLook& look);

}  // namespace baro::ui
