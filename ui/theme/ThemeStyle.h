// Qt's Fusion style, made calmer: flat buttons and fields with a hairline, thin scroll bars, quiet table
// headers, and a focus ring that is easy to see.
#pragma once

#include <QProxyStyle>
#include <QStyleOption>

namespace baro::ui {

class Theme;

class ThemeStyle : public QProxyStyle {
    Q_OBJECT
  public:
    explicit ThemeStyle(const Theme& theme);

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

  private:
    void drawField(const QStyleOption& option, QPainter& painter) const;
    void drawEditableBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionSlider& option, QPainter& painter, const QWidget* widget) const;

    const Theme& theme_;
};

}  // namespace baro::ui
