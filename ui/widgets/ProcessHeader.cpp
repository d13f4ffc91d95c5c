#include "ui/widgets/ProcessHeader.h"

#include <QPainter>
#include <algorithm>

namespace baro::ui {
namespace {

constexpr int arrowWidth = 12;

}  // namespace

ProcessHeader::ProcessHeader(const Theme& theme, const ProcessModel& model, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), theme_(theme), processes_(model) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setStretchLastSection(true);
    setMinimumSectionSize(32);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

QSize ProcessHeader::sizeHint() const {
    const int title = QFontMetrics(theme_.font(TextSize::Body)).height();
    const int note = QFontMetrics(theme_.font(TextSize::Caption)).height();
    return {QHeaderView::sizeHint().width(), title + note + gridStep};
}

QSize ProcessHeader::sectionSizeFromContents(int section) const {
    const auto field = static_cast<ProcessField>(section);
    const bool ofMachine = processes_.cpuIsOfMachine();
    const int title =
        QFontMetrics(theme_.font(TextSize::Body)).horizontalAdvance(processColumnTitle(field, ofMachine));
    const int note =
        QFontMetrics(theme_.font(TextSize::Caption)).horizontalAdvance(processColumnNote(field, ofMachine));
    return {std::max(title + arrowWidth, note) + 2 * processCellMargin, sizeHint().height()};
}

void ProcessHeader::drawArrow(QPainter& painter, const QRect& rect) const {
    const QPointF middle = QRectF(rect).center();
    const double tip = sortIndicatorOrder() == Qt::DescendingOrder ? 2.5 : -2.5;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.color(Role::Accent));
    painter.drawPolygon(
        QPolygonF({middle + QPointF(-4, -tip), middle + QPointF(4, -tip), middle + QPointF(0, tip)}));
}

void ProcessHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, theme_.color(Role::Surface));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme_.color(Role::Line));
    const auto field = static_cast<ProcessField>(section);
    const bool ofMachine = processes_.cpuIsOfMachine();
    const bool right = processColumn(field).isNumber;
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const QString note = processColumnNote(field, ofMachine);
    const QFontMetrics titleMetrics(theme_.font(TextSize::Body));
    const QFontMetrics noteMetrics(theme_.font(TextSize::Caption));
    QRect area = rect.adjusted(processCellMargin, gridStep / 2, -processCellMargin, -gridStep / 2);
    QRect title(area.left(), area.top(), area.width(), titleMetrics.height());
    if (note.isEmpty()) title.moveBottom(area.bottom());
    const auto side = Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft);
    const int textWidth = title.width() - (sorted ? arrowWidth : 0);
    const QString shown =
        titleMetrics.elidedText(processColumnTitle(field, ofMachine), Qt::ElideRight, textWidth);
    if (sorted) {
        const int taken = titleMetrics.horizontalAdvance(shown);
        const int x = right ? title.right() - taken - arrowWidth : title.left() + taken;
        drawArrow(*painter, QRect(x, title.top(), arrowWidth, title.height()));
    }
    painter->setFont(theme_.font(TextSize::Body));
    painter->setPen(theme_.color(sorted ? Role::Text : Role::QuietText));
    painter->drawText(title, side, shown);
    const QRect below(area.left(), area.bottom() + 1 - noteMetrics.height(), area.width(),
                      noteMetrics.height());
    painter->setFont(theme_.font(TextSize::Caption));
    painter->setPen(theme_.color(Role::QuietText));
    painter->drawText(below, side, noteMetrics.elidedText(note, Qt::ElideRight, below.width()));
    painter->restore();
}

}  // namespace baro::ui
