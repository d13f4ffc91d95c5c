// Colours, fonts, dashes, icons and the spacing grid: the only place where the look is decided. GUI thread
// only. Widgets take a Theme&, ask it when they paint, and update() on changed().
#pragma once

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPen>
#include <QString>

#include "ui/theme/Palette.h"

namespace baro::ui {

enum class ThemeChoice { System, Light, Dark };  // System: as the desktop is

// The type scale. Digits are equally wide (ui/theme/StandingDigits.h).
enum class TextSize { Caption, Body, Title, Figure };

// A dash style of its own for each series, so that colour is never the only difference. Any thread.
QPen seriesPen(const Palette& palette, int index, double width = 1.5);

inline constexpr int gridStep = 8;  // pixels; every distance is a multiple, or half of it inside a control

class Theme : public QObject {
    Q_OBJECT
  public:
    // Sets the application's palette, style and, where digits of its font are not equally wide, font. Needs a
    // QApplication.
    explicit Theme(ThemeChoice choice = ThemeChoice::System, QObject* parent = nullptr);
    ~Theme() override;

    void choose(ThemeChoice choice);
    ThemeChoice choice() const { return choice_; }
    bool isDark() const { return palette_->dark; }
    const Palette& palette() const { return *palette_; }

    const QColor& color(Role role) const { return (*palette_)[role]; }
    const QColor& color(Subject subject) const { return (*palette_)[subject]; }
    // index counts the series of one chart; after eight the colours come again with another dash style.
    QColor seriesColor(int index) const;
    QPen seriesPen(int index, double width = 1.5) const;

    const QFont& font(TextSize size) const { return fonts_[static_cast<std::size_t>(size)]; }

    // One of resources/icons ("cpu", "pause"), drawn in the colour of the role; it follows later theme
    // changes only when asked for again.
    QIcon icon(const QString& name, Role role = Role::Text) const;
    QPixmap iconPixmap(const QString& name, const QColor& color, int size, double devicePixelRatio) const;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  signals:
    void changed();

  private:
    void adopt();
    void makeFonts();

    ThemeChoice choice_;
    const Palette* palette_ = nullptr;
    std::array<QFont, 4> fonts_;
    bool desktopIsDark_ = false;
    bool adopting_ = false;
};

}  // namespace baro::ui
