#include "ui/widgets/ChartFrame.h"

#include <QContextMenuEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/config/Settings.h"
#include "ui/ClockText.h"
#include "ui/EventFeed.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/HoveredFrame.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/RangeText.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/hosts/JoinedWatch.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AxisWords.h"
#include "ui/widgets/ChartBreaks.h"
#include "ui/widgets/ChartCanvas.h"
#include "ui/widgets/ChartExport.h"
#include "ui/widgets/ChartLegend.h"
#include "ui/widgets/ChartOverlay.h"
#include "ui/widgets/Label.h"

namespace baro::ui {

namespace {

constexpr int usualHeight = 25 * gridStep;

}  // namespace

ChartFrame::ChartFrame(const PageContext& context, ChartSpec spec, bool filled, QWidget* parent)
    : QWidget(parent), context_(context), spec_(std::move(spec)), filled_(filled) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, gridStep + gridStep / 2);
    layout->setSpacing(gridStep / 2);
    auto* head = new QHBoxLayout;
    title_ = new Label(context.theme, spec_.title, TextSize::Body, Role::Text, this);
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    title_->setElided(Qt::ElideRight);
    note_ = new Label(context.theme, TextSize::Caption, Role::QuietText, this);
    head->addWidget(title_, 1);
    head->addWidget(note_);
    layout->addLayout(head);
    canvas_ = new ChartCanvas(context.theme, context.format, this);
    layout->addWidget(canvas_, 1);
    overlay_ = new ChartOverlay(context.theme, context.cursor, canvas_);
    legend_ = new ChartLegend(context.theme, this);
    layout->addWidget(legend_);
    axisNote_ = new Label(context.theme, TextSize::Caption, Role::QuietText, this);
    axisNote_->setElided(Qt::ElideRight);
    axisNote_->hide();
    layout->addWidget(axisNote_);
    setAccessibleName(spec_.title);
    canvas_->setMessage(tr("Waiting for data"));

    watch_ = std::make_unique<JoinedWatch>(context.series,
                                           [this](const SeriesAnswer& answer) { takeAnswer(answer); });
    connect(legend_, &ChartLegend::toggled, this, &ChartFrame::redraw);
    connect(overlay_, &ChartOverlay::brushed, this, &ChartFrame::takeBrushed);
    connect(&context.theme, &Theme::changed, this, &ChartFrame::redraw);
    connect(&context.format, &Formatting::changed, this, &ChartFrame::redraw);
    connect(&context.cursor, &TimeCursor::hoveredChanged, this, [this] {
        if (isVisible()) showLegend();
    });
    connect(&context.frames.hovered(), &HoveredFrame::changed, this, &ChartFrame::showNote);
    connect(&context.alerts, &AlertFeed::rulesChanged, this, [this] {
        findThresholds();
        showMarks();
    });
    if (context.events != nullptr)
        connect(context.events, &EventFeed::changed, this, [this] {
            if (isVisible()) showMarks();
        });
    findThresholds();
}

ChartFrame::~ChartFrame() = default;

void ChartFrame::setSpec(ChartSpec spec) {
    spec_ = std::move(spec);
    title_->setText(spec_.title);
    setAccessibleName(spec_.title);
    updateGeometry();
    findThresholds();
    ask();
}

void ChartFrame::clear() {
    data_ = {};
    overlay_->setMarks({});
    overlay_->setRange({});
    canvas_->setMessage(tr("Waiting for data"));
    showLegend();
    showData();
}

void ChartFrame::setStep(std::optional<std::chrono::milliseconds> step) {
    if (step == step_) return;
    step_ = step;
    ask();
}

QSize ChartFrame::sizeHint() const {
    return {320, spec_.height > 0 ? spec_.height : usualHeight};
}

QSize ChartFrame::minimumSizeHint() const {
    return {200, sizeHint().height()};
}

void ChartFrame::ask() {
    SeriesQuestion question;
    for (const ChartLine& line : spec_.lines)
        question.expressions.push_back(line.expression);
    question.variables = spec_.variables;
    question.step = step_;
    question.addsUp = filled_;
    question.maximumPoints = std::max(1, static_cast<int>(canvas_->plotArea().width() / 2));
    watch_->ask(std::move(question), spec_.unit);
}

void ChartFrame::askNothing() {
    watch_->ask({}, spec_.unit);
}

