#include "ui/theme/Palette.h"

#include <cmath>

namespace baro::ui {

namespace {

// sRGB to linear light (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance).
double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

const Palette& lightPalette() {
    static const Palette palette{
        false,
        {QColor(0xf3f5f7), QColor(0xe9ecf0), QColor(0xffffff), QColor(0xeef1f5), QColor(0xe1e6ec),
         QColor(0xd9dfe6), QColor(0x1b2430), QColor(0x566170), QColor(0x1f5fbf), QColor(0xffffff),
         QColor(0x8a4b00), QColor(0xffffff), QColor(0x1d7a43), QColor(0x945900), QColor(0xb3261e)},
        {QColor(0x46566a), QColor(0x1f66c7), QColor(0x7447b8), QColor(0x127261), QColor(0xa84e12),
         QColor(0x3a721a), QColor(0xb02a5b), QColor(0x8a6100), QColor(0x2b5f9e), QColor(0x566170)},
        // Okabe and Ito's colours, darkened where a thin line on white needs it.
        {QColor(0x0072b2), QColor(0xd55e00), QColor(0x009e73), QColor(0xa9478a), QColor(0x5b5bd6),
         QColor(0x9a7500), QColor(0x2a98cf), QColor(0x4d4d4d)},
    };
    return palette;
}

const Palette& darkPalette() {
    static const Palette palette{
        true,
        {QColor(0x14181e), QColor(0x1a1f27), QColor(0x1f252e), QColor(0x2a313c), QColor(0x303845),
         QColor(0x333c49), QColor(0xe6eaf0), QColor(0xa3aebc), QColor(0x6aa6ff), QColor(0x0d1726),
         QColor(0xf2b45c), QColor(0x241500), QColor(0x6fcf97), QColor(0xf2c14e), QColor(0xff8a80)},
        {QColor(0xa9b8ca), QColor(0x5aa2ff), QColor(0xb794f6), QColor(0x3ecbb0), QColor(0xf59e5b),
         QColor(0x8fd15f), QColor(0xf57fa8), QColor(0xe6bd4f), QColor(0x86b7f0), QColor(0xa3aebc)},
        {QColor(0x56b4e9), QColor(0xf08c3a), QColor(0x1fc79a), QColor(0xe08fc4), QColor(0x9a9aff),
         QColor(0xe6c84a), QColor(0x2f8fd0), QColor(0xc4c9d0)},
    };
    return palette;
}

double contrastRatio(const QColor& first, const QColor& second) {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor mixed(const QColor& first, const QColor& second, double share) {
    const auto between = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(between(first.redF(), second.redF()), between(first.greenF(), second.greenF()),
                            between(first.blueF(), second.blueF()), between(first.alphaF(), second.alphaF()));
}

}  // namespace baro::ui
