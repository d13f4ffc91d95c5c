#include "ui/report/ReportPdf.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

#include "core/alerts/AlertSeverity.h"
#include "core/metrics/Format.h"
#include "ui/ClockText.h"
#include "ui/EventText.h"
#include "ui/MachineText.h"
#include "ui/models/AlertTables.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

struct SheetWords {
    Q_DECLARE_TR_FUNCTIONS(ReportPdf)
};

constexpr int sheetResolution = 96;
constexpr double sheetMargin = 6 * gridStep;
constexpr double footHeight = 3 * gridStep;
constexpr double chartPlotHeight = 20 * gridStep;
constexpr std::size_t eventsNamed = 200;  // and alerts

enum class SheetText { Title, Head, Body, Caption };

struct SheetColumn {
    QString title;
    double share = 1;  // of the width
    bool isNumber = false;
};

// Goes down sheet after sheet. Of a drawing that only counts pages the count is not known yet.
class SheetPainter {
  public:
    SheetPainter(QPdfWriter& writer, const PictureLook& look, QString foot, int pages)
        : writer_(writer), look_(look), foot_(std::move(foot)), pages_(pages), painter_(&writer) {
        const QRectF sheet(0, 0, writer.width(), writer.height());
        area_ = sheet.adjusted(sheetMargin, sheetMargin, -sheetMargin, -sheetMargin - footHeight);
        y_ = area_.top();
        paintFoot();
    }
    int page() const { return page_; }
    double width() const { return area_.width(); }

    // The next drawing of this height stands on one sheet.
    void need(double height) {
        if (y_ + height <= area_.bottom() || y_ <= area_.top()) return;
        writer_.newPage();
        ++page_;
        y_ = area_.top();
        paintFoot();
    }
    void skip(double height) { y_ += height; }

    void line(SheetText kind, const QString& text, Role role = Role::Text) {
        use(kind, role);
        const double height = lineHeight();
        need(height);
        const QFontMetricsF metrics(painter_.font());
        painter_.drawText(QRectF(area_.left(), y_, width(), height), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text, Qt::ElideRight, width()));
        y_ += height;
    }

    // Never the last of a sheet.
    void head(const QString& text, double following) {
        skip(2 * gridStep);
        use(SheetText::Head, Role::Text);
        need(lineHeight() + following);
        line(SheetText::Head, text);
        skip(gridStep / 2);
    }

    void row(const std::vector<SheetColumn>& columns, const QStringList& cells, SheetText kind, Role role) {
        use(kind, role);
        const double height = lineHeight() + gridStep / 2;
        need(height);
        use(kind, role);
        const QFontMetricsF metrics(painter_.font());
        double x = area_.left();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double wide = columns[i].share * width();
            const QRectF cell(x, y_, wide - gridStep, height);
            painter_.drawText(
                cell, (columns[i].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                metrics.elidedText(cells.value(static_cast<int>(i)), Qt::ElideRight, cell.width()));
            x += wide;
        }
        y_ += height;
        painter_.setPen(QPen((*look_.palette)[Role::Line], 1));
        painter_.drawLine(QPointF(area_.left(), y_), QPointF(area_.right(), y_));
    }

    void chart(const ChartPicture& picture) {
        const double height = heightOf(picture, look_, width(), chartPlotHeight);
        need(height);
        paintChart(painter_, {area_.left(), y_, width(), height}, picture, look_);
        y_ += height + 2 * gridStep;
    }

  private:
    void use(SheetText kind, Role role) {
        QFont font = look_.font;
        font.setPixelSize(kind == SheetText::Title  ? 24
                          : kind == SheetText::Head ? 16
                          : kind == SheetText::Body ? 12
                                                    : 11);
        if (kind == SheetText::Title || kind == SheetText::Head) font.setWeight(QFont::DemiBold);
        painter_.setFont(font);
        painter_.setPen((*look_.palette)[role]);
    }
    double lineHeight() const { return std::ceil(QFontMetricsF(painter_.font()).height()) + gridStep / 4; }

    void paintFoot() {
        use(SheetText::Caption, Role::QuietText);
        const QRectF foot(area_.left(), area_.bottom() + footHeight / 2, width(), footHeight);
        painter_.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, foot_);
        painter_.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                          SheetWords::tr("page %1 of %2").arg(page_).arg(pages_));
    }

    QPdfWriter& writer_;
    const PictureLook& look_;
    const QString foot_;
    const int pages_;
    QPainter painter_;
    QRectF area_;
    double y_ = 0;
    int page_ = 1;
};

