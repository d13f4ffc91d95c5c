// Short texts laid out once and drawn many times: shaping costs more than all the rest of a table's repaint.
#pragma once

#include <QCache>
#include <QFont>
#include <QFontMetrics>
#include <QHash>
#include <QStaticText>

class QPainter;

namespace baro::ui {

// For one font; GUI thread only. Texts are plain text.
class TextRuns {
  public:
    explicit TextRuns(const QFont& font);

    void setFont(const QFont& font);
    const QFont& font() const { return font_; }
    const QFontMetrics& metrics() const { return metrics_; }

    // Cut with "…" where it does not fit. The painter must have this font set.
    void draw(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text);

  private:
    struct Key {
        QString text;
        int width = 0;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed) { return qHashMulti(seed, key.text, key.width); }
    };
    struct Run {
        QStaticText text;
        int width = 0;
    };
    const Run& run(const QString& text, int width);

    QFont font_;
    QFontMetrics metrics_;
    QCache<Key, Run> runs_;
};

}  // namespace baro::ui
