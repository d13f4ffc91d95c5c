#include <QtTest>

#include "core/model/Filesystems.h"
#include "tests/support/TestMain.h"

using namespace baro;

class FilesystemUseTest : public QObject {
    Q_OBJECT

  private slots:
    void countsAsDfDoes() {
        Filesystem filesystem;
        filesystem.space = FilesystemSpace{.sizeBytes = 100, .freeBytes = 50, .availableBytes = 30};
        QCOMPARE(*filesystemUsedRatio(filesystem), 50.0 / 80.0);
    }

    void isUnknownWithoutSpace() { QVERIFY(!filesystemUsedRatio(Filesystem{})); }

    void isUnknownWithoutSize() {
        Filesystem filesystem;
        filesystem.space = FilesystemSpace{};
        QVERIFY(!filesystemUsedRatio(filesystem));
    }

    void isUnknownWhenMoreIsFreeThanThereIs() {
        Filesystem filesystem;
        filesystem.space = FilesystemSpace{.sizeBytes = 10, .freeBytes = 20, .availableBytes = 20};
        QVERIFY(!filesystemUsedRatio(filesystem));
    }
};

BARO_TEST(FilesystemUseTest)
#include "FilesystemUseTest.moc"
