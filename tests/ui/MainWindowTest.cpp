#include "ui/MainWindow.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QLabel>
#include <QStandardPaths>
#include <QTest>

#include "core/model/Filesystems.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/Playback.h"
#include "ui/pages/PageList.h"

using namespace baro;
using namespace baro::ui;

namespace {

// Counts what the window asks of it.
class CountingPage final : public Page {
  public:
    using Page::Page;
    void showFrame(const Frame&) override { ++frames; }
    void search(const QString& text) override { searches << text; }
    int frames = 0;
    QStringList searches;
};

PageEntry countingEntry(const QString& id) {
    return {.id = id,
            .title = id,
            .icon = "overview",
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new CountingPage(context, parent);
            }};
}

FramePtr frameOf(Frame frame, std::uint64_t sequence) {
    frame.sequence = sequence;
    return std::make_shared<const Frame>(std::move(frame));
}

// A window without a screen, and all that it needs.
struct ShownWindow : test::WindowParts {
    explicit ShownWindow(std::vector<PageEntry> pages = {countingEntry("first"), countingEntry("second")})
        : window(context(), std::move(pages), {}) {}

    void publish(std::uint64_t sequence, Frame frame = {}) {
        frame.takenAt.wall = std::chrono::seconds(1'700'000'000 + sequence);
        hub.publish(frameOf(std::move(frame), sequence));
        QCoreApplication::processEvents();
    }
    QList<CountingPage*> made() const {
        QList<CountingPage*> pages;
        for (Page* page : window.findChildren<Page*>())
            pages << static_cast<CountingPage*>(page);
        return pages;
    }

    MainWindow window;
};

QStringList shownTexts(const QWidget& window) {
    QStringList texts;
    for (const QLabel* label : window.findChildren<QLabel*>())
        texts << label->text();
    for (const QAbstractItemView* view : window.findChildren<QAbstractItemView*>())
        for (int row = 0; view->model() && row < view->model()->rowCount(); ++row)
            for (int column = 0; column < view->model()->columnCount(); ++column)
                texts << view->model()->index(row, column).data().toString();
    return texts;
}

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void makesAPageWhenItIsFirstShown() {
        ShownWindow fixture;
        QCOMPARE(fixture.made().size(), 1);
        fixture.window.openPage("second");
        QCOMPARE(fixture.made().size(), 2);
        fixture.window.openPage("first");
        QCOMPARE(fixture.made().size(), 2);
    }

    void opensTheFirstPageForAnUnknownOne() {
        ShownWindow fixture;
        fixture.window.openPage("nonsense");
        QCOMPARE(fixture.window.currentPage(), "first");
    }