QString number(double value, Unit unit, const PictureLook& look) {
    return QString::fromStdString(formatValue(value, unit, look.format));
}

QString momentWords(std::int64_t time) {
    return time == 0
               ? QString()
               : momentText(QDateTime::fromMSecsSinceEpoch(time), DayForm::DayAndYear, ClockForm::Seconds);
}

constexpr double tableStart = 8 * gridStep;  // a head needs some rows of its table below it

void paintFacts(SheetPainter& sheet, const Report& report, const PictureLook& look) {
    const std::vector<SheetColumn> columns{{{}, 0.2}, {{}, 0.8}};
    sheet.row(columns, {SheetWords::tr("Range"), rangeInWords(report.range)}, SheetText::Body, Role::Text);
    const double length = static_cast<double>(report.range.to - report.range.from) / 1000;
    sheet.row(columns, {SheetWords::tr("Length"), QString::fromStdString(formatDuration(length))},
              SheetText::Body, Role::Text);
    for (const auto& [what, value] : report.facts)
        sheet.row(columns, {what, value}, SheetText::Body, Role::Text);
    if (report.memoryBytes)
        sheet.row(columns, {SheetWords::tr("Memory"), number(*report.memoryBytes, Unit::Bytes, look)},
                  SheetText::Body, Role::Text);
}

void paintFigures(SheetPainter& sheet, const Report& report, const PictureLook& look) {
    const std::vector<SheetColumn> columns{{SheetWords::tr("Figure"), 0.34},
                                           {SheetWords::tr("Mean"), 0.18, true},
                                           {SheetWords::tr("Greatest"), 0.18, true},
                                           {SheetWords::tr("Greatest at"), 0.3, true}};
    sheet.head(SheetWords::tr("Figures"), tableStart);
    sheet.row(columns, {columns[0].title, columns[1].title, columns[2].title, columns[3].title},
              SheetText::Caption, Role::QuietText);
    for (const ReportFigure& figure : report.figures)
        sheet.row(
            columns,
            {figure.name, number(figure.mean, figure.unit, look), number(figure.greatest, figure.unit, look),
             figure.greatest > 0 ? momentWords(figure.greatestAt) : QString()},
            SheetText::Body, Role::Text);
}

void paintCharts(SheetPainter& sheet, const Report& report) {
    if (report.charts.empty()) return;
    sheet.head(SheetWords::tr("Charts"), chartPlotHeight + tableStart);
    for (const ReportChart& chart : report.charts)
        sheet.chart({chart.spec, chart.data, chart.isStacked, report.host});
}

QString titleOf(TopBy by) {
    return by == TopBy::Cpu      ? SheetWords::tr("Most processor time")
           : by == TopBy::Memory ? SheetWords::tr("Most memory")
                                 : SheetWords::tr("Most disk traffic");
}

void paintTop(SheetPainter& sheet, const ReportTop& top, const PictureLook& look) {
    const Unit unit = top.by == TopBy::Cpu      ? Unit::Ratio
                      : top.by == TopBy::Memory ? Unit::Bytes
                                                : Unit::BytesPerSecond;
    const std::vector<SheetColumn> columns{
        {SheetWords::tr("Process"), 0.26},        {SheetWords::tr("Pid"), 0.1, true},
        {SheetWords::tr("User"), 0.14},           {SheetWords::tr("Mean"), 0.12, true},
        {SheetWords::tr("Greatest"), 0.12, true}, {SheetWords::tr("Greatest at"), 0.26, true}};
    QStringList titles;
    for (const SheetColumn& column : columns)
        titles << column.title;
    sheet.head(titleOf(top.by), tableStart);
    sheet.row(columns, titles, SheetText::Caption, Role::QuietText);
    for (const ReportProcess& process : top.processes)
        sheet.row(columns,
                  {process.name, QString::number(process.pid), process.user,
                   number(process.mean / top.whole, unit, look),
                   number(process.greatest / top.whole, unit, look), momentWords(process.greatestAt)},
                  SheetText::Body, Role::Text);
}

