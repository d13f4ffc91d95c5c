#include "ui/widgets/TextRuns.h"

#include <QPainter>
#include <cmath>

namespace baro::ui {
namespace {

constexpr int keptRuns = 3000;  // a screenful of a large window, twice

}  // namespace

TextRuns::TextRuns(const QFont& font) : font_(font), metrics_(font), runs_(keptRuns) {}

void TextRuns::setFont(const QFont& font) {
    font_ = font;
    metrics_ = QFontMetrics(font);
    runs_.clear();
}

const TextRuns::Run& TextRuns::run(const QString& text, int width) {
    const Key key{text, width};
    if (const Run* const kept = runs_.object(key)) return *kept;
    // Nothing is narrower than two pixels a letter, so that of a command line of 100 KiB only the start is
    // measured.
    const QString start = text.size() > width / 2 + 8 ? text.left(width / 2 + 8) : text;
    auto made = std::make_unique<Run>();
    made->text.setTextFormat(Qt::PlainText);
    made->text.setText(metrics_.elidedText(start, Qt::ElideRight, width));
    made->text.prepare({}, font_);
    made->width = static_cast<int>(std::ceil(made->text.size().width()));
    Run* const kept = made.get();
    runs_.insert(key, made.release());
    return *kept;
}

void TextRuns::draw(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text) {
    if (text.isEmpty() || rect.width() <= 0) return;
    const Run& drawn = run(text, rect.width());
    const int x = alignment & Qt::AlignRight ? rect.right() + 1 - drawn.width : rect.left();
    painter.drawStaticText(x, rect.top() + (rect.height() - metrics_.height()) / 2, drawn.text);
}

}  // namespace baro::ui
