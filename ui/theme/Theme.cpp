#include "ui/theme/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QStyle>
#include <QSvgRenderer>

#include "ui/theme/StandingDigits.h"
#include "ui/theme/ThemeStyle.h"

namespace baro::ui {

namespace {

QPalette qtPalette(const Palette& palette) {
    QPalette result;
    const auto set = [&](QPalette::ColorRole role, Role ours) { result.setColor(role, palette[ours]); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Surface);
    set(QPalette::AlternateBase, Role::Raised);
    set(QPalette::Text, Role::Text);
    set(QPalette::Button, Role::Surface);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Danger);
    set(QPalette::ToolTipBase, Role::Surface);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::PlaceholderText, Role::QuietText);
    set(QPalette::Highlight, Role::Accent);
    set(QPalette::HighlightedText, Role::AccentText);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Light, Role::Raised);
    set(QPalette::Midlight, Role::Raised);
    set(QPalette::Mid, Role::Line);
    set(QPalette::Dark, Role::Line);
    set(QPalette::Shadow, Role::Line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, palette[Role::QuietText]);
    return result;
}

bool looksDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

}  // namespace

Theme::Theme(ThemeChoice choice, QObject* parent) : QObject(parent), choice_(choice) {
    desktopIsDark_ = looksDark(QApplication::palette());
    QApplication::setStyle(new ThemeStyle(*this));
    makeFonts();
    adopt();
    qApp->installEventFilter(this);
}

Theme::~Theme() = default;

void Theme::choose(ThemeChoice choice) {
    if (choice == choice_) return;
    choice_ = choice;
    adopt();
    emit changed();
}

void Theme::adopt() {
    const bool dark = choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && desktopIsDark_);
    palette_ = dark ? &darkPalette() : &lightPalette();
    const auto adopting = std::exchange(adopting_, true);
    QApplication::setPalette(qtPalette(*palette_));
    adopting_ = adopting;
}

// The desktop tells of another colour scheme by a new platform palette. Setting our own makes Qt send the
// same event; that one is ours and says nothing about the desktop.
bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (watched == qApp && event->type() == QEvent::ThemeChange && !adopting_) {
        desktopIsDark_ = looksDark(QApplication::style()->standardPalette());
        adopt();
        emit changed();
    }
    return QObject::eventFilter(watched, event);
}

// Four sizes, from the system font's own: caption 0.85, body 1, title 1.25, figure 2.
void Theme::makeFonts() {
    const QFont system = withStandingDigits(QApplication::font());
    // Buttons and menus have the application's, and one window has one family.
    if (system.families() != QApplication::font().families()) QApplication::setFont(system);
    const double points = system.pointSizeF() > 0 ? system.pointSizeF() : 10;
    const std::array scale{0.86, 1.0, 1.2, 2.0};
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        fonts_[i] = system;
        fonts_[i].setPointSizeF(points * scale[i]);
    }
    fonts_[static_cast<std::size_t>(TextSize::Title)].setWeight(QFont::DemiBold);
    fonts_[static_cast<std::size_t>(TextSize::Figure)].setWeight(QFont::DemiBold);
}

QColor Theme::seriesColor(int index) const {
    return palette_->seriesColors[static_cast<std::size_t>(index) % seriesColorCount];
}

QPen Theme::seriesPen(int index, double width) const {
    return ui::seriesPen(*palette_, index, width);
}

QPen seriesPen(const Palette& palette, int index, double width) {
    static const std::array<QVector<qreal>, seriesColorCount> dashes{
        QVector<qreal>{}, {6, 2}, {2, 2}, {8, 2, 2, 2}, {8, 2, 2, 2, 2, 2}, {10, 3}, {4, 2, 1, 2}, {1, 2},
    };
    QPen pen(palette.seriesColors[static_cast<std::size_t>(index) % seriesColorCount], width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    const auto turn = static_cast<std::size_t>(index) / seriesColorCount;
    const auto& dash = dashes[(static_cast<std::size_t>(index) + turn) % seriesColorCount];
    if (!dash.isEmpty()) pen.setDashPattern(dash);
    return pen;
}

QIcon Theme::icon(const QString& name, Role role) const {
    QIcon icon;
    for (const int size : {16, 20, 24})
        for (const double ratio : {1.0, 2.0})
            icon.addPixmap(iconPixmap(name, color(role), size, ratio));
    return icon;
}

QPixmap Theme::iconPixmap(const QString& name, const QColor& color, int size, double devicePixelRatio) const {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

}  // namespace baro::ui
