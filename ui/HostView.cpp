#include "ui/HostView.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QProcess>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "ui/ClockText.h"
#include "ui/EventFeed.h"
#include "ui/FrameFeed.h"
#include "ui/HeaderBar.h"
#include "ui/MachineText.h"
#include "ui/MomentText.h"
#include "ui/Navigation.h"
#include "ui/Playback.h"
#include "ui/SavedFile.h"
#include "ui/SeriesFeed.h"
#include "ui/Sidebar.h"
#include "ui/TimeCursor.h"
#include "ui/Timeline.h"
#include "ui/UserPages.h"
#include "ui/pages/PagePicture.h"
#include "ui/pages/UserPageView.h"
#include "ui/report/SaveReport.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AlertBanner.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"

namespace baro::ui {
namespace {

constexpr auto messageTime = std::chrono::seconds(8);
constexpr float veilOpacity = 0.55F;

QString droppedFile(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
    const QString path = urls.front().toLocalFile();
    const bool isPage = path.endsWith(QLatin1String(".yaml")) || path.endsWith(QLatin1String(".yml"));
    return isPage ? path : QString();
}

// Over the page: what it shows is faint. An effect on the page itself would leave what was drawn before, for
// pages are opaque.
class Veil final : public QWidget {
  public:
    Veil(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QColor color = theme_.color(Role::Window);
        color.setAlphaF(veilOpacity);
        QPainter(this).fillRect(rect(), color);
    }

  private:
    const Theme& theme_;
};

}  // namespace

HostView::HostView(const PageContext& context, std::vector<PageEntry> pages, const QString& startPage,
                   QWidget* parent)
    : QWidget(parent),
      events_(new EventFeed(context.frames, context.cursor, this)),
      context_(context.withEvents(*events_)),
      builtIn_(pages.size()),
      pages_(std::move(pages)) {
    setAcceptDrops(true);
    layOut();
    makeMenu();
    addShortcuts();
    listUserPages();
    connect(&context.userPages, &UserPages::listChanged, this, &HostView::listUserPages);
    connect(&context.userPages, &UserPages::said, this, &HostView::say);
    connect(sidebar_, &Sidebar::chosen, this, &HostView::showPage);
    connect(header_, &HeaderBar::searched, this, [this](const QString& text) {
        if (Page* page = current()) page->search(text);
    });
    connect(&context.navigation, &Navigation::pageWanted, this, &HostView::openPage);
    connect(&context.navigation, &Navigation::said, this, &HostView::say);
    connect(&context.frames, &FrameFeed::shown, this, &HostView::showFrame);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    openPage(startPage);
}

void HostView::layOut() {
    playback_ = new Playback(context_.cursor, this);
    header_ = new HeaderBar(context_, *playback_, this);
    sidebar_ = new Sidebar(context_, this);
    alertBanner_ = new AlertBanner(context_.theme, this);
    problem_ = new MessageStrip(context_.theme, this);
    problem_->hide();
    stack_ = new QStackedWidget(this);
    veil_ = new Veil(context_.theme, this);
    timeline_ = new Timeline(context_, *events_, this);
    message_ = new Label(context_.theme, TextSize::Body, Role::Text, this);
    message_->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    message_->setWordWrap(true);
    message_->hide();
    messageTimer_ = new QTimer(this);
    messageTimer_->setSingleShot(true);
    connect(messageTimer_, &QTimer::timeout, message_, &QWidget::hide);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(sidebar_, 0, 0, 5, 1);
    grid->addWidget(header_, 0, 1);
    grid->addWidget(alertBanner_, 1, 1);
    grid->addWidget(problem_, 2, 1);
    grid->addWidget(stack_, 3, 1);
    grid->addWidget(veil_, 3, 1);
    grid->addWidget(message_, 4, 1);
    grid->addWidget(timeline_, 5, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(3, 1);
}

void HostView::makeMenu() {
    auto* menu = new QMenu(this);
    addTimeMenu(*menu);
    menu->addSeparator();
    menu->addAction(tr("Save this page as a picture …"), this, &HostView::savePage);
    menu->addAction(tr("Save a report …"), this, [this] { saveReport(context_, this); });
    menu->addAction(tr("Open a moment file …"), this, &HostView::openMomentFile);
    menu->addSeparator();
    menu->addAction(tr("New page"), this, &HostView::addPage);
    menu->addAction(tr("Import page …"), this, &HostView::importPage);
    menu->addSeparator();
    menu->addAction(tr("Settings"), this,
                    [this] { context_.navigation.openPage(QStringLiteral("settings")); });
    menu->addAction(tr("About Barograph"), this, [this] {
        QMessageBox about(QMessageBox::NoIcon, tr("About Barograph"), {}, QMessageBox::Ok, this);
        about.setTextFormat(Qt::PlainText);
        about.setText(tr("Barograph %1\nA system monitor for this machine.\nFree software: GPL-3.0-or-later.")
                          .arg(QCoreApplication::applicationVersion()));
        about.exec();
    });
    menu->addSeparator();
    menu->addAction(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), qApp, &QCoreApplication::quit);
    header_->menuButton()->setMenu(menu);
}

// In a window of its own: this one goes on with this machine.
void HostView::openMomentFile() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a moment file"));
    if (file.isEmpty()) return;
    if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), {file}))
        say(tr("Another window cannot be started for %1").arg(machineText(file.toStdString())));
}

