#include "core/http/SmallAnswer.h"

#include <QTest>
#include <optional>

#include "tests/support/FakeCarrier.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

// What was told of one request.
struct SmallAsked {
    explicit SmallAsked(std::size_t most)
        : carriage(
              http::carryForSmallAnswer(carrier, {}, most, [this](const Result<http::SmallAnswer>& answer) {
                  ++count;
                  told = answer;
              })) {}
    FakeCarrier carrier;
    int count = 0;
    std::optional<Result<http::SmallAnswer>> told;
    std::unique_ptr<http::Carriage> carriage;
};

}  // namespace

class SmallAnswerTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsTheBeginning() {
        SmallAsked asked(4);
        const auto request = asked.carrier.next();
        request->head(200, {{"Retry-After", "7"}});
        QVERIFY(request->bytes("he"));
        QVERIFY(request->bytes("llo"));
        QCOMPARE(asked.count, 0);
        request->end(Done{});
        QCOMPARE(asked.count, 1);
        QCOMPARE((*asked.told)->body, std::string("hell"));
        QCOMPARE((*asked.told)->head.value("retry-after"), std::string_view("7"));
        QCOMPARE((*asked.told)->head.value("location"), std::string_view());
    }

    void aStatusIsAnAnswerHoweverItEnds() {
        SmallAsked asked(4);
        const auto request = asked.carrier.next();
        request->head(204);
        request->end(failed("its answer was cut"));
        QCOMPARE((*asked.told)->head.status, 204);
    }

    void withoutAStatusThereIsNone() {
        SmallAsked asked(4);
        asked.carrier.next()->end(absent("nothing listens there"));
        QVERIFY(asked.told->error() == absent("nothing listens there"));
    }

    void anEndlessAnswerEnds() {
        SmallAsked asked(4);
        const auto request = asked.carrier.next();
        request->head(200);
        while (request->bytes(std::string(1000, 'x')))
            QCOMPARE(asked.count, 0);
        QCOMPARE(asked.count, 1);
    }

    void oneLine() {
        QCOMPARE(http::inOneLine(" a \r\n\t b\x7f\x1b[31m "), std::string("a b [31m"));
        QCOMPARE(http::inOneLine("abcdef", 3), std::string("abc"));
        QCOMPARE(http::inOneLine(" \n"), std::string());
    }
};

BARO_TEST(SmallAnswerTest)
#include "SmallAnswerTest.moc"
