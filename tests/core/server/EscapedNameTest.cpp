#include "core/server/EscapedName.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class EscapedNameTest : public QObject {
    Q_OBJECT

  private slots:
    void unescapes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << QByteArray("instance") << QByteArray("instance");
        QTest::newRow("dot") << QByteArray("U__http_2e_status") << QByteArray("http.status");
        QTest::newRow("underscore") << QByteArray("U__http__status") << QByteArray("http_status");
        QTest::newRow("both") << QByteArray("U__a___2e_b") << QByteArray("a_.b");
        QTest::newRow("hangul") << QByteArray("U___ac00_") << QByteArray("가");
        QTest::newRow("emoji") << QByteArray("U___1F600_") << QByteArray("😀");
        QTest::newRow("nothing") << QByteArray("U__") << QByteArray("");
        QTest::newRow("not closed") << QByteArray("U__a_2e") << QByteArray("U__a_2e");
        QTest::newRow("no number") << QByteArray("U__a_xy_") << QByteArray("U__a_xy_");
        QTest::newRow("too long") << QByteArray("U___0000041_") << QByteArray("U___0000041_");
        QTest::newRow("surrogate") << QByteArray("U___d800_") << QByteArray("U___d800_");
        QTest::newRow("beyond") << QByteArray("U___110000_") << QByteArray("U___110000_");
    }
    void unescapes() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, name);
        QCOMPARE(QByteArray::fromStdString(unescapedName(text.toStdString())), name);
    }
};

BARO_TEST(EscapedNameTest)
#include "EscapedNameTest.moc"
