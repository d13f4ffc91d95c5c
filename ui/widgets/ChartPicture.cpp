#include "ui/widgets/ChartPicture.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/ClockText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AxisTicks.h"
#include "ui/widgets/AxisWords.h"
#include "ui/widgets/Bands.h"

namespace baro::ui {
namespace {

struct PictureWords {
    Q_DECLARE_TR_FUNCTIONS(ChartPicture)
};

constexpr double pictureAxis = 72;  // left of the plot, for its values
constexpr double pictureMark = 16;
constexpr double pictureGap = 6;
constexpr double pictureBetween = 16;
constexpr double timesHeight = 20;
constexpr double widestTime = 90;  // in the usual formats

QFont sized(const PictureLook& look, int pixels) {
    QFont font = look.font;
    font.setPixelSize(pixels);
    return font;
}
QFont captionFont(const PictureLook& look) {
    return sized(look, 11);
}
QFont headFont(const PictureLook& look) {
    QFont font = sized(look, 14);
    font.setWeight(QFont::DemiBold);
    return font;
}
double lineOf(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height());
}

QColor inkOf(const ChartPicture& chart, const ChartSeries& series, const Palette& palette) {
    const auto& subject = chart.spec.lines[series.line].subject;
    return subject ? palette[*subject]
                   : palette.seriesColors[static_cast<std::size_t>(series.color) % seriesColorCount];
}

// The newest value, if it is known.
QString legendText(const ChartPicture& chart, const ChartSeries& series, const PictureLook& look) {
    if (std::isnan(series.last)) return series.name;
    return series.name + QStringLiteral("  ") +
           QString::fromStdString(formatValue(series.last * series.sign, chart.spec.unit, look.format));
}

struct LegendPlace {
    QRectF area;
    const ChartSeries* series = nullptr;
};

// From left to right, then in the next row. y starts at 0.
std::vector<LegendPlace> legendPlaces(const ChartPicture& chart, const PictureLook& look, double width) {
    const QFont font = captionFont(look);
    const QFontMetricsF metrics(font);
    const double row = lineOf(font) + 2;
    std::vector<LegendPlace> places;
    QPointF at;
    for (const ChartSeries& series : chart.data.series) {
        const double wide = std::min(
            width, pictureMark + pictureGap + metrics.horizontalAdvance(legendText(chart, series, look)));
        if (at.x() > 0 && at.x() + wide > width) at = {0, at.y() + row};
        places.push_back({QRectF(at, QSizeF(wide, row)), &series});
        at.rx() += wide + pictureBetween;
    }
    return places;
}

double heightOfLegend(const std::vector<LegendPlace>& places) {
    return places.empty() ? 0 : places.back().area.bottom() + pictureGap;
}

// Above and below the plot, without the legend.
double heightAround(const PictureLook& look) {
    return lineOf(headFont(look)) + pictureGap + timesHeight + lineOf(captionFont(look)) + pictureGap;
}

// Where values and moments stand.
struct PlotPlace {
    QRectF area;
    ValueAxis axis;
    TimeRange range;