void paintTops(SheetPainter& sheet, const Report& report, const PictureLook& look) {
    for (const ReportTop& top : report.tops)
        paintTop(sheet, top, look);
    if (report.tops.empty()) return;
    sheet.skip(gridStep / 2);
    sheet.line(SheetText::Caption,
               SheetWords::tr("From %n process table(s), spread evenly over the range.", nullptr,
                              report.framesLookedAt) +
                   QLatin1Char(' ') + SheetWords::tr("Processor time is of the whole machine."),
               Role::QuietText);
}

void paintMore(SheetPainter& sheet, std::size_t count) {
    if (count > eventsNamed)
        sheet.line(SheetText::Body,
                   SheetWords::tr("and %n more", nullptr, static_cast<int>(count - eventsNamed)),
                   Role::QuietText);
}

QString lengthOf(const alerts::AlertRun& run) {
    const double seconds = static_cast<double>(run.fired.to - run.fired.from) / 1000;
    const QString length = QString::fromStdString(formatDuration(seconds));
    return run.endsUnknown ? SheetWords::tr("%1, still firing").arg(length) : length;
}

void paintAlerts(SheetPainter& sheet, const Report& report) {
    sheet.head(SheetWords::tr("Alerts"), tableStart);
    if (report.alerts.empty())
        return sheet.line(SheetText::Body, SheetWords::tr("None fired."), Role::QuietText);
    const std::vector<SheetColumn> columns{{SheetWords::tr("Alert"), 0.26},
                                           {SheetWords::tr("Severity"), 0.1},
                                           {SheetWords::tr("Fired at"), 0.2},
                                           {SheetWords::tr("For"), 0.16},
                                           {SheetWords::tr("About"), 0.28}};
    QStringList titles;
    for (const SheetColumn& column : columns)
        titles << column.title;
    sheet.row(columns, titles, SheetText::Caption, Role::QuietText);
    const auto shown = std::span(report.alerts).first(std::min(eventsNamed, report.alerts.size()));
    for (const alerts::AlertRun& run : shown)
        sheet.row(
            columns,
            {machineText(run.labels.value("alertname")), machineText(run.labels.value("severity")),
             momentWords(run.fired.from), lengthOf(run), alertSubject(run.labels)},
            SheetText::Body,
            alerts::severityOf(run.labels) == alerts::AlertSeverity::Critical ? Role::Danger : Role::Text);
    paintMore(sheet, report.alerts.size());
}

void paintEvents(SheetPainter& sheet, const Report& report) {
    sheet.head(SheetWords::tr("Events"), tableStart);
    if (report.events.empty()) return sheet.line(SheetText::Body, SheetWords::tr("None."), Role::QuietText);
    const std::vector<SheetColumn> columns{{{}, 0.3}, {{}, 0.7}};
    for (std::size_t i = 0; i < std::min(eventsNamed, report.events.size()); ++i)
        sheet.row(columns, {momentWords(report.events[i].timeMilliseconds), eventText(report.events[i])},
                  SheetText::Body, eventRole(report.events[i]) == Role::Danger ? Role::Danger : Role::Text);
    paintMore(sheet, report.events.size());
}

void paintSheets(SheetPainter& sheet, const Report& report, const QString& title, const PictureLook& look) {
    sheet.line(SheetText::Title, title);
    sheet.skip(gridStep);
    paintFacts(sheet, report, look);
    paintFigures(sheet, report, look);
    paintCharts(sheet, report);
    paintTops(sheet, report, look);
    paintAlerts(sheet, report);
    paintEvents(sheet, report);
}

// pages: what the sheets say there are in all.
ReportSheets paintedSheets(const Report& report, const PictureLook& look, int pages) {
    ReportSheets sheets;
    QBuffer buffer(&sheets.pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(sheetResolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    const QString title = report.host.isEmpty() ? SheetWords::tr("Report of a machine")
                                                : SheetWords::tr("Report of %1").arg(report.host);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Barograph ") + QCoreApplication::applicationVersion());
    {
        // Its end writes the end of the file.
        SheetPainter sheet(writer, look, title + QStringLiteral("   ") + rangeInWords(report.range), pages);
        paintSheets(sheet, report, title, look);
        sheets.pages = sheet.page();
    }
    return sheets;
}

}  // namespace

// Twice: how many pages there are is known after the first time.
ReportSheets reportAsPdf(const Report& report, const PictureLook& look) {
    const int pages = paintedSheets(report, look, 0).pages;
    return paintedSheets(report, look, pages);
}

}  // namespace baro::ui