void ChartFrame::takeAnswer(const SeriesAnswer& answer) {
    showAnswer(answer);
}

void ChartFrame::showAnswer(const SeriesAnswer& answer) {
    drawData(chartData(spec_, answer));
}

void ChartFrame::drawData(ChartData data) {
    data_ = std::move(data);
    keepLargest(data_);
    redraw();
    emit answered();
}

void ChartFrame::setClock(const QString& note) {
    clockNote_ = note;
    showLegend();
}

void ChartFrame::takeBrushed(TimeRange range) {
    context_.navigation.openPage(QStringLiteral("history"), rangeText(range));
}

void ChartFrame::redraw() {
    // Before the first answer there is nothing to draw, and "Waiting for data" stands.
    if (data_.range == TimeRange{}) return;
    auto [lowest, highest] = extremes();
    if (spec_.maximum > 0) highest = spec_.maximum;
    highest = std::max(highest, spec_.leastMaximum);
    const bool isMirrored = std::ranges::any_of(spec_.lines, &ChartLine::isDown);
    canvas_->setAxis(niceAxis(lowest, highest, spec_.unit, context_.format.style()), spec_.unit, isMirrored);
    const auto range = std::chrono::milliseconds(data_.range.to - data_.range.from);
    canvas_->setRange(std::chrono::duration_cast<std::chrono::seconds>(range), context_.cursor.isLive());
    if (clockNote_) canvas_->setClock(data_.range);
    canvas_->setMessage(!data_.problem.isEmpty() ? data_.problem
                        : data_.series.empty()   ? tr("No data")
                                                 : QString());
    overlay_->setRange(data_.range);
    showMarks();
    showAxis();
    showLegend();
    showData();
}

void ChartFrame::showMarks() {
    overlay_->setMarks({seamsWithWords(data_), breaks(),
                        limitsOf(spec_, thresholds(), canvas_->axis(), canvas_->plotArea().height())});
}

std::vector<ChartThreshold> ChartFrame::thresholds() const {
    return isOfShownMachine() && hasLimits() ? thresholds_ : std::vector<ChartThreshold>();
}

std::vector<ChartBreak> ChartFrame::breaks() const {
    if (context_.events == nullptr || !isOfShownMachine()) return {};
    return breaksOf(data_, context_.events->within(data_.range));
}

// This machine's rules say nothing of others.
void ChartFrame::findThresholds() {
    thresholds_.clear();
    // What is stacked stands higher than it is.
    if (context_.host == nullptr && !filled_)
        thresholds_ = thresholdsOf(spec_, context_.series.variables(), context_.alerts.standing());
}

// What does not fit stands in the tool tip.
void ChartFrame::showAxis() {
    const QString note = !data_.axis.problem.isEmpty() ? data_.axis.problem
                         : data_.leftOut > 0           ? leftOutText(data_)
                                                       : differenceText(data_, spec_, context_.format);
    axisNote_->setText(note);
    axisNote_->setVisible(!note.isEmpty());
    if (!note.isEmpty()) axisNote_->setToolTip(Qt::convertFromPlainText(axisText()));
}

QString ChartFrame::axisText() const {
    return ui::axisText(data_, spec_, context_.format,
                        [this](std::int64_t moment) { return momentText(moment); });
}

bool ChartFrame::isHidden(const ChartSeries& series) const {
    return legend_->hiddenNames().contains(series.name);
}

QColor ChartFrame::colorOf(const ChartSeries& series) const {
    const auto& subject = spec_.lines[series.line].subject;
    return subject ? context_.theme.color(*subject) : context_.theme.seriesColor(series.color);
}

QPen ChartFrame::penOf(const ChartSeries& series) const {
    QPen pen = context_.theme.seriesPen(series.color);
    pen.setColor(colorOf(series));
    if (series.isCompared) pen.setStyle(Qt::DashLine);
    return pen;
}

double ChartFrame::valueAt(const ChartSeries& series, std::int64_t moment) const {
    const auto column = floorDivide(moment - data_.columnsFrom, data_.columnMilliseconds);
    if (column < 0 || column >= static_cast<std::int64_t>(series.maximum.size()))
        return std::numeric_limits<double>::quiet_NaN();
    const auto at = static_cast<std::size_t>(column);
    if (!series.mean.empty()) return series.mean[at];
    return series.sign < 0 ? series.minimum[at] : series.maximum[at];
}