    double yOf(double value) const {
        return area.bottom() -
               (axis.drawn(value) - axis.minimum) / (axis.maximum - axis.minimum) * area.height();
    }
    double xOf(double secondsBeforeEnd) const {  // negative, as in knownRuns()
        const double length = static_cast<double>(std::max<std::int64_t>(1, range.to - range.from)) / 1000;
        return area.right() + secondsBeforeEnd / length * area.width();
    }
};

std::pair<double, double> extremesOf(const ChartPicture& chart) {
    std::pair<double, double> extremes{0, std::max(chart.spec.maximum, chart.spec.leastMaximum)};
    std::vector<double> sums(chart.data.columns());
    for (const ChartSeries& series : chart.data.series)
        for (std::size_t i = 0; i < series.maximum.size(); ++i) {
            if (std::isnan(series.maximum[i])) continue;
            sums[i] += series.maximum[i];
            extremes.first = std::fmin(extremes.first, series.minimum[i]);
            extremes.second = std::fmax(extremes.second, series.maximum[i]);
        }
    if (chart.isStacked)
        for (const double sum : sums)
            extremes.second = std::max(extremes.second, sum);
    if (chart.spec.maximum > 0) extremes.second = chart.spec.maximum;
    return extremes;
}

void paintValues(QPainter& painter, const PlotPlace& plot, const ChartPicture& chart,
                 const PictureLook& look) {
    const double line = lineOf(captionFont(look));
    for (const double tick : plot.axis.ticks()) {
        const double y = plot.yOf(tick);
        painter.setPen(QPen((*look.palette)[Role::Line], 1));
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
        painter.setPen((*look.palette)[Role::QuietText]);
        painter.drawText(QRectF(plot.area.left() - pictureAxis, y - line / 2, pictureAxis - pictureGap, line),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::fromStdString(formatValue(std::abs(tick), chart.spec.unit, look.format)));
    }
}

// At round times of the day.
void paintClock(QPainter& painter, const PlotPlace& plot, const PictureLook& look) {
    const auto length = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::milliseconds(plot.range.to - plot.range.from));
    const DayForm day =
        dayFormOf(QDateTime::fromMSecsSinceEpoch(plot.range.from), QDateTime::currentDateTime());
    const auto text = [&](const QDateTime& time, ClockForm clock) {
        return length.count() > 86'400 ? momentText(time, day, clock) : clockText(time.time(), clock);
    };
    const QDateTime longest(QDateTime::fromMSecsSinceEpoch(plot.range.to).date(), QTime(22, 58, 58));
    const double widest = std::max(
        widestTime,
        pictureBetween + QFontMetricsF(painter.font()).horizontalAdvance(text(longest, ClockForm::Minutes)));
    const auto step = timeStep(length, std::max(2, static_cast<int>(plot.area.width() / widest))).count();
    const ClockForm clock = step < 60 ? ClockForm::Seconds : ClockForm::Minutes;
    const std::int64_t offset = QDateTime::fromMSecsSinceEpoch(plot.range.to).offsetFromUtc();
    const std::int64_t from = plot.range.from / 1000 + offset;
    painter.setPen((*look.palette)[Role::QuietText]);
    for (std::int64_t local = (from + step - 1) / step * step; (local - offset) * 1000 <= plot.range.to;
         local += step) {
        const std::int64_t moment = (local - offset) * 1000;
        const double x = plot.xOf(static_cast<double>(moment - plot.range.to) / 1000);
        painter.drawLine(QPointF(x, plot.area.bottom()), QPointF(x, plot.area.bottom() + 3));
        QRectF label(x - widest / 2, plot.area.bottom() + 3, widest, timesHeight - 3);
        label.moveRight(std::min(label.right(), plot.area.right() + widest / 4));
        painter.drawText(label, Qt::AlignCenter, text(QDateTime::fromMSecsSinceEpoch(moment), clock));
    }
}

void paintLines(QPainter& painter, const PlotPlace& plot, const ChartPicture& chart,
                const PictureLook& look) {
    for (const ChartSeries& series : chart.data.series) {
        QPen pen = seriesPen(*look.palette, series.color);
        pen.setColor(inkOf(chart, series, *look.palette));
        painter.setPen(pen);
        for (const QList<QPointF>& run : knownRuns(series, chart.data)) {
            QPolygonF line;
            for (const QPointF& point : run)
                line << QPointF(plot.xOf(point.x()), plot.yOf(point.y()));
            painter.drawPolyline(line);
        }
    }
}

