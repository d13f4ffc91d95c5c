#include "ui/widgets/AlertBanner.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

constexpr qsizetype mostBannerAlerts = 100;

Role roleOf(alerts::AlertSeverity severity) {
    switch (severity) {
        case alerts::AlertSeverity::Critical:
            return Role::Danger;
        case alerts::AlertSeverity::Warning:
            return Role::Warning;
        case alerts::AlertSeverity::Info:
            break;
    }
    return Role::Accent;
}

}  // namespace

AlertBanner::AlertBanner(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      title_(new Label(theme, TextSize::Title, Role::Text, this)),
      body_(new Label(theme, TextSize::Body, Role::Text, this)),
      more_(new Label(theme, TextSize::Caption, Role::QuietText, this)) {
    title_->setElided(Qt::ElideRight);
    body_->setWordWrap(true);
    body_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(gridStep / 2);
    texts->addWidget(title_);
    texts->addWidget(body_);
    texts->addWidget(more_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * gridStep, gridStep, 2 * gridStep, gridStep);
    layout->setSpacing(gridStep);
    layout->addLayout(texts, 1);
    layout->addWidget(addButton(tr("Show"), &AlertBanner::showWanted), 0, Qt::AlignTop);
    layout->addWidget(addButton(tr("Silence for an hour"), &AlertBanner::silenceWanted), 0, Qt::AlignTop);
    layout->addWidget(addButton(tr("Close"), &AlertBanner::closed), 0, Qt::AlignTop);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

// Whoever hears of it may tell or remove others. What a person dealt with is shown no more.
QPushButton* AlertBanner::addButton(const QString& text, void (AlertBanner::*wanted)(const QString&)) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(tr("%1: alert").arg(text));
    connect(button, &QPushButton::clicked, this, [this, wanted] {
        if (alerts_.isEmpty()) return;
        const QString key = alerts_.front().key;
        remove(key);
        emit(this->*wanted)(key);
    });
    return button;
}

void AlertBanner::tell(const BannerAlert& alert) {
    alerts_.removeIf([&](const BannerAlert& other) { return other.key == alert.key; });
    const auto place = std::ranges::find_if(
        alerts_, [&](const BannerAlert& other) { return other.severity <= alert.severity; });
    alerts_.insert(place, alert);
    if (alerts_.size() > mostBannerAlerts) alerts_.removeLast();
    showFirst();
}

void AlertBanner::remove(const QString& key) {
    alerts_.removeIf([&](const BannerAlert& other) { return other.key == key; });
    showFirst();
}

void AlertBanner::showFirst() {
    setVisible(!alerts_.isEmpty());
    if (alerts_.isEmpty()) return;
    const BannerAlert& first = alerts_.front();
    title_->setText(first.title);
    body_->setText(first.body);
    body_->setVisible(!first.body.isEmpty());
    const auto others = static_cast<int>(alerts_.size() - 1);
    more_->setText(tr("and %n more", nullptr, others));
    more_->setVisible(others > 0);
    setAccessibleName(tr("Alert: %1").arg(first.title));
    setAccessibleDescription(first.body);
    update();
}

void AlertBanner::paintEvent(QPaintEvent*) {
    if (alerts_.isEmpty()) return;
    const QColor& tone = theme_.color(roleOf(alerts_.front().severity));
    QPainter painter(this);
    painter.fillRect(rect(), mixed(theme_.color(Role::Surface), tone, 0.12));
    painter.fillRect(QRect(0, 0, gridStep, height()), tone);
}

}  // namespace baro::ui
