#include "app/WindowScope.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

// The parts there are, as one word each.
QString partsOf(const WindowScope& scope) {
    QStringList parts;
    if (scope.isForItself) parts << "for itself";
    if (scope.showsFile) parts << "file";
    if (scope.records) parts << "records";
    if (scope.showsRecord) parts << "record";
    if (scope.showsOthers) parts << "others";
    return parts.join(", ");
}

}  // namespace

class WindowScopeTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsShownSaysWhichPartsThereAre_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("momentFile");
        QTest::addColumn<QString>("parts");
        QTest::addColumn<QString>("recordPath");
        const QStringList picture{"--screenshot", "p.png"};
        const QStringList named{"--data-dir", "/d"};
        QTest::newRow("this machine") << QStringList() << ""
                                      << "records, record, others"
                                      << "/usual";
        QTest::newRow("a record that is named") << named << ""
                                                << "records, record, others"
                                                << "/d";
        QTest::newRow("a picture") << picture << ""
                                   << "for itself, others"
                                   << "";
        QTest::newRow("a picture of a record") << picture + named << ""
                                               << "for itself, record, others"
                                               << "/d";
        QTest::newRow("the demo") << QStringList{"--demo"} << ""
                                  << "for itself"
                                  << "";
        QTest::newRow("a recording") << QStringList{"--replay", "r"} + named << ""
                                     << "for itself"
                                     << "";
        QTest::newRow("a moment file") << named << "/m.baro"
                                       << "for itself, file, record"
                                       << "/m.baro";
    }
    void whatIsShownSaysWhichPartsThereAre() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, momentFile);
        std::vector<std::string> words;
        for (const QString& argument : arguments)
            words.push_back(argument.toStdString());
        const auto options = parseWindowOptions(words);
        QVERIFY(options);
        qputenv("BAROGRAPH_DATA_DIR", "/usual");
        const WindowScope scope = scopeOf(*options, Settings(), momentFile.toStdString());
        QTEST(partsOf(scope), "parts");
        QTEST(QString::fromStdString(scope.recordPath), "recordPath");
    }

    void withoutRecordingThereIsNoRecordUnlessItIsNamed() {
        const Settings settings = Settings::load({{}, {}, {{"record.on", "false"}}});
        QCOMPARE(partsOf(scopeOf({}, settings, {})), QString("others"));
        WindowOptions options;
        options.dataDirectory = "/d";
        QCOMPARE(partsOf(scopeOf(options, settings, {})), QString("record, others"));
    }
};

BARO_TEST(WindowScopeTest)
#include "WindowScopeTest.moc"
