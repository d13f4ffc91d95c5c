#include "core/config/SettingText.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class SettingTextTest : public QObject {
    Q_OBJECT

  private slots:
    void everyRowOfTheTableIsSound_data() {
        QTest::addColumn<int>("row");
        for (std::size_t row = 0; row < settingTable.size(); ++row)
            QTest::newRow(settingTable[row].key.data()) << static_cast<int>(row);
    }
    void everyRowOfTheTableIsSound() {
        QFETCH(int, row);
        const Setting& setting = settingTable[static_cast<std::size_t>(row)];
        QCOMPARE(findSetting(setting.key), &setting);  // no key twice
        QVERIFY(setting.description.ends_with('.'));
        const auto fallback = normalized(setting, setting.fallback);
        QVERIFY(fallback);
        QCOMPARE(std::string_view(*fallback), setting.fallback);

        std::string variable = "BAROGRAPH_";
        for (const char c : setting.key)
            variable += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(c));
        QCOMPARE(setting.environment, std::string_view(variable));
    }

    void understandsBooleans_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("expected");  // -1: refused
        QTest::newRow("true") << "true" << 1;
        QTest::newRow("yes") << "yes" << 1;
        QTest::newRow("1") << "1" << 1;
        QTest::newRow("off") << "off" << 0;
        QTest::newRow("0") << "0" << 0;
        QTest::newRow("empty") << "" << -1;
        QTest::newRow("two words") << "true false" << -1;
        QTest::newRow("upper case") << "TRUE" << -1;
        QTest::newRow("number") << "2" << -1;
    }
    void understandsBooleans() {
        QFETCH(QString, text);
        QFETCH(int, expected);
        const auto value = parseBoolean(text.toStdString());
        QCOMPARE(value ? static_cast<int>(*value) : -1, expected);
    }

    void keepsIntegersWithinBounds_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");  // empty: refused
        QTest::newRow("smallest") << "100"
                                  << "100";
        QTest::newRow("largest") << "60000"
                                 << "60000";
        QTest::newRow("blanks") << " 500 "
                                << "500";
        QTest::newRow("leading zero") << "0500"
                                      << "500";
        QTest::newRow("too small") << "99"
                                   << "";
        QTest::newRow("too large") << "60001"
                                   << "";
        QTest::newRow("fraction") << "500.5"
                                  << "";
        QTest::newRow("unit") << "500ms"
                              << "";
        QTest::newRow("beyond 64 bits") << "99999999999999999999"
                                        << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void keepsIntegersWithinBounds() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto value = normalized(*findSetting("sampling.interval"), text.toStdString());
        QCOMPARE(QString::fromStdString(value ? *value : ""), expected);
        if (!value) QVERIFY(value.error().message.find("from 100 to 60000") != std::string::npos);
    }

    void takesOnlyTheWordsOfAChoice() {
        const Setting& theme = *findSetting("window.theme");
        QCOMPARE(*normalized(theme, "dark"), std::string("dark"));
        QVERIFY(!normalized(theme, "light dark"));
        QVERIFY(!normalized(theme, ""));
        QCOMPARE(normalized(theme, "pink").error().message,
                 std::string("\"pink\" is not one of: system light dark"));
    }

    void refusesTextThatIsNotOneLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("newline") << QByteArray("a\nb = c");
        QTest::newRow("NUL") << QByteArrayLiteral("a\0b");
        QTest::newRow("escape") << QByteArray("a\x1b[2J");
        QTest::newRow("1 MB") << QByteArray(1 << 20, 'a');
    }
    void refusesTextThatIsNotOneLine() {
        QFETCH(QByteArray, text);
        QVERIFY(!normalized(*findSetting("processes.filter"), text.toStdString()));
    }

    void splitsLists() {
        QCOMPARE(parseList(" pid, name ,,cpu,"), (std::vector<std::string>{"pid", "name", "cpu"}));
        QVERIFY(parseList("").empty());
    }
};

BARO_TEST(SettingTextTest)
#include "SettingTextTest.moc"
