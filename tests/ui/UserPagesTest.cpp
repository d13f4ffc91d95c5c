#include "ui/UserPages.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/pages/PageFile.h"
#include "tests/support/TestMain.h"

namespace baro::ui {
namespace {

UserPage titled(const char* title) {
    return {title, {}, {{"Load", Unit::None, false, 0, {{"node_load1", "", false}}}}};
}

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class UserPagesTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsWhatWasMade() {
        const QTemporaryDir folder;
        QString id;
        {
            UserPages pages(folder.path());
            pages.load();
            id = pages.add(titled("My page"));
            pages.addChart(id, titled("x").charts[0]);
            pages.finish();
        }
        UserPages again(folder.path());
        again.load();
        QCOMPARE(again.pages().size(), 1U);
        QCOMPARE(again.pages()[0].id, id);
        QCOMPARE(again.pages()[0].page.charts.size(), 2U);
    }

    void givesEachPageAFileOfItsOwn() {
        UserPages pages{QString()};
        QCOMPARE(pages.add(titled("Disks / fans")), "disks---fans");
        QCOMPARE(pages.add(titled("Disks / fans")), "disks---fans-2");
        QCOMPARE(pages.add(titled("../../etc/passwd")), "------etc-passwd");
    }

    void sortsByTitle() {
        UserPages pages{QString()};
        QSignalSpy listed(&pages, &UserPages::listChanged);
        const QString second = pages.add(titled("b"));
        const QString first = pages.add(titled("a"));
        QCOMPARE(listed.count(), 2);
        QCOMPARE(pages.pages()[0].id, first);
        pages.set(first, titled("c"));
        QCOMPARE(pages.pages()[0].id, second);
    }

    void tellsAChangedPageWithoutANewList() {
        UserPages pages{QString()};
        const QString id = pages.add(titled("a"));
        QSignalSpy listed(&pages, &UserPages::listChanged);
        QSignalSpy changed(&pages, &UserPages::pageChanged);
        pages.addChart(id, titled("x").charts[0]);
        QCOMPARE(listed.count(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void keepsTheLastGoodPageOfABrokenFile() {
        const QTemporaryDir folder;
        UserPages pages(folder.path());
        pages.load();
        const QString id = pages.add(titled("a"));
        pages.finish();
        write(pages.pathOf(id), "barograph-page: 1\ntitle: a\nchart: []\n");
        QTRY_VERIFY(!pages.find(id)->problem.isEmpty());
        QVERIFY2(pages.find(id)->problem.startsWith("a.yaml:3: unknown key \"chart\""),
                 qPrintable(pages.find(id)->problem));
        QCOMPARE(pages.find(id)->page.charts.size(), 1U);
        write(pages.pathOf(id), QByteArray::fromStdString(pageFileText(titled("repaired"))));
        QTRY_VERIFY(pages.find(id)->problem.isEmpty());
        QCOMPARE(pages.find(id)->page.title, std::string("repaired"));
    }

    void importsAndExports() {
        const QTemporaryDir folder;
        const QTemporaryDir elsewhere;
        UserPages pages(folder.path());
        pages.load();
        const QString path = elsewhere.filePath("shared.yaml");
        pages.exportFile(pages.add(titled("a")), path);
        pages.finish();
        QVERIFY(contents(path).contains("node_load1"));
        QSignalSpy said(&pages, &UserPages::said);
        pages.importFile(path);
        QTRY_COMPARE(pages.pages().size(), 2U);
        write(path, "nonsense");
        pages.importFile(path);
        QTRY_VERIFY(!said.isEmpty() && said.last()[0].toString().startsWith("shared.yaml:1:"));
        QCOMPARE(pages.pages().size(), 2U);
    }

    void removesTheFileToo() {
        const QTemporaryDir folder;
        UserPages pages(folder.path());
        pages.load();
        const QString id = pages.add(titled("a"));
        pages.finish();
        QVERIFY(QFile::exists(pages.pathOf(id)));
        pages.remove(id);
        pages.finish();
        QVERIFY(!QFile::exists(pages.pathOf(id)));
        QVERIFY(pages.pages().empty());
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::UserPagesTest)
#include "UserPagesTest.moc"
