#include "core/hosts/HostTarget.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class HostTargetTest : public QObject {
    Q_OBJECT

  private slots:
    void anAlertIsOfItsTarget_data() {
        QTest::addColumn<QString>("instance");
        QTest::addColumn<QString>("job");
        QTest::addColumn<QString>("site");
        QTest::addColumn<bool>("isOf");
        QTest::newRow("all labels") << "office:9100"
                                    << "node"
                                    << "here" << true;
        QTest::newRow("the rule left the job out") << "office:9100"
                                                   << ""
                                                   << "here" << true;
        QTest::newRow("only the instance") << "office:9100"
                                           << ""
                                           << "" << true;
        QTest::newRow("another job") << "office:9100"
                                     << "mysql"
                                     << "here" << false;
        QTest::newRow("another site") << "office:9100"
                                      << "node"
                                      << "there" << false;
        QTest::newRow("another host") << "attic:9100"
                                      << "node"
                                      << "here" << false;
        QTest::newRow("of nobody") << ""
                                   << "node"
                                   << "here" << false;
    }
    void anAlertIsOfItsTarget() {
        QFETCH(QString, instance);
        QFETCH(QString, job);
        QFETCH(QString, site);
        const HostTarget target{"office:9100", "node", {{"site", LabelMatcher::Kind::Equal, "here"}}};
        const Labels labels(
            {{"instance", instance.toStdString()}, {"job", job.toStdString()}, {"site", site.toStdString()}});
        QTEST(baro::isOf(target, labels), "isOf");
    }
};

BARO_TEST(HostTargetTest)
#include "HostTargetTest.moc"