void HostView::addTimeMenu(QMenu& menu) {
    menu.addAction(tr("Go to a moment …"), QKeySequence(Qt::CTRL | Qt::Key_G), this, &HostView::askMoment);
    menu.addAction(tr("Previous event"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), this,
                   &HostView::goToPreviousEvent);
    menu.addAction(tr("Next event"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), events_,
                   &EventFeed::goToNext);
    // A letter is no shortcut: text fields and tables want it. takeKey() has it.
    menu.addAction(tr("Play or stop") + QStringLiteral("\tP"), playback_, &Playback::toggle);
}

void HostView::goToPreviousEvent() {
    if (!events_->goToPrevious()) say(tr("There is no event before this moment"));
}

void HostView::addShortcuts() {
    const auto onKey = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    for (int index = 0; index < 9; ++index)
        onKey(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)), [this, index] {
            if (index < static_cast<int>(pages_.size())) showPage(index);
        });
    onKey(QKeySequence::Find, [this] { search(); });
    onKey(QKeySequence::Refresh, [this] {
        if (Page* page = current()) page->refresh();
        context_.series.refresh();
    });
}

// On a page on which nothing can be searched, that of another one: the key does something everywhere.
void HostView::search() {
    if (current()->focusSearch() || header_->focusSearch()) return;
    const auto found = std::ranges::find(pages_, true, &PageEntry::isSearchedFromElsewhere);
    if (found == pages_.end()) return;
    showPage(static_cast<int>(found - pages_.begin()));
    current()->focusSearch();
}

void HostView::setHost(const QString& name) {
    header_->setHost(name);
}

void HostView::setHostMenu(QMenu* menu) {
    header_->setHostMenu(menu);
}

QString HostView::withLastKnown(const QString& sentence) const {
    const FramePtr& newest = context_.frames.newest();
    if (newest == nullptr) return tr("%1.").arg(sentence);
    const QDateTime known = QDateTime::fromMSecsSinceEpoch(timeOf(*newest));
    const QString time =
        momentText(known, dayFormOf(known, QDateTime::currentDateTime()), ClockForm::Seconds);
    return tr("%1. What is shown here is of %2, the last that is known.").arg(sentence, time);
}

void HostView::setProblem(const QString& sentence) {
    const bool isStale = !sentence.isEmpty();
    if (isStale)
        problem_->say(withLastKnown(sentence), MessageStrip::Tone::Bad);
    else
        problem_->hide();
    veil_->setVisible(isStale);
}

bool HostView::takeKey(const QKeyEvent& key) {
    using std::chrono::seconds;
    const seconds step = key.modifiers() & Qt::ControlModifier ? seconds(3600)
                         : key.modifiers() & Qt::ShiftModifier ? seconds(60)
                                                               : seconds(1);
    switch (key.key()) {
        case Qt::Key_Space:
            context_.cursor.toggleLive();
            break;
        case Qt::Key_P:
            if (key.modifiers() != Qt::NoModifier) return false;
            playback_->toggle();
            break;
        case Qt::Key_Escape:
            if (!current()->endSearch()) context_.cursor.goLive();
            break;
        case Qt::Key_Left:
            context_.cursor.moveBy(-step);
            break;
        case Qt::Key_Right:
            context_.cursor.moveBy(step);
            break;
        default:
            return false;
    }
    return true;
}

void HostView::askMoment() {
    bool given = false;
    const QString text = QInputDialog::getText(
        this, tr("Go to a moment"), tr("A time such as 03:12, yesterday 03:12, 2026-11-20 03:12 or -2h"),
        QLineEdit::Normal, {}, &given);
    if (given && !text.isEmpty() && !goTo(text)) context_.navigation.say(tr("\"%1\" is no moment").arg(text));
}