// One area for each run of known columns, on what is known below it.
void paintAreas(QPainter& painter, const PlotPlace& plot, const ChartPicture& chart,
                const PictureLook& look) {
    std::vector<double> floor(chart.data.columns());
    std::vector<Band> bands;
    for (const ChartSeries& series : chart.data.series) {
        Band band = stackedBand(inkOf(chart, series, *look.palette));
        const auto end = [&] {
            if (band.upper.size() > 1) bands.push_back(band);
            band.upper.clear();
            band.lower.clear();
        };
        for (std::size_t i = 0; i < series.maximum.size(); ++i) {
            if (std::isnan(series.maximum[i])) {
                end();
                continue;
            }
            const double x = plot.xOf(static_cast<double>(chart.data.timeOf(i) - plot.range.to) / 1000);
            band.lower << QPointF(x, plot.yOf(floor[i]));
            floor[i] += series.maximum[i];
            band.upper << QPointF(x, plot.yOf(floor[i]));
        }
        end();
    }
    paintBands(painter, plot.area, bands);
}

void paintHead(QPainter& painter, const QRectF& row, const ChartPicture& chart, const PictureLook& look) {
    painter.setFont(headFont(look));
    painter.setPen((*look.palette)[Role::Text]);
    const QFontMetricsF metrics(painter.font());
    const QString title = metrics.elidedText(chart.spec.title, Qt::ElideRight, row.width());
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(captionFont(look));
    painter.setPen((*look.palette)[Role::QuietText]);
    painter.drawText(row.adjusted(metrics.horizontalAdvance(title) + pictureGap * 2, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, unitInWords(chart.spec.unit, look.format));
}

void paintLegend(QPainter& painter, const QRectF& area, const ChartPicture& chart, const PictureLook& look) {
    const QFontMetricsF metrics(painter.font());
    for (const LegendPlace& place : legendPlaces(chart, look, area.width())) {
        const QRectF row = place.area.translated(area.topLeft());
        const QColor ink = inkOf(chart, *place.series, *look.palette);
        const QRectF mark(row.left(), row.center().y() - 4, pictureMark, 8);
        if (chart.isStacked) {
            painter.fillRect(mark.adjusted(4, 0, -4, 0), ink);
        } else {
            QPen pen = seriesPen(*look.palette, place.series->color, 2);
            pen.setColor(ink);
            painter.setPen(pen);
            painter.drawLine(QPointF(mark.left(), mark.center().y()),
                             QPointF(mark.right(), mark.center().y()));
        }
        painter.setPen((*look.palette)[Role::Text]);
        const QRectF words = row.adjusted(pictureMark + pictureGap, 0, 0, 0);
        painter.drawText(
            words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
            metrics.elidedText(legendText(chart, *place.series, look), Qt::ElideMiddle, words.width() + 1));
    }
}

// Whose it is and of when, and that it is not all there was.
QString footText(const ChartPicture& chart) {
    QStringList words{rangeInWords(chart.data.range)};
    if (!chart.host.isEmpty()) words.prepend(chart.host);
    if (chart.data.leftOut > 0) words << leftOutText(chart.data);
    return words.join(QStringLiteral("   "));
}

}  // namespace

QString unitInWords(Unit unit, const FormatStyle& style) {
    switch (unit) {
        case Unit::None:
            return {};
        case Unit::Ratio:
            return QStringLiteral("%");
        case Unit::Bytes:
            return PictureWords::tr("bytes");
        case Unit::BytesPerSecond:
            return PictureWords::tr("bytes per second");
        case Unit::NetworkBytesPerSecond:
            return unitInWords(style.ratesInBits ? Unit::BitsPerSecond : Unit::BytesPerSecond, style);
        case Unit::BitsPerSecond:
            return PictureWords::tr("bits per second");
        case Unit::Seconds:
            return PictureWords::tr("seconds");
        case Unit::Hertz:
            return PictureWords::tr("hertz");
        case Unit::Celsius:
            return PictureWords::tr("temperature");
        case Unit::Volts:
            return PictureWords::tr("volts");
        case Unit::Amperes:
            return PictureWords::tr("amperes");
        case Unit::Watts:
            return PictureWords::tr("watts");
        case Unit::Joules:
            return PictureWords::tr("joules");
        case Unit::RevolutionsPerMinute:
            return PictureWords::tr("revolutions per minute");
        case Unit::PerSecond:
            return PictureWords::tr("per second");
        case Unit::Timestamp:
            break;
    }
    return PictureWords::tr("time");
}

