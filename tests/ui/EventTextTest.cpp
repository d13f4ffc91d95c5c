#include "ui/EventText.h"

#include <QTest>

#include "tests/support/TestMain.h"

namespace baro::ui {

class EventTextTest : public QObject {
    Q_OBJECT
  private slots:
    void saysWhatHappened_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("about");
        QTest::addColumn<QString>("text");
        QTest::newRow("of the machine") << "sleep"
                                        << "{}"
                                        << "The machine woke up from sleep";
        QTest::newRow("of a device") << "plugged"
                                     << R"({"device":"sdb"})"
                                     << "sdb was plugged in";
        QTest::newRow("of a device without a name") << "plugged"
                                                    << "{}"
                                                    << "A device was plugged in";
        QTest::newRow("with a reason") << "failed"
                                       << R"({"collector":"gpu","reason":"no answer"})"
                                       << "gpu cannot be read (no answer)";
        QTest::newRow("of a server") << "refused"
                                     << R"({"destination":"a:9090","reason":"too old"})"
                                     << "a:9090 refused samples of the record (too old)";
        QTest::newRow("of a kind that came later") << "eclipse"
                                                   << R"({"name":"moon"})"
                                                   << "eclipse: moon";
        QTest::newRow("with a damaged text") << "alert"
                                             << "{"
                                             << "An alert fired";
        QTest::newRow("with markup in it") << "alert"
                                           << R"({"name":"<b>%1\u001b</b>"})"
                                           << "Alert: <b>%1\\x1b</b>";
    }
    void saysWhatHappened() {
        QFETCH(const QString, kind);
        QFETCH(const QString, about);
        QFETCH(const QString, text);
        QCOMPARE(eventText({0, kind.toStdString(), about.toStdString()}), text);
    }

    void troubleHasItsColour() {
        QCOMPARE(eventRole({0, "crash", "{}"}), Role::Danger);
        QCOMPARE(eventRole({0, "boot", "{}"}), Role::Warning);
        QCOMPARE(eventRole({0, "start", "{}"}), Role::QuietText);
        QCOMPARE(eventRole({0, "eclipse", "{}"}), Role::QuietText);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::EventTextTest)
#include "EventTextTest.moc"
