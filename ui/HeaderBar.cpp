#include "ui/HeaderBar.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <array>

#include "ui/Formatting.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

constexpr std::array rangesInMinutes{1, 5, 15, 30, 60};

}  // namespace

HeaderBar::HeaderBar(const PageContext& context, QWidget* parent) : QWidget(parent), context_(context) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    row->setSpacing(gridStep);
    title_ = new Label(context.theme, TextSize::Title, Role::Text, this);
    host_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    host_->setElided(Qt::ElideRight);
    search_ = new QLineEdit(this);
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Search this page"));
    search_->setMinimumWidth(24 * gridStep);
    search_->setMaximumWidth(60 * gridStep);
    search_->hide();
    connect(search_, &QLineEdit::textChanged, this, &HeaderBar::searched);

    live_ = new QToolButton(this);
    live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    live_->setToolTip(tr("Space pauses, Esc goes back to live"));
    connect(live_, &QToolButton::clicked, &context.cursor, &TimeCursor::toggleLive);

    range_ = new QComboBox(this);
    range_->setAccessibleName(tr("Time that charts show"));
    for (const int minutes : rangesInMinutes)
        range_->addItem(tr("%n min", nullptr, minutes), minutes * 60);
    connect(range_, &QComboBox::activated, this, [this](int index) {
        context_.cursor.setRange(std::chrono::seconds(range_->itemData(index).toInt()));
    });

    menu_ = new QToolButton(this);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setText(tr("Menu"));
    menu_->setAccessibleName(tr("Menu"));

    row->addWidget(title_);
    row->addWidget(host_, 1);
    row->addWidget(search_, 2);
    row->addWidget(live_);
    row->addWidget(range_);
    row->addWidget(menu_);

    connect(&context.cursor, &TimeCursor::changed, this, &HeaderBar::showMoment);
    connect(&context.cursor, &TimeCursor::advanced, this, [this] {
        if (!context_.cursor.isLive()) showMoment();
    });
    connect(&context.cursor, &TimeCursor::rangeChanged, this, &HeaderBar::showRange);
    connect(&context.theme, &Theme::changed, this, &HeaderBar::showMoment);
    showMoment();
    showRange();
}

void HeaderBar::setTitle(const QString& title) {
    title_->setText(title);
}
void HeaderBar::setHost(const QString& name) {
    host_->setText(name);
}

void HeaderBar::setSearchHint(const QString& hint) {
    search_->setPlaceholderText(hint);
    search_->setVisible(!hint.isEmpty());
}

void HeaderBar::setSearchText(const QString& text) {
    const QSignalBlocker quiet(search_);
    search_->setText(text);
}

void HeaderBar::focusSearch() {
    if (!search_->isVisible()) return;
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

QString HeaderBar::momentText() const {
    const TimeCursor& cursor = context_.cursor;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(cursor.moment());
    const QString time = QLocale().toString(moment, QStringLiteral("ddd HH:mm:ss"));
    const double age = static_cast<double>(cursor.newest() - cursor.moment()) / 1000;
    return age < 1 ? time : tr("%1, %2 ago").arg(time, context_.format.duration(age));
}

void HeaderBar::showMoment() {
    const Theme& theme = context_.theme;
    const bool isLive = context_.cursor.isLive();
    live_->setText(isLive ? tr("Live") : momentText());
    live_->setAccessibleName(isLive ? tr("Live; press to pause")
                                    : tr("Paused at %1; press for live").arg(momentText()));
    live_->setIcon(theme.icon(isLive ? QStringLiteral("live") : QStringLiteral("pause"),
                              isLive ? Role::Good : Role::PastText));
    // The accent of the past says on every page that this is not now.
    QPalette palette = this->palette();
    if (!isLive) {
        palette.setColor(QPalette::Button, theme.color(Role::Past));
        palette.setColor(QPalette::ButtonText, theme.color(Role::PastText));
    }
    live_->setPalette(palette);
    menu_->setIcon(theme.icon(QStringLiteral("menu")));
    update();
}

void HeaderBar::showRange() {
    const int seconds = static_cast<int>(context_.cursor.range().count());
    const int index = range_->findData(seconds);
    range_->setCurrentIndex(index);
    if (index < 0) range_->setPlaceholderText(context_.format.duration(seconds));
}

void HeaderBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), context_.theme.color(Role::Window));
}

}  // namespace baro::ui
