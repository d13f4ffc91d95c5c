#include "ui/tray/TrayIcon.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

constexpr int iconPixels = 64;  // trays scale it down
constexpr int badgePixels = 30;

const QColor& badgeColor(alerts::AlertSeverity severity) {
    const Role role = severity == alerts::AlertSeverity::Critical  ? Role::Danger
                      : severity == alerts::AlertSeverity::Warning ? Role::Warning
                                                                   : Role::Accent;
    return darkPalette()[role];
}

}  // namespace

TrayIcon::TrayIcon(const PageContext& context, const std::vector<PageEntry>& pages, QObject* parent)
    : QObject(parent),
      context_(context),
      menu_(std::make_unique<QMenu>()),
      icon_(std::make_unique<QSystemTrayIcon>()) {
    menu_->addAction(tr("Show Barograph"), this, &TrayIcon::windowWanted);
    QAction* pause = menu_->addAction(tr("Pause"), &context.cursor, &TimeCursor::toggleLive);
    connect(&context.cursor, &TimeCursor::liveChanged, pause,
            [pause](bool live) { pause->setText(live ? tr("Pause") : tr("Back to live")); });
    menu_->addSeparator();
    for (const PageEntry& page : pages)
        menu_->addAction(page.title, this, [this, id = page.id] {
            emit windowWanted();
            context_.navigation.openPage(id);
        });
    menu_->addSeparator();
    menu_->addAction(tr("Quit"), qApp, &QCoreApplication::quit);
    icon_->setContextMenu(menu_.get());
    connect(icon_.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) emit windowWanted();
    });
    connect(&context.frames, &FrameFeed::arrived, this, &TrayIcon::showFrame);
    connect(icon_.get(), &QSystemTrayIcon::messageClicked, this, &TrayIcon::messageClicked);
    draw();
}

TrayIcon::~TrayIcon() = default;

bool TrayIcon::isThere() const {
    return icon_->isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

bool TrayIcon::isWanted() const {
    return icon_->isVisible();
}

void TrayIcon::setWanted(bool wanted) {
    if (wanted && !icon_->isVisible()) {
        percent_ = -1;  // what it was when the icon was hidden
        draw();
    }
    icon_->setVisible(wanted);
}

void TrayIcon::tell(const QString& title, const QString& sentence) {
    if (isThere()) icon_->showMessage(title, sentence);
}

// Drawn only when something is another: trays fetch each new icon over D-Bus.
void TrayIcon::showFrame(const FramePtr& frame) {
    if (!icon_->isVisible()) return;
    const int percent =
        frame->rates.cpu ? static_cast<int>(std::lround(frame->rates.cpu->total.busy() * 100)) : -1;
    if (percent == std::exchange(percent_, percent)) return;
    draw();
}

void TrayIcon::setBadge(const AlertBadge& badge) {
    if (badge == badge_) return;
    badge_ = badge;
    draw();
}

QString TrayIcon::toolTip() const {
    return icon_->toolTip();
}

QImage TrayIcon::picture() const {
    return icon_->icon().pixmap(iconPixels).toImage();
}

void TrayIcon::draw() {
    QPixmap pixmap(iconPixels, iconPixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    // A ground of its own: the tray's colour is not known.
    painter.setPen(Qt::NoPen);
    painter.setBrush(darkPalette()[Role::Surface]);
    painter.drawRoundedRect(pixmap.rect(), 12, 12);
    const int level = std::max(0, percent_) * iconPixels / 100;
    painter.setClipRect(0, iconPixels - level, iconPixels, level);
    painter.setBrush(mixed(darkPalette()[Subject::Cpu], darkPalette()[Role::Surface], 0.5));
    painter.drawRoundedRect(pixmap.rect(), 12, 12);
    painter.setClipping(false);
    QFont font = context_.theme.font(TextSize::Figure);
    const QString text = percent_ < 0 ? QStringLiteral("–") : QString::number(percent_);
    font.setPixelSize(text.size() > 2 ? iconPixels / 2 : iconPixels * 5 / 8);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(pixmap.rect(), Qt::AlignCenter, text);
    drawBadge(painter);
    painter.end();
    icon_->setIcon(QIcon(pixmap));
    icon_->setToolTip(toolTipText());
}

// How many fire, in the colour of the gravest.
void TrayIcon::drawBadge(QPainter& painter) const {
    if (badge_.firing <= 0) return;
    const QRect place(iconPixels - badgePixels, 0, badgePixels, badgePixels);
    const QColor& color = badgeColor(badge_.gravest);
    painter.setPen(QPen(darkPalette()[Role::Surface], 3));
    painter.setBrush(color);
    painter.drawEllipse(place.adjusted(1, 1, -1, -1));
    QFont font = context_.theme.font(TextSize::Figure);
    font.setPixelSize(badgePixels * 3 / 4);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(contrastRatio(color, Qt::white) > contrastRatio(color, Qt::black) ? Qt::white : Qt::black);
    painter.drawText(place, Qt::AlignCenter,
                     badge_.firing > 9 ? QStringLiteral("!") : QString::number(badge_.firing));
}

QString TrayIcon::toolTipText() const {
    QString text = percent_ < 0 ? tr("Barograph") : tr("Barograph: processors %1 % busy").arg(percent_);
    if (badge_.firing > 0)
        text += QLatin1Char('\n') + tr("%n alert(s): %1", nullptr, badge_.firing).arg(badge_.first);
    return text;
}

}  // namespace baro::ui
