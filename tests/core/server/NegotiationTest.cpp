#include "core/server/Negotiation.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class NegotiationTest : public QObject {
    Q_OBJECT

  private slots:
    void choosesTheFormat_data() {
        QTest::addColumn<QString>("accept");
        QTest::addColumn<bool>("openMetrics");
        QTest::newRow("nothing said") << "" << false;
        QTest::newRow("a browser") << "text/html,application/xhtml+xml,*/*;q=0.8" << false;
        QTest::newRow("Prometheus 2.42")
            << "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
               "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
            << true;
        QTest::newRow("text preferred") << "application/openmetrics-text;q=0.2, text/plain;q=0.9" << false;
        QTest::newRow("another version") << "application/openmetrics-text; version=9.9.9" << false;
        QTest::newRow("case and blanks") << " Application/OpenMetrics-Text ; VERSION=1.0.0 ; Q=1 " << true;
        QTest::newRow("not wanted") << "application/openmetrics-text;q=0" << false;
        QTest::newRow("nonsense") << ";;;q==,,;q=nan" << false;
    }
    void choosesTheFormat() {
        QFETCH(const QString, accept);
        QFETCH(const bool, openMetrics);
        QCOMPARE(formatFor(accept.toStdString()) == ExpositionFormat::OpenMetrics, openMetrics);
    }

    void choosesTheEncoding_data() {
        QTest::addColumn<QString>("accept");
        QTest::addColumn<bool>("gzip");
        QTest::newRow("nothing said") << "" << false;
        QTest::newRow("gzip") << "gzip" << true;
        QTest::newRow("among others") << "deflate, GZIP;q=0.5, br" << true;
        QTest::newRow("refused") << "gzip;q=0, *" << false;
        QTest::newRow("anything") << "*" << true;
        QTest::newRow("nothing else") << "identity;q=1, *;q=0" << false;
        QTest::newRow("a longer word") << "xgzip" << false;
        QTest::newRow("absurd quality") << "gzip;q=-1" << false;
    }
    void choosesTheEncoding() {
        QFETCH(const QString, accept);
        QFETCH(const bool, gzip);
        QCOMPARE(takesGzip(accept.toStdString()), gzip);
    }

    void knowsThisMachine_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("local");
        for (const char* host :
             {"", "localhost", "LOCALHOST:9100", "127.0.0.1:9100", "[::1]:9100", "[::1]", "192.168.1.5:9100"})
            QTest::newRow(host) << QString(host) << true;
        for (const char* host : {"example.org", "evil.example:9100", "127.0.0.1.evil.example",
                                 "localhost.evil.example", "[::1", "[evil]", "127.0.0.1evil", " localhost"})
            QTest::newRow(host) << QString(host) << false;
    }
    void knowsThisMachine() {
        QFETCH(const QString, host);
        QFETCH(const bool, local);
        QCOMPARE(isLocalHost(host.toStdString()), local);
    }
};

BARO_TEST(NegotiationTest)
#include "NegotiationTest.moc"
