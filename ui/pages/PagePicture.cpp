#include "ui/pages/PagePicture.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPainter>
#include <QScrollArea>
#include <QTimeZone>

#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ChartPicture.h"
#include "ui/widgets/PageColumn.h"

namespace baro::ui {
namespace {

constexpr int pageHead = 6 * gridStep;
constexpr int pageFoot = 4 * gridStep;

// What scrolls within the page, else the page.
QWidget* contentOf(Page& page) {
    const auto* column = page.findChild<PageColumn*>(QString(), Qt::FindDirectChildrenOnly);
    return column != nullptr ? column->widget() : &page;
}

QString footOf(const PageContext& context) {
    const FramePtr& frame = context.frames.frame();
    const QString host = frame != nullptr && frame->readings.host
                             ? machineText(frame->readings.host->name) + QStringLiteral("   ")
                             : QString();
    return host + rangeInWords(context.cursor.shown());
}

}  // namespace

Picture pictureOf(Page& page, const QString& title, const PageContext& context) {
    QWidget* const content = contentOf(page);
    const QSize size(content->width(), content->height() + pageHead + pageFoot);
    const QString foot = footOf(context);
    return {title, size, [content, size, title, foot, &theme = context.theme](QPainter& painter) {
                painter.fillRect(QRect(QPoint(), size), theme.color(Role::Window));
                const QRect words = QRect(QPoint(), size).adjusted(2 * gridStep, 0, -2 * gridStep, 0);
                painter.setPen(theme.color(Role::Text));
                painter.setFont(theme.font(TextSize::Title));
                painter.drawText(QRect(words.topLeft(), QSize(words.width(), pageHead)),
                                 Qt::AlignLeft | Qt::AlignVCenter, title);
                painter.setPen(theme.color(Role::QuietText));
                painter.setFont(theme.font(TextSize::Caption));
                painter.drawText(words.adjusted(0, words.height() - pageFoot, 0, 0),
                                 Qt::AlignLeft | Qt::AlignVCenter, foot);
                painter.save();
                painter.translate(0, pageHead);
                content->render(&painter, {}, {}, QWidget::DrawChildren);
                painter.restore();
            }};
}

}  // namespace baro::ui
