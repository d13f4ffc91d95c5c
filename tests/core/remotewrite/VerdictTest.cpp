#include "core/remotewrite/Verdict.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using Kind = Verdict::Kind;

namespace {

// Sun, 06 Nov 1994 08:49:30 GMT
constexpr std::chrono::seconds now{784'111'770};

Verdict verdictOn(int status, const std::string& body = {}, const std::string& retryAfter = {}) {
    http::SmallAnswer answer{{status, {}}, body};
    if (!retryAfter.empty()) answer.head.headers.push_back({"Retry-After", retryAfter});
    return verdictOf(answer, now);
}

}  // namespace

class VerdictTest : public QObject {
    Q_OBJECT

  private slots:
    void aStatusDecides_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](int status, const char* body, Kind kind) {
            QTest::addRow("%d %s", status, body) << status << QString(body) << static_cast<int>(kind);
        };
        row(200, "", Kind::Taken);
        row(204, "", Kind::Taken);
        row(400, "out of order sample", Kind::Refused);
        row(409, "", Kind::Refused);
        row(413, "", Kind::Refused);
        row(422, "", Kind::Refused);
        row(500, "too old sample", Kind::Refused);
        row(500, "out of bounds", Kind::Refused);
        row(500, "no space left on device", Kind::TryAgain);
        row(503, "too old sample", Kind::TryAgain);
        row(502, "", Kind::TryAgain);
        row(429, "", Kind::TryAgain);
        row(408, "", Kind::TryAgain);
        row(401, "", Kind::Unsuited);
        row(403, "", Kind::Unsuited);
        row(404, "remote write receiver needs to be enabled", Kind::Unsuited);
        row(301, "", Kind::Unsuited);
    }
    void aStatusDecides() {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(int, kind);
        const Verdict verdict = verdictOn(status, body.toStdString());
        QCOMPARE(static_cast<int>(verdict.kind), kind);
        QCOMPARE(verdict.problem.empty(), verdict.kind == Kind::Taken);
    }

    void theServersWordsAreTold() {
        QCOMPARE(verdictOn(503, "<html>\n busy\x01</html>").problem,
                 std::string("it answers with status 503: <html> busy </html>"));
        QCOMPARE(verdictOn(401).problem, std::string("it answers with status 401; correct the credentials"));
        QCOMPARE(verdictOf(absent("nothing listens there"), now).problem,
                 std::string("nothing listens there"));
        QVERIFY(verdictOf(absent("nothing listens there"), now).kind == Kind::Absent);
    }

    void retryAfterIsHonoured_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("seconds");
        QTest::newRow("seconds") << "7" << 7;
        QTest::newRow("blanks") << " 7 " << 7;
        QTest::newRow("a date") << "Sun, 06 Nov 1994 08:49:37 GMT" << 7;
        QTest::newRow("a date that is over") << "Sun, 06 Nov 1994 08:49:07 GMT" << 0;
        QTest::newRow("a very long time") << "999999" << 3600;
        QTest::newRow("a date at the end of time") << "Fri, 31 Dec 9999 23:59:59 GMT" << 3600;
        QTest::newRow("beyond all numbers") << "99999999999999999999" << 0;
        QTest::newRow("negative") << "-5" << 0;
        QTest::newRow("no date") << "Sun, 06 Nnn 1994 08:49:37 GMT" << 0;
        QTest::newRow("between two months") << "Sun, 06 anF 1994 08:49:37 GMT" << 0;
        QTest::newRow("the 31st of February") << "Sun, 31 Feb 2099 08:49:37 GMT" << 0;
        QTest::newRow("nonsense") << "soon" << 0;
    }
    void retryAfterIsHonoured() {
        QFETCH(QString, text);
        QFETCH(int, seconds);
        QCOMPARE(verdictOn(429, {}, text.toStdString()).notBefore,
                 Nanoseconds(std::chrono::seconds(seconds)));
    }
};

BARO_TEST(VerdictTest)
#include "VerdictTest.moc"
