#include "ui/theme/ThemeStyle.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyleOption>

#include "ui/theme/Theme.h"

namespace baro::ui {

namespace {

constexpr double cornerRadius = 5;
constexpr int arrowSide = 12;

QRectF pixelAligned(const QRect& rect) {
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

}  // namespace

ThemeStyle::ThemeStyle(const Theme& theme) : QProxyStyle(QStringLiteral("fusion")), theme_(theme) {}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_ScrollBarExtent:
            return 10;
        case PM_ScrollView_ScrollBarSpacing:
        case PM_DefaultFrameWidth:
            return metric == PM_DefaultFrameWidth ? 2 : 0;
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical:
            return 0;
        // Air at both sides of a cell: a right-aligned column may stand before a left-aligned one.
        case PM_HeaderMargin:
            return gridStep;
        case PM_FocusFrameHMargin:
            if (widget != nullptr && widget->inherits("QTreeView")) return gridStep - 1;
            return QProxyStyle::pixelMetric(metric, option, widget);
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
            return 16;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* returnData) const {
    switch (hint) {
        // No animation: it costs frames, and a monitor must not move by itself.
        case SH_Widget_Animation_Duration:
            return 0;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
            return 0;
        default:
            return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void ThemeStyle::drawField(const QStyleOption& option, QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = option.state & State_HasFocus;
    painter.setPen(QPen(theme_.color(focused ? Role::Accent : Role::Line), focused ? 1.5 : 1));
    painter.setBrush(theme_.color(Role::Surface));
    painter.drawRoundedRect(pixelAligned(option.rect), cornerRadius, cornerRadius);
    painter.restore();
}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    switch (element) {
        case PE_PanelLineEdit:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
                frame != nullptr && frame->lineWidth == 0)
                return;
            drawField(*option, *painter);
            return;
        case PE_FrameLineEdit:
            return;  // the panel has drawn it
        case PE_PanelButtonCommand:
        case PE_PanelButtonTool: {
            const bool flat = element == PE_PanelButtonTool;
            const bool pressed = option->state & (State_Sunken | State_On);
            const bool hovered = (option->state & State_MouseOver) && (option->state & State_Enabled);
            const bool focused =
                (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange);
            // A colour of its own says something, and is there at rest too.
            const QColor own = option->palette.color(QPalette::Button);
            const bool coloured = flat && own != QGuiApplication::palette().color(QPalette::Button);
            if (flat && !coloured && !pressed && !hovered && !focused) return;
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(focused ? QPen(theme_.color(Role::Accent), 1.5)
                            : flat  ? QPen(Qt::NoPen)
                                    : QPen(theme_.color(Role::Line)));
            painter->setBrush(coloured ? own
                                       : theme_.color(pressed           ? Role::Sunken
                                                      : hovered || flat ? Role::Raised
                                                                        : Role::Surface));
            painter->drawRoundedRect(pixelAligned(option->rect), cornerRadius, cornerRadius);
            painter->restore();
            return;
        }
        case PE_FrameFocusRect:
            if (!(option->state & State_KeyboardFocusChange)) return;
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(theme_.color(Role::Accent), 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(pixelAligned(option->rect), cornerRadius, cornerRadius);
            painter->restore();
            return;
        case PE_PanelScrollAreaCorner:
            return;
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, theme_.color(Role::Surface));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          theme_.color(Role::Line));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                    QPainter* painter, const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            drawScrollBar(*slider, *painter, widget);
            return;
        }
    }
    const auto* const box =
        control == CC_ComboBox ? qstyleoption_cast<const QStyleOptionComboBox*>(option) : nullptr;
    if (box != nullptr && box->editable) return drawEditableBox(*box, *painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

// A date with a calendar to open: one field, with an arrow in it.
void ThemeStyle::drawEditableBox(const QStyleOptionComboBox& option, QPainter& painter,
                                 const QWidget* widget) const {
    drawField(option, painter);
    QStyleOption arrow = option;
    arrow.rect = QRect(0, 0, arrowSide, arrowSide);
    arrow.rect.moveCenter(subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget).center());
    drawPrimitive(PE_IndicatorArrowDown, &arrow, &painter, widget);
}

void ThemeStyle::drawScrollBar(const QStyleOptionSlider& option, QPainter& painter,
                               const QWidget* widget) const {
    // Scroll bars are opaque widgets: the ground beneath is theirs to paint.
    const QWidget* container = widget != nullptr ? widget->parentWidget() : nullptr;
    const QWidget* area = container != nullptr ? container->parentWidget() : nullptr;
    const bool onPage = area != nullptr && area->inherits("QScrollArea");
    painter.fillRect(option.rect, theme_.color(onPage ? Role::Window : Role::Surface));
    if (option.minimum == option.maximum) return;
    QRectF handle = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    handle.adjust(2, 2, -2, -2);
    const bool lively = option.state & (State_MouseOver | State_Sunken);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme_.color(Role::Line), theme_.color(Role::QuietText), lively ? 0.7 : 0.3));
    const double radius = std::min(handle.width(), handle.height()) / 2;
    painter.drawRoundedRect(handle, radius, radius);
    painter.restore();
}

}  // namespace baro::ui
