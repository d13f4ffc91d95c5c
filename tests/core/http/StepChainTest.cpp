#include "core/http/StepChain.h"

#include <QTest>
#include <optional>

#include "tests/support/FakeCarrier.h"
#include "tests/support/TestMain.h"

using namespace baro;

class StepChainTest : public QObject {
    Q_OBJECT

  private slots:
    void oneAfterTheOther() {
        FakeCarrier carrier;
        http::StepChain chain;
        int begun = 0;
        std::function<void()> begin = [&] {
            chain.next([&] {
                ++begun;
                return carrier.wait(std::chrono::milliseconds(1), begin);
            });
        };
        begin();
        for (int i = 0; i < 3; ++i) {
            const auto step = carrier.next();
            step->end(Done{});
            QVERIFY(step->isGivenUp);
        }
        QCOMPARE(begun, 4);
    }

    void theLastStepEndsWithIt() {
        FakeCarrier carrier;
        std::optional<http::StepChain> chain(std::in_place);
        bool isTold = false;
        chain->next([&] { return carrier.wait(std::chrono::milliseconds(1), [&] { isTold = true; }); });
        const auto step = carrier.next();
        chain.reset();
        step->end(Done{});
        QVERIFY(step->isGivenUp && !isTold);
    }

    void aStepMayEndIt() {
        FakeCarrier carrier;
        std::optional<http::StepChain> chain(std::in_place);
        chain->next([&] { return carrier.wait(std::chrono::milliseconds(1), [&] { chain.reset(); }); });
        const auto step = carrier.next();
        step->end(Done{});
        QVERIFY(step->isGivenUp);
    }
};

BARO_TEST(StepChainTest)
#include "StepChainTest.moc"
