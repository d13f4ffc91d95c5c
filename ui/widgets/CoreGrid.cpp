#include "ui/widgets/CoreGrid.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QTextDocument>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/base/Numbers.h"
#include "ui/Formatting.h"

namespace baro::ui {

namespace {

constexpr std::chrono::seconds historyLength{60};

template <class List>
const auto* ofCpu(const List& list, int cpu) {
    const auto found = std::lower_bound(list.begin(), list.end(), cpu,
                                        [](const auto& item, int wanted) { return item.cpu < wanted; });
    return found != list.end() && found->cpu == cpu ? &*found : nullptr;
}

}  // namespace

CoreGrid::CoreGrid(const Theme& theme, const Formatting& format, Detail detail, QWidget* parent)
    : QWidget(parent), theme_(theme), format_(format), detail_(detail) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Processors"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&format, &Formatting::changed, this, qOverload<>(&QWidget::update));
}

void CoreGrid::showFrame(const Frame& frame) {
    if (!frame.readings.cpu) {
        // How many there are stays known, so that nothing moves where a moment is missing.
        for (Core& core : cores_)
            core.busy = core.hertz = std::nullopt;
        update();
        return;
    }
    const auto& cpus = frame.readings.cpu->cpus;
    const bool another = cores_.size() != cpus.size();
    cores_.resize(cpus.size());
    for (std::size_t i = 0; i < cpus.size(); ++i) {
        Core& core = cores_[i];
        if (core.cpu != cpus[i].cpu) core = {};
        core.cpu = cpus[i].cpu;
        const auto* rate = frame.rates.cpu ? ofCpu(frame.rates.cpu->cpus, core.cpu) : nullptr;
        core.busy = rate != nullptr && rate->shares ? std::optional(rate->shares->busy()) : std::nullopt;
        const auto* speed =
            frame.readings.cpuFrequencies ? ofCpu(frame.readings.cpuFrequencies->cpus, core.cpu) : nullptr;
        core.hertz = speed != nullptr ? speed->currentHertz : std::nullopt;
        const auto* place =
            frame.readings.cpuTopology ? ofCpu(frame.readings.cpuTopology->cpus, core.cpu) : nullptr;
        core.coreClass = place != nullptr ? place->coreClass : CoreClass::Unknown;
    }
    if (another) updateGeometry();
    update();
}

void CoreGrid::followHistory(SeriesFeed& feed) {
    watch_ = std::make_unique<JoinedWatch>(feed, [this](const SeriesAnswer& answer) { takeHistory(answer); });
    SeriesQuestion question;
    question.expressions = {"sum by (cpu) (" + rateOf("node_cpu_seconds_total{mode!~\"idle|iowait\"}") + ")"};
    question.range = historyLength;
    question.maximumPoints = static_cast<int>(historyLength.count()) + 1;
    watch_->ask(std::move(question), Unit::Ratio);
    watch_->setVisible(isVisible());
}

void CoreGrid::takeHistory(const SeriesAnswer& answer) {
    histories_.clear();
    if (!answer.plots.empty() && answer.plots.front())
        for (const PlotSeries& series : answer.plots.front()->series)
            if (const auto cpu = parseNumber<int>(series.labels.value("cpu")))
                histories_[*cpu] = series.maximum;
    update();
}

void CoreGrid::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (watch_) watch_->setVisible(true);
}

void CoreGrid::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (watch_) watch_->setVisible(false);
}

CoreGrid::Cells CoreGrid::cells(int width) const {
    const int count = std::max(1, static_cast<int>(cores_.size()));
    const int narrowest = detail_ == Detail::Heat ? 36 : 128;
    Cells cells;
    const int fitting = std::clamp(width / narrowest, 1, count);
    cells.rows = (count + fitting - 1) / fitting;
    cells.columns = (count + cells.rows - 1) / cells.rows;  // rows of about the same length
    cells.width = (width + gridStep / 2.0) / cells.columns;
    cells.height = detail_ == Detail::Heat ? (count > 64 ? 20 : 32) : 72;
    return cells;
}

QRectF CoreGrid::cell(std::size_t index) const {
    const Cells all = cells(width());
    const auto column = static_cast<int>(index) % all.columns;
    const auto row = static_cast<int>(index) / all.columns;
    const double gap = gridStep / 2.0;
    return {column * all.width, row * (all.height + gap), all.width - gap, all.height};
}

QSize CoreGrid::sizeHint() const {
    return {320, neededHeight()};
}

