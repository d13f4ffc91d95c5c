#include "core/base/XxHash.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class XxHashTest : public QObject {
    Q_OBJECT

  private slots:
    void hashesAsTheReferenceDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<quint64>("hash");
        const auto row = [](const char* text, quint64 hash) {
            QTest::newRow(text) << QByteArray(text) << hash;
        };
        row("", 0xEF46DB3751D8E999);
        row("a", 0xD24EC4F1A98C6E5B);
        row("abc", 0x44BC2CF5AD770999);
        row("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1);
    }
    void hashesAsTheReferenceDoes() {
        QFETCH(const QByteArray, text);
        QFETCH(const quint64, hash);
        QCOMPARE(quint64(xxHash64(text.toStdString())), hash);
    }
};

BARO_TEST(XxHashTest)
#include "XxHashTest.moc"