QString ChartFrame::valueText(const ChartSeries& series, double value) const {
    return context_.format.text(value * series.sign, spec_.unit);
}

void ChartFrame::showLegend() {
    const auto hovered = context_.cursor.hovered();
    note_->setText(!hovered ? clockNote_.value_or(QString())
                   : data_.axis.isOfServer(*hovered)
                       ? tr("%1, from %2").arg(momentText(*hovered), data_.axis.server)
                       : momentText(*hovered));
    showNote();
    std::vector<ChartLegend::Entry> entries;
    entries.reserve(data_.series.size());
    for (const ChartSeries& series : data_.series) {
        const double value = hovered ? valueAt(series, *hovered) : series.last;
        // By what is now, so that entries keep their place under a moving pointer.
        const double order = series.last * series.sign;
        entries.push_back({series.name, valueText(series, value), order, penOf(series), filled_});
    }
    legend_->setEntries(std::move(entries));
    const QString axis = axisText();
    setAccessibleDescription(axis.isEmpty() ? valuesText() : axis + QLatin1Char('\n') + valuesText());
}

QString ChartFrame::momentText(std::int64_t moment) const {
    const bool isLong = clockNote_ && data_.range.to - data_.range.from > 86'400'000;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment);
    return isLong ? ui::momentText(time, DayForm::WeekdayAndDay, ClockForm::Minutes)
                  : clockText(time.time(), ClockForm::Seconds);
}

void ChartFrame::showNote() {
    const auto hovered = context_.cursor.hovered();
    if (!hovered || !overlay_->isPointedAt()) return;
    ChartNote note;
    note.time = note_->text();
    std::vector<const ChartSeries*> shown;
    for (const ChartSeries& series : data_.series)
        if (!isHidden(series) && !std::isnan(valueAt(series, *hovered))) shown.push_back(&series);
    std::ranges::stable_sort(shown, std::ranges::greater{}, [&](const ChartSeries* series) {
        return valueAt(*series, *hovered) * series->sign;
    });
    for (const ChartSeries* series : shown)
        note.lines.push_back(
            {series->name, valueText(*series, valueAt(*series, *hovered)), colorOf(*series)});
    if (const FramePtr& frame = context_.frames.hovered().frame())
        note.last =
            topProcessText(*frame, topByOf(spec_), context_.settings.text("processes.cpu-of") == "core",
                           context_.format.style());
    overlay_->setNote(std::move(note));
}

QString ChartFrame::valuesText() const {
    QStringList lines;
    for (const ChartSeries& series : data_.series) {
        const auto hovered = context_.cursor.hovered();
        lines << series.name + QLatin1Char('\t') +
                     valueText(series, hovered ? valueAt(series, *hovered) : series.last);
    }
    return lines.join(QLatin1Char('\n'));
}

Picture ChartFrame::picture() const {
    ChartPicture chart{spec_, data_, filled_, {}, breaks(), thresholds()};
    std::erase_if(chart.data.series, [this](const ChartSeries& series) { return isHidden(series); });
    if (const FramePtr& frame = context_.frames.frame(); frame != nullptr && frame->readings.host)
        chart.host = machineText(frame->readings.host->name);
    return pictureOf(
        chart, {&context_.theme.palette(), context_.theme.font(TextSize::Body), context_.format.style()},
        size());
}

void ChartFrame::arrange() {
    overlay_->setGeometry(canvas_->plotArea().toRect());
    ask();
}

void ChartFrame::raiseOverlay() {
    overlay_->raise();
}

void ChartFrame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context_.theme.color(Role::Surface));
    painter.drawRoundedRect(rect(), gridStep, gridStep);
}

void ChartFrame::showEvent(QShowEvent*) {
    watch_->setVisible(true);
}

void ChartFrame::hideEvent(QHideEvent*) {
    watch_->setVisible(false);
}

void ChartFrame::resizeEvent(QResizeEvent*) {
    layout()->activate();  // the canvas has its new size before it is asked for its plot area
    arrange();
    redraw();
}

void ChartFrame::contextMenuEvent(QContextMenuEvent* event) {
    showChartMenu(*this, context_, valuesText(), event->globalPos());
}

}  // namespace baro::ui
