#include "ui/widgets/ProcessTotals.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/Formatting.h"

namespace baro::ui {
namespace {

using Line = ProcessTotals::Line;
constexpr auto cpu = static_cast<std::size_t>(ProcessField::Cpu);

Line lineOf(const QString& name, const ProcessSums& sums) {
    Line line{name};
    for (std::size_t field = 0; field < processFieldCount; ++field)
        line.sums[field] = sums.sum(static_cast<ProcessField>(field));
    return line;
}

// Only processor time has a total that is the machine's: memory that is shared counts more than once.
void addCpu(Line& total, const Line& part) {
    if (part.sums[cpu]) total.sums[cpu] = total.sums[cpu].value_or(0) + *part.sums[cpu];
}

}  // namespace

ProcessTotals::ProcessTotals(const Theme& theme, const ProcessModel& model, ProcessTableView& table,
                             QWidget* parent)
    : QWidget(parent), theme_(theme), processes_(model), table_(table) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model, &ProcessModel::updated, this, &ProcessTotals::recount);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(table.header(), &QHeaderView::sectionResized, this, qOverload<>(&QWidget::update));
    connect(table.header(), &QHeaderView::sectionMoved, this, qOverload<>(&QWidget::update));
    connect(table.horizontalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
}

void ProcessTotals::recount() {
    const ProcessSums& shown = processes_.forest().matching();
    const ProcessSums& others = processes_.forest().others();
    const std::size_t before = lines_.size();
    lines_.clear();
    lines_.push_back(lineOf(tr("Processes shown: %1").arg(countText(shown.count())), shown));
    Line total{tr("Machine"), {}, Line::Weight::Bold};
    addCpu(total, lines_.back());
    if (others.count() > 0) {
        lines_.push_back(lineOf(tr("Not shown: %1").arg(countText(others.count())), others));
        addCpu(total, lines_.back());
    }
    Line unattributed{tr("Exited or not attributed"), {}, Line::Weight::Italic};
    unattributed.sums[cpu] = processes_.unattributedCpu();
    // Without it the machine's figure is not known, and the rows are not all of it.
    if (unattributed.sums[cpu]) {
        addCpu(total, unattributed);
    } else {
        total.sums[cpu].reset();
    }
    lines_.push_back(unattributed);
    lines_.push_back(total);
    if (lines_.size() != before) updateGeometry();
    update();
}

QString ProcessTotals::sentence() const {
    QStringList parts;
    for (const Line& line : lines_)
        parts.append(line.name + QLatin1Char(' ') +
                     processes_.cells().number(ProcessField::Cpu, line.sums[cpu], processes_.moment()) +
                     QStringLiteral(" %"));
    if (parts.isEmpty()) return {};
    const QString machine = parts.takeLast();
    return tr("Processor time, in percent %1: %2 = %3")
        .arg(processColumnNote(ProcessField::Cpu, processes_.cpuIsOfMachine()), machine,
             parts.join(QStringLiteral(" + ")));
}

int ProcessTotals::lineHeight() const {
    return QFontMetrics(theme_.font(TextSize::Body)).height() + gridStep / 4;
}

QSize ProcessTotals::sizeHint() const {
    return {table_.sizeHint().width(),
            static_cast<int>(std::max<std::size_t>(lines_.size(), 3)) * lineHeight() + gridStep};
}

bool ProcessTotals::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), sentence(), this);
    return true;
}

void ProcessTotals::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.color(Role::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme_.color(Role::Line));
    const QHeaderView& header = *table_.header();
    int top = gridStep / 2;
    for (const Line& line : lines_) {
        QFont font = theme_.font(TextSize::Body);
        font.setItalic(line.weight == Line::Weight::Italic);
        if (line.weight == Line::Weight::Bold) font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(theme_.color(line.weight == Line::Weight::Bold ? Role::Text : Role::QuietText));
        int nameEnd = width();
        for (int column = 0; column < processFieldCount; ++column) {
            const auto& sum = line.sums[static_cast<std::size_t>(column)];
            const bool isCpu = column == static_cast<int>(cpu);
            if (header.isSectionHidden(column) || (!sum && !isCpu)) continue;
            const QRect cell(header.sectionViewportPosition(column), top, header.sectionSize(column),
                             lineHeight());
            nameEnd = std::min(nameEnd, cell.left());
            painter.drawText(
                cell.adjusted(0, 0, -gridStep, 0), Qt::AlignRight | Qt::AlignVCenter,
                processes_.cells().number(static_cast<ProcessField>(column), sum, processes_.moment()));
        }
        const QRect name(gridStep, top, std::max(0, nameEnd - gridStep), lineHeight());
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.name, Qt::ElideRight, name.width()));
        top += lineHeight();
    }
}

}  // namespace baro::ui
