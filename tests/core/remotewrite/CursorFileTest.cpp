#include "core/remotewrite/CursorFile.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/config/ConfigFile.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

Cursors twoCursors() {
    Cursors cursors;
    cursors.emplace("http://a/api/v1/write", SentRanges(1'800'000'000'000));
    SentRanges pieces(5);
    pieces.add({5, 10});
    pieces.add({20, 30});
    cursors.emplace("a \"name\" 온도", pieces);
    return cursors;
}

}  // namespace

class CursorFileTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsKeptIsReadAgain() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("remote-write.json").toStdString();
        QVERIFY(loadCursors(path).value().empty());
        QVERIFY(saveCursors(path, twoCursors()).ok());
        QVERIFY(loadCursors(path).value() == twoCursors());
        QVERIFY(saveCursors(path, {}).ok());
        QVERIFY(loadCursors(path).value().empty());
    }

    void aBrokenFileIsRefusedWithItsName_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no list of times") << QByteArray("{'a':7}");
        QTest::newRow("no times") << QByteArray("{'a':[]}");
        QTest::newRow("half a time") << QByteArray("{'a':[[1]]}");
        QTest::newRow("a text") << QByteArray("{'a':[['1','2']]}");
        QTest::newRow("a fraction") << QByteArray("{'a':[[1.5,2]]}");
        QTest::newRow("beyond all times") << QByteArray("{'a':[[1,1e300]]}");
        QTest::newRow("backwards") << QByteArray("{'a':[[2,1]]}");
        QTest::newRow("in disorder") << QByteArray("{'a':[[5,6],[1,2]]}");
    }
    void aBrokenFileIsRefusedWithItsName() {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("remote-write.json").toStdString();
        QVERIFY(replaceConfigText(path, text.replace('\'', '"').toStdString()).ok());
        const auto cursors = loadCursors(path);
        QVERIFY(!cursors.ok());
        QVERIFY(cursors.error().message.find("remote-write.json") != std::string::npos);
    }

    void aCutFileIsNeverHalfRead() {
        const std::string text = cursorText(twoCursors());
        for (std::size_t length = 0; length + 2 < text.size(); ++length)
            QVERIFY(!parseCursors(text.substr(0, length)).ok());
        QVERIFY(parseCursors(text).ok());
    }
};

BARO_TEST(CursorFileTest)
#include "CursorFileTest.moc"
