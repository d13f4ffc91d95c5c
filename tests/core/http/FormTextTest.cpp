#include "core/http/FormText.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

Q_DECLARE_METATYPE(FormFields)

class FormTextTest : public QObject {
    Q_OBJECT

  private slots:
    void parses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<FormFields>("fields");
        QTest::newRow("empty") << QByteArray() << FormFields{};
        QTest::newRow("one") << QByteArray("a=1") << FormFields{{"a", "1"}};
        QTest::newRow("repeated") << QByteArray("a=1&a=2") << FormFields{{"a", "1"}, {"a", "2"}};
        QTest::newRow("no value") << QByteArray("a&b=") << FormFields{{"a", ""}, {"b", ""}};
        QTest::newRow("two signs") << QByteArray("a=b=c") << FormFields{{"a", "b=c"}};
        QTest::newRow("empty fields") << QByteArray("&&a=1&") << FormFields{{"a", "1"}};
        QTest::newRow("blanks") << QByteArray("a=x+y%20z") << FormFields{{"a", "x y z"}};
        QTest::newRow("escapes") << QByteArray("%6dатch=%5B%5d%00")
                                 << FormFields{{"mатch", std::string("[]\0", 3)}};
        QTest::newRow("no escapes") << QByteArray("a=%&b=%4&c=%zz&d=%-1")
                                    << FormFields{{"a", "%"}, {"b", "%4"}, {"c", "%zz"}, {"d", "%-1"}};
    }
    void parses() {
        QFETCH(const QByteArray, text);
        QFETCH(const FormFields, fields);
        QVERIFY(parseForm(text.toStdString()) == fields);
    }

    void writesWhatItReads() {
        const FormFields fields{{"match[]", "up{a=\"ü&+%\"}"}, {"empty", ""}, {"a b", "c\nd"}};
        QCOMPARE(QByteArray::fromStdString(formText(fields)),
                 QByteArray("match%5B%5D=up%7Ba%3D%22%C3%BC%26%2B%25%22%7D&empty=&a%20b=c%0Ad"));
        QVERIFY(parseForm(formText(fields)) == fields);
    }
};

BARO_TEST(FormTextTest)
#include "FormTextTest.moc"
