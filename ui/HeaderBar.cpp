#include "ui/HeaderBar.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QTextDocument>
#include <QToolButton>
#include <array>

#include "ui/ClockText.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/Playback.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

constexpr int widestServer = 16 * gridStep;
constexpr std::array rangesInMinutes{1, 5, 15, 30, 60, 180, 360, 720, 1440, 10'080};

}  // namespace

HeaderBar::HeaderBar(const PageContext& context, Playback& playback, QWidget* parent)
    : QWidget(parent), context_(context), playback_(playback) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    row->setSpacing(gridStep);
    title_ = new Label(context.theme, TextSize::Title, Role::Text, this);
    host_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    host_->setElided(Qt::ElideRight);
    hosts_ = new QToolButton(this);
    hosts_->setObjectName(QStringLiteral("hosts"));
    hosts_->setPopupMode(QToolButton::InstantPopup);
    hosts_->setToolTip(tr("Choose a host"));
    hosts_->setAccessibleName(tr("Choose a host"));
    hosts_->hide();
    search_ = new QLineEdit(this);
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Search this page"));
    search_->setMinimumWidth(24 * gridStep);
    search_->setMaximumWidth(60 * gridStep);
    search_->hide();
    connect(search_, &QLineEdit::textChanged, this, &HeaderBar::searched);

    live_ = new QToolButton(this);
    live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(live_, &QToolButton::clicked, &context.cursor, &TimeCursor::toggleLive);

    makePlay();

    range_ = new QComboBox(this);
    range_->setAccessibleName(tr("Time that charts show"));
    listRanges();
    connect(range_, &QComboBox::activated, this, [this](int index) {
        context_.cursor.setRange(std::chrono::seconds(range_->itemData(index).toInt()));
    });

    menu_ = new QToolButton(this);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setText(tr("Menu"));
    menu_->setAccessibleName(tr("Menu"));

    row->addWidget(title_);
    row->addWidget(host_, 1);
    row->addWidget(hosts_);
    row->addStretch(0);
    row->addWidget(search_, 2);
    row->addWidget(play_);
    row->addWidget(speed_);
    row->addWidget(live_);
    row->addWidget(range_);
    row->addWidget(menu_);

    connect(&context.cursor, &TimeCursor::changed, this, &HeaderBar::showMoment);
    connect(&context.frames, &FrameFeed::shown, this, [this] {
        if (!context_.cursor.isLive()) showMoment();
    });
    connect(&context.cursor, &TimeCursor::advanced, this, &HeaderBar::listRanges);
    connect(&context.cursor, &TimeCursor::reachChanged, this, &HeaderBar::listRanges);
    connect(&context.cursor, &TimeCursor::rangeChanged, this, &HeaderBar::showRange);
    connect(&context.theme, &Theme::changed, this, &HeaderBar::showMoment);
    connect(&playback, &Playback::changed, this, &HeaderBar::showPlay);
    showMoment();
    showRange();
}

// Only the past can go on: while live neither is there.
void HeaderBar::makePlay() {
    play_ = new QToolButton(this);
    connect(play_, &QToolButton::clicked, &playback_, &Playback::toggle);
    speed_ = new QComboBox(this);
    speed_->setAccessibleName(tr("How fast the past is played"));
    for (const int speed : Playback::speeds)
        speed_->addItem(QStringLiteral("%1×").arg(speed), speed);
    connect(speed_, &QComboBox::activated, this,
            [this](int index) { playback_.setSpeed(speed_->itemData(index).toInt()); });
}

void HeaderBar::showPlay() {
    const bool isPlaying = playback_.isPlaying();
    const bool isPast = !context_.cursor.isLive();
    play_->setVisible(isPast);
    speed_->setVisible(isPast);
    speed_->setCurrentIndex(speed_->findData(playback_.speed()));
    play_->setIcon(context_.theme.icon(isPlaying ? QStringLiteral("pause") : QStringLiteral("play")));
    play_->setToolTip(isPlaying ? tr("Stop (P)") : tr("Let time go on from here (P)"));
    play_->setAccessibleName(isPlaying ? tr("Stop playing") : tr("Play"));
}

void HeaderBar::setTitle(const QString& title) {
    title_->setText(title);
}
void HeaderBar::setHost(const QString& name) {
    host_->setText(name);
    hosts_->setText(withoutMnemonics(name));
    hosts_->setAccessibleName(tr("Host: %1").arg(name));
}

void HeaderBar::setHostMenu(QMenu* menu) {
    hosts_->setMenu(menu);
    hosts_->setVisible(menu != nullptr);
    host_->setVisible(menu == nullptr);
}

void HeaderBar::setSearchHint(const QString& hint) {
    search_->setPlaceholderText(hint);
    search_->setVisible(!hint.isEmpty());
}

void HeaderBar::setSearchText(const QString& text) {
    const QSignalBlocker quiet(search_);
    search_->setText(text);
}

bool HeaderBar::focusSearch() {
    if (!search_->isVisible()) return false;
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
    return true;
}

QString HeaderBar::momentText() const {
    const TimeCursor& cursor = context_.cursor;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(cursor.moment());
    const QString time =
        ui::momentText(moment, dayFormOf(moment, QDateTime::currentDateTime()), ClockForm::Seconds);
    const double age = static_cast<double>(cursor.newest() - cursor.moment()) / 1000;
    return age < 1 ? time : tr("%1, %2 ago").arg(time, context_.format.duration(age));
}

// What is shown is usually what was recorded here; else this says whose it is.
QString HeaderBar::serverText() const {
    const QString& server = context_.frames.server();
    if (server.isEmpty()) return {};
    return live_->fontMetrics().elidedText(server, Qt::ElideRight, widestServer);
}

void HeaderBar::showMoment() {
    const Theme& theme = context_.theme;
    const bool isLive = context_.cursor.isLive();
    const QString server = isLive ? QString() : serverText();
    live_->setText(isLive             ? tr("Live")
                   : server.isEmpty() ? momentText()
                                      : momentText() + QStringLiteral(" · ") + withoutMnemonics(server));
    live_->setAccessibleName(isLive ? tr("Live; press to pause")
                                    : tr("Paused at %1; press for live").arg(momentText()));
    live_->setToolTip(
        server.isEmpty()
            ? tr("Space pauses, Esc goes back to live")
            : Qt::convertFromPlainText(
                  tr("This moment is not recorded here: it is shown as %1 knows it. Esc goes back to live")
                      .arg(context_.frames.server()),
                  Qt::WhiteSpaceNormal));
    live_->setAccessibleDescription(
        server.isEmpty() ? QString() : tr("Not recorded here: as %1 knows it").arg(context_.frames.server()));
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
    showPlay();
    update();
}

// Those that the record reaches so far.
void HeaderBar::listRanges() {
    const int longest = static_cast<int>(context_.cursor.longestRange().count());
    if (range_->count() > 0 && range_->itemData(range_->count() - 1).toInt() == longest) return;
    range_->clear();
    for (const int minutes : rangesInMinutes) {
        if (minutes * 60 > longest) break;
        range_->addItem(minutes % 1440 == 0 && minutes > 1440 ? tr("%n d", nullptr, minutes / 1440)
                        : minutes > 60 && minutes % 60 == 0   ? tr("%n h", nullptr, minutes / 60)
                                                              : tr("%n min", nullptr, minutes),
                        minutes * 60);
    }
    showRange();
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