bool HostView::goTo(const QString& moment) {
    const auto found = momentOf(moment, QDateTime::currentDateTime());
    if (found) context_.cursor.travelTo(found->toMSecsSinceEpoch());
    return found.has_value();
}

void HostView::savePage() {
    QString name = pages_[static_cast<std::size_t>(indexOf(current_))].title;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save this page"), name.replace(QLatin1Char('/'), QLatin1Char('-')) + QStringLiteral(".png"),
        tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    const auto kind = pictureKindOf(path);
    if (!kind)
        return say(tr("%1 is saved as no picture: its name ends with none of .png, .svg and .pdf").arg(path));
    saveInBackground(path, encoded(pictureOf(*current(), name, context_), *kind, devicePixelRatioF()),
                     context_.navigation);
}

void HostView::addPage() {
    openPage(context_.userPages.add({tr("My page").toStdString(), {}, {}}));
}

void HostView::importPage() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Import page"), {}, tr("Pages (*.yaml *.yml)"));
    if (!path.isEmpty()) context_.userPages.importFile(path);
}

// A page's file dropped on the window becomes a page.
void HostView::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void HostView::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(event->mimeData());
    if (!path.isEmpty()) context_.userPages.importFile(path);
}

Page* HostView::current() const {
    return made_.value(current_);
}

int HostView::indexOf(const QString& id) const {
    const auto found = std::ranges::find(pages_, id, &PageEntry::id);
    return found == pages_.end() ? -1 : static_cast<int>(found - pages_.begin());
}

// The built-in pages stay; a user's own may have come, gone or changed their titles.
void HostView::listUserPages() {
    pages_.resize(builtIn_);
    for (PageEntry& entry : userPageEntries(context_.userPages))
        pages_.push_back(std::move(entry));
    sidebar_->setPages(pages_);
    for (const QString& id : made_.keys())
        if (indexOf(id) < 0) made_.take(id)->deleteLater();
    if (current_.isEmpty()) return;
    const int shown = indexOf(current_);
    if (shown < 0) return showPage(0);
    sidebar_->setCurrent(shown);
    header_->setTitle(pages_[static_cast<std::size_t>(shown)].title);
    if (const FramePtr& frame = context_.frames.frame()) sidebar_->showFrame(*frame);
}

void HostView::openPage(const QString& id, const QString& search) {
    const int found = indexOf(id);
    if (found < 0) {
        if (current_.isEmpty()) showPage(0);
        return;
    }
    showPage(found);
    if (search.isNull()) return;
    // Asked again with the same words, the field does not change, but the page searches again.
    if (!current()->searchHint().isEmpty()) header_->setSearchText(search);
    current()->search(search);
}

void HostView::showPage(int index) {
    const PageEntry& entry = pages_[static_cast<std::size_t>(index)];
    if (entry.id == current_) return;
    current_ = entry.id;
    Page*& page = made_[entry.id];
    if (!page) {
        page = entry.make(context_, stack_);
        stack_->addWidget(page);
    }
    header_->setTitle(entry.title);
    header_->setSearchHint(page->searchHint());
    sidebar_->setCurrent(index);
    // The Frame first: the page is then complete when it appears.
    if (const FramePtr& frame = context_.frames.frame()) page->showFrame(*frame);
    stack_->setCurrentWidget(page);
}

void HostView::showFrame(const FramePtr& frame) {
    sidebar_->showFrame(*frame);
    // A server may have it under another name.
    if (frame->readings.host && context_.frames.server().isEmpty()) {
        header_->setHost(machineText(frame->readings.host->name));
        context_.series.setHost(frame->readings.host->name);
    }
    if (Page* page = current()) page->showFrame(*frame);
    if (hasRates_ || !frame->rates.cpu || !isVisible()) return;
    hasRates_ = true;
    update(0, 0, 1, 1);  // for paintEvent() to come, also when nothing else changed
}

void HostView::say(const QString& sentence) {
    message_->setText(sentence);
    message_->show();
    messageTimer_->start(messageTime);
}

void HostView::watchVisibility() {
    const bool isSeen = isVisible() && !window()->isMinimized();
    context_.frames.setWatched(isSeen);
    emit watched(isSeen);
    if (!isSeen) playback_->stop();
}

void HostView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    watchVisibility();
}

void HostView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    watchVisibility();
}

void HostView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), context_.theme.color(Role::Window));
    if (!hasRates_ || saidFirstPaint_) return;
    saidFirstPaint_ = true;
    // When this paint is over and on the screen.
    QTimer::singleShot(0, this, &HostView::firstPaintWithRates);
}

}  // namespace baro::ui
