#include "ui/MainWindow.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <utility>

#include "ui/HostView.h"
#include "ui/Navigation.h"

namespace baro::ui {
namespace {

constexpr QSize usualSize{1280, 800};

// Where the window was: state of this screen, not a setting, so it has a file of its own.
QSettings placeFile() {
    return QSettings(QSettings::IniFormat, QSettings::UserScope, "barograph", "window");
}

}  // namespace

MainWindow::MainWindow(const PageContext& context, std::vector<PageEntry> pages, const QString& startPage) {
    setWindowTitle(QStringLiteral("Barograph"));
    setMinimumSize(800, 560);
    stack_ = new QStackedWidget(this);
    thisMachine_ = new HostView(context, std::move(pages), startPage, stack_);
    stack_->addWidget(thisMachine_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stack_);
    connect(thisMachine_, &HostView::firstPaintWithRates, this, [this] {
        if (!awaitsHost_) emit firstPaintWithRates();
    });
    connect(&context.navigation, &Navigation::pageWanted, this, [this] { showHost(thisMachine_); });
    restorePlace();
}

MainWindow::~MainWindow() {
    savePlace();
}

void MainWindow::openPage(const QString& id, const QString& search) {
    showHost(thisMachine_);
    thisMachine_->openPage(id, search);
}

const QString& MainWindow::currentPage() const {
    return thisMachine_->currentPage();
}

bool MainWindow::goTo(const QString& moment) {
    showHost(thisMachine_);
    return thisMachine_->goTo(moment);
}

AlertBanner& MainWindow::alertBanner() {
    return thisMachine_->alertBanner();
}

HostView& MainWindow::onScreen() const {
    return *static_cast<HostView*>(stack_->currentWidget());
}

void MainWindow::showHost(HostView* view) {
    if (stack_->indexOf(view) < 0) {
        stack_->addWidget(view);
        connect(view, &HostView::firstPaintWithRates, this, &MainWindow::firstPaintWithRates);
    }
    stack_->setCurrentWidget(view);
}

void MainWindow::takeAway(HostView* view) {
    if (&onScreen() == view) showHost(thisMachine_);
    stack_->removeWidget(view);
}

void MainWindow::bringToFront() {
    if (isMinimized()) showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) onScreen().watchVisibility();
}

// Also when no control has the focus.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (!onScreen().takeKey(*event)) QWidget::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    savePlace();
    const Closing closing = closing_ ? closing_() : Closing::Quits;
    if (closing == Closing::Quits) {
        event->accept();
        QCoreApplication::quit();
        return;
    }
    event->ignore();
    if (closing == Closing::Minimises) return showMinimized();
    hide();
    emit hiddenByClose();
}

void MainWindow::restorePlace() {
    resize(usualSize);
    const QByteArray place = placeFile().value("geometry").toByteArray();
    if (!place.isEmpty()) restoreGeometry(place);
}

void MainWindow::savePlace() const {
    placeFile().setValue("geometry", saveGeometry());
}

}  // namespace baro::ui
