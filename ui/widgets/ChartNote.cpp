#include "ui/widgets/ChartNote.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace baro::ui {
namespace {

constexpr double notePadding = gridStep;
constexpr double noteGap = 1.5 * gridStep;  // between the crosshair and the box, and between name and value
constexpr double widestNote = 320;

struct MetricSubject {
    std::string_view start;
    TopBy by;
};
constexpr std::array metricSubjects{
    MetricSubject{"node_memory_", TopBy::Memory},    MetricSubject{"barograph_memory_", TopBy::Memory},
    MetricSubject{"node_vmstat_", TopBy::Memory},    MetricSubject{"node_pressure_memory_", TopBy::Memory},
    MetricSubject{"node_disk_", TopBy::Disk},        MetricSubject{"node_filesystem_", TopBy::Disk},
    MetricSubject{"node_pressure_io_", TopBy::Disk},
};

struct NoteText {
    QString name;
    QString value;
    QColor mark;
};

std::vector<NoteText> textsThatFit(const ChartNote& note, std::size_t most) {
    std::vector<NoteText> texts{{note.time, {}, {}}};
    const std::size_t fixed = note.last.isEmpty() ? 1 : 2;
    const std::size_t room = most > fixed ? most - fixed : 0;
    for (std::size_t i = 0; i < std::min(room, note.lines.size()); ++i)
        texts.push_back({note.lines[i].name, note.lines[i].value, note.lines[i].color});
    if (!note.last.isEmpty()) texts.push_back({note.last, {}, {}});
    return texts;
}

double widthOf(const NoteText& text, const QFontMetricsF& metrics) {
    const double value = text.value.isEmpty() ? 0 : noteGap + metrics.horizontalAdvance(text.value);
    return std::min(widestNote, metrics.horizontalAdvance(text.name) + value) +
           (text.mark.isValid() ? noteGap : 0);
}

// Right of the crosshair if there is room, else left of it.
QRectF noteBox(const QRectF& plot, double x, QSizeF size) {
    const double right = x + noteGap;
    const double left = right + size.width() <= plot.right() ? right : x - noteGap - size.width();
    return {{std::max(plot.left(), left), plot.top()}, size};
}

}  // namespace

TopBy topByOf(const ChartSpec& spec) {
    if (spec.lines.empty()) return TopBy::Cpu;
    const std::string& asked = spec.lines.front().expression;
    const auto found = std::ranges::find_if(metricSubjects, [&asked](const MetricSubject& subject) {
        return asked.find(subject.start) != asked.npos;
    });
    return found == metricSubjects.end() ? TopBy::Cpu : found->by;
}

void paintNote(QPainter& painter, const Theme& theme, const QRectF& plot, double x, const ChartNote& note) {
    painter.setFont(theme.font(TextSize::Caption));
    const QFontMetricsF metrics(painter.font());
    const double line = std::ceil(metrics.height());
    const auto most = static_cast<std::size_t>(std::max(0.0, (plot.height() - notePadding) / line));
    const std::vector<NoteText> texts = textsThatFit(note, most);
    double width = 0;
    for (const NoteText& text : texts)
        width = std::max(width, widthOf(text, metrics));
    const QRectF box =
        noteBox(plot, x, {width + 2 * notePadding, static_cast<double>(texts.size()) * line + notePadding});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Line), 1));
    painter.setBrush(theme.color(Role::Raised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRectF row(box.left() + notePadding, box.top() + notePadding / 2, width, line);
    for (const NoteText& text : texts) {
        QRectF words = row;
        if (text.mark.isValid()) {
            painter.fillRect(QRectF(row.left(), row.center().y() - 1, noteGap / 1.5, 2), text.mark);
            words.setLeft(row.left() + noteGap);
        }
        painter.setPen(theme.color(Role::Text));
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, text.value);
        if (!text.value.isEmpty())
            words.setRight(words.right() - noteGap - metrics.horizontalAdvance(text.value));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text.name, Qt::ElideMiddle, words.width()));
        row.translate(0, line);
    }
}

}  // namespace baro::ui