    void numbersOpenPages() {
        ShownWindow fixture;
        fixture.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
        QTest::keyClick(&fixture.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(fixture.window.currentPage(), "second");
        QTest::keyClick(&fixture.window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(fixture.window.currentPage(), "first");
    }

    void keysMoveThroughTime() {
        ShownWindow fixture;
        fixture.window.show();
        fixture.publish(1);
        fixture.publish(30);
        const std::int64_t newest = fixture.cursor.newest();
        QTest::keyClick(&fixture.window, Qt::Key_Space);
        QVERIFY(!fixture.cursor.isLive());
        QTest::keyClick(&fixture.window, Qt::Key_Left);
        QCOMPARE(fixture.cursor.moment(), newest - 1000);
        QTest::keyClick(&fixture.window, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(fixture.cursor.moment(), newest - 61'000);
        QTest::keyClick(&fixture.window, Qt::Key_Right);
        QCOMPARE(fixture.cursor.moment(), newest - 60'000);
        QTest::keyClick(&fixture.window, Qt::Key_Escape);
        QVERIFY(fixture.cursor.isLive());
    }

    void aLetterPlaysThePast() {
        ShownWindow fixture;
        fixture.window.show();
        fixture.publish(1);
        fixture.publish(30);
        QTest::keyClick(&fixture.window, Qt::Key_Left);
        QTest::keyClick(&fixture.window, Qt::Key_P);
        const auto* playback = fixture.window.findChild<Playback*>();
        QVERIFY(playback->isPlaying());
        QTest::keyClick(&fixture.window, Qt::Key_Left);
        QVERIFY(!playback->isPlaying());
        QTest::keyClick(&fixture.window, Qt::Key_P);
        QTest::keyClick(&fixture.window, Qt::Key_Escape);
        QVERIFY(!playback->isPlaying());
        QVERIFY(fixture.cursor.isLive());
    }

    void nothingIsPlayedForAWindowThatNobodySees() {
        ShownWindow fixture;
        fixture.window.show();
        fixture.publish(1);
        fixture.publish(30);
        QTest::keyClick(&fixture.window, Qt::Key_Left);
        QTest::keyClick(&fixture.window, Qt::Key_P);
        fixture.window.hide();
        QVERIFY(!fixture.window.findChild<Playback*>()->isPlaying());
    }

    void saysThatThereIsNoEarlierEvent() {
        ShownWindow fixture;
        fixture.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
        QTest::keyClick(&fixture.window, Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shownTexts(fixture.window).contains("There is no event before this moment"));
    }

    void aHiddenWindowUpdatesNoPage() {
        ShownWindow fixture;
        fixture.window.show();
        fixture.publish(1);
        const int before = fixture.made()[0]->frames;
        QVERIFY(before > 0);
        fixture.window.hide();
        QVERIFY(!fixture.frames.isWatched());
        fixture.publish(2);
        QCOMPARE(fixture.made()[0]->frames, before);
        fixture.window.show();
        QVERIFY(fixture.made()[0]->frames > before);
    }

    void searchesAgainForTheSameWords() {
        ShownWindow fixture;
        fixture.navigation.openPage("first", "firefox");
        fixture.navigation.openPage("first", "firefox");
        QCOMPARE(fixture.made()[0]->searches, QStringList({"firefox", "firefox"}));
    }

    void saysASentenceAsPlainText() {
        ShownWindow fixture;
        fixture.window.show();
        fixture.navigation.say("<b>x</b> ended");
        QLabel* strip = nullptr;
        for (QLabel* label : fixture.window.findChildren<QLabel*>())
            if (label->text() == "<b>x</b> ended") strip = label;
        QVERIFY(strip);
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->textFormat(), Qt::PlainText);
    }

    void showsTheTextOfTheMachineAsItIs() {
        ShownWindow fixture(pageList());
        Frame frame = test::processFrame(
            {{.pid = 1, .name = "<b>x</b>"}, {.pid = 2, .name = "한글"}, {.pid = 3, .name = "\x1b[31m"}});
        Filesystems filesystems;
        Filesystem& mount = filesystems.filesystems.emplace_back();
        mount.mountPoint = "/<i>m</i>";
        mount.type = "ext4";
        frame.readings.filesystems = Section<Filesystems>(std::move(filesystems), frame.takenAt);
        fixture.window.show();
        for (const PageEntry& page : pageList())
            fixture.window.openPage(page.id);
        fixture.publish(1, frame);
        fixture.window.openPage("disks");
        fixture.window.openPage("overview");
        const QStringList texts = shownTexts(fixture.window);
        for (const char* text : {"<b>x</b>", "한글", "\\x1b[31m", "/<i>m</i>"})
            QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
        for (const QLabel* label : fixture.window.findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(),
                     qPrintable(label->text()));
    }

    void namesEveryControlThatTabReaches() {
        ShownWindow fixture(pageList());
        fixture.window.show();
        for (const PageEntry& page : pageList())
            fixture.window.openPage(page.id);
        QStringList nameless;
        for (const QWidget* widget : fixture.window.findChildren<QWidget*>()) {
            // A proxied widget hands the focus on; a part of Qt's own (an editor in a spin box) is named by
            // it.
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
                widget->objectName().startsWith("qt_"))
                continue;
            const QAccessibleInterface* seen =
                QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            QVERIFY(seen);
            if (seen->text(QAccessible::Name).isEmpty())
                nameless << QString(widget->metaObject()->className()) + " in " +
                                widget->parentWidget()->metaObject()->className();
        }
        QCOMPARE(nameless, QStringList());
    }
};

BARO_GUI_TEST(MainWindowTest)
#include "MainWindowTest.moc"