QSize CoreGrid::minimumSizeHint() const {
    return {160, neededHeight()};
}

// As high as the width at hand asks. Qt's own height-for-width does not reach through a scroll area.
int CoreGrid::neededHeight() const {
    const Cells all = cells(width());
    return static_cast<int>(all.rows * (all.height + gridStep / 2.0) - gridStep / 2.0);
}

void CoreGrid::resizeEvent(QResizeEvent* event) {
    if (event->size().height() != neededHeight()) updateGeometry();
}

QString CoreGrid::describe(const Core& core) const {
    QString text = tr("CPU %1").arg(core.cpu);
    if (core.coreClass == CoreClass::Performance) text += tr(", performance core");
    if (core.coreClass == CoreClass::Efficiency) text += tr(", efficiency core");
    text += core.busy ? tr(": %1 % busy").arg(qRound(*core.busy * 100)) : tr(": unknown");
    if (core.hertz) text += QStringLiteral(", ") + format_.text(*core.hertz, Unit::Hertz);
    return text;
}

void CoreGrid::paintHistory(QPainter& painter, const std::vector<double>& history, const QRectF& area) const {
    if (history.size() < 2) return;
    const QColor color = theme_.color(Subject::Cpu);
    QColor fill = color;
    fill.setAlphaF(0.22F);
    const double step = area.width() / static_cast<double>(history.size() - 1);
    QPolygonF run;
    const auto drawRun = [&] {
        if (run.size() > 1) {
            QPolygonF filled = run;
            filled << QPointF(run.last().x(), area.bottom()) << QPointF(run.first().x(), area.bottom());
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(filled);
            painter.setPen(QPen(color, 1.2));
            painter.drawPolyline(run);
        }
        run.clear();
    };
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (std::isnan(history[i])) {
            drawRun();
            continue;
        }
        const double share = std::clamp(history[i], 0.0, 1.0);
        run << QPointF(area.left() + static_cast<double>(i) * step, area.bottom() - share * area.height());
    }
    drawRun();
}

void CoreGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme_.font(TextSize::Caption));
    for (std::size_t i = 0; i < cores_.size(); ++i) {
        const Core& core = cores_[i];
        const QRectF area = cell(i);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.color(Role::Sunken));
        painter.drawRoundedRect(area, 4, 4);
        if (detail_ == Detail::Heat && core.busy) {
            // As high as it is busy, so that the colour is not the only sign.
            QRectF filled = area;
            filled.setTop(area.bottom() - std::clamp(*core.busy, 0.0, 1.0) * area.height());
            QColor color = theme_.color(Subject::Cpu);
            color.setAlphaF(theme_.isDark() ? 0.45F : 0.32F);
            painter.setBrush(color);
            painter.drawRoundedRect(filled, 4, 4);
        }
        if (const auto history = histories_.find(core.cpu); history != histories_.end())
            paintHistory(painter, history->second, area.adjusted(0, 20, 0, 0));
        const QRectF text = area.adjusted(6, 2, -6, -2);
        const auto place = (detail_ == Detail::Heat ? Qt::AlignVCenter : Qt::AlignTop);
        const QString figure = core.busy ? QString::number(qRound(*core.busy * 100)) : QStringLiteral("–");
        painter.setPen(theme_.color(Role::Text));
        if (detail_ == Detail::Heat) {
            if (area.height() >= 24) painter.drawText(text, Qt::AlignCenter, figure);
            if (core.coreClass != CoreClass::Unknown) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(
                    theme_.color(core.coreClass == CoreClass::Performance ? Role::Accent : Role::Good));
                painter.drawEllipse(QPointF(area.right() - 5, area.top() + 5), 2, 2);
            }
            continue;
        }
        painter.drawText(text, Qt::AlignRight | place, figure + QStringLiteral(" %"));
        painter.setPen(theme_.color(Role::QuietText));
        QString name = QString::number(core.cpu);
        if (core.coreClass == CoreClass::Performance) name += tr(" P");
        if (core.coreClass == CoreClass::Efficiency) name += tr(" E");
        if (core.hertz && area.width() > 140)
            name += QStringLiteral("  ") + format_.text(*core.hertz, Unit::Hertz);
        painter.drawText(text, Qt::AlignLeft | place, name);
    }
}

bool CoreGrid::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t i = 0; i < cores_.size(); ++i)
            if (cell(i).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(describe(cores_[i])), this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace baro::ui