QString rangeInWords(TimeRange range) {
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(range.from);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(range.to);
    const auto whole = [](const QDateTime& time) {
        return momentText(time, DayForm::DayAndYear, ClockForm::Seconds);
    };
    return whole(from) + QStringLiteral(" – ") +
           (from.date() == to.date() ? clockText(to.time(), ClockForm::Seconds) : whole(to)) +
           QLatin1Char(' ') + to.timeZoneAbbreviation();
}

double heightOf(const ChartPicture& chart, const PictureLook& look, double width, double plotHeight) {
    return plotHeight + heightAround(look) + heightOfLegend(legendPlaces(chart, look, width));
}

void paintChart(QPainter& painter, const QRectF& area, const ChartPicture& chart, const PictureLook& look) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double head = lineOf(headFont(look));
    const double caption = lineOf(captionFont(look));
    const double legend = heightOfLegend(legendPlaces(chart, look, area.width()));
    paintHead(painter, {area.left(), area.top(), area.width(), head}, chart, look);
    PlotPlace plot{area.adjusted(pictureAxis, head + pictureGap, -pictureGap,
                                 -(timesHeight + legend + caption + pictureGap)),
                   {},
                   chart.data.range};
    const auto [lowest, highest] = extremesOf(chart);
    plot.axis = niceAxis(lowest, highest, chart.spec.unit, look.format);
    painter.setFont(captionFont(look));
    paintValues(painter, plot, chart, look);
    paintClock(painter, plot, look);
    painter.save();
    painter.setClipRect(plot.area);
    chart.isStacked ? paintAreas(painter, plot, chart, look) : paintLines(painter, plot, chart, look);
    painter.restore();
    painter.save();
    painter.translate(plot.area.topLeft());
    paintMarks(painter, *look.palette, plot.area.height(), {plot.range, plot.area.width()},
               {seamsWithWords(chart.data), chart.breaks,
                limitsOf(chart.spec, chart.thresholds, plot.axis, plot.area.height())});
    painter.restore();
    painter.setPen((*look.palette)[Role::QuietText]);
    const bool isEmpty = chart.data.series.empty();
    if (isEmpty || !chart.data.problem.isEmpty())
        painter.drawText(
            plot.area, Qt::AlignCenter | Qt::TextWordWrap,
            isEmpty && chart.data.problem.isEmpty() ? PictureWords::tr("No data") : chart.data.problem);
    paintLegend(painter, {area.left(), plot.area.bottom() + timesHeight + pictureGap, area.width(), legend},
                chart, look);
    painter.setPen((*look.palette)[Role::QuietText]);
    const QRectF foot(area.left(), area.bottom() - caption, area.width(), caption);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(footText(chart), Qt::ElideRight, foot.width()));
    painter.restore();
}

Picture pictureOf(const ChartPicture& chart, const PictureLook& look, QSize size) {
    constexpr double margin = 2 * gridStep;
    const double least = heightOf(chart, look, size.width() - 2 * margin, 12 * gridStep) + 2 * margin;
    size.setHeight(std::max(size.height(), static_cast<int>(std::ceil(least))));
    return {chart.spec.title, size, [chart, look, size](QPainter& painter) {
                const QRectF whole(0, 0, size.width(), size.height());
                painter.fillRect(whole, (*look.palette)[Role::Surface]);
                paintChart(painter, whole.adjusted(margin, margin, -margin, -margin), chart, look);
            }};
}

}  // namespace baro::ui
