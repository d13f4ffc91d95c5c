// The one palette: every colour of the window, light and dark. Text roles reach a contrast of 4.5:1 on every
// ground they are used on; a test computes it.
#pragma once

#include <QColor>
#include <array>
#include <cstddef>

#include "ui/theme/Subject.h"

namespace baro::ui {

enum class Role {
    Window,   // behind everything
    Sidebar,  // sidebar, header and timeline
    Surface,  // cards, tables
    Raised,   // hovered or pressed controls, the alternate row
    Sunken,   // empty part of a meter, unknown cell
    Line,     // hairlines, chart grid
    Text,
    QuietText,   // labels, units, axes
    Accent,      // selection, links, focus
    AccentText,  // on Accent
    Past,        // the time cursor when it is not live
    PastText,    // on Past
    Good,
    Warning,
    Danger,
};
inline constexpr std::size_t roleCount = 15;
inline constexpr std::size_t subjectCount = 10;
inline constexpr std::size_t seriesColorCount = 8;

struct Palette {
    bool dark = false;
    std::array<QColor, roleCount> roles;
    std::array<QColor, subjectCount> subjects;          // lines, areas and figures, on Surface
    std::array<QColor, seriesColorCount> seriesColors;  // told apart with deuteranopia and protanopia as well

    const QColor& operator[](Role role) const { return roles[static_cast<std::size_t>(role)]; }
    const QColor& operator[](Subject subject) const { return subjects[static_cast<std::size_t>(subject)]; }
};

const Palette& lightPalette();
const Palette& darkPalette();

// Contrast of two opaque colours, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio).
double contrastRatio(const QColor& first, const QColor& second);

// A colour between the two; share 0 is the first, 1 the second.
QColor mixed(const QColor& first, const QColor& second, double share);

}  // namespace baro::ui
