#include "core/base/Result.h"

#include <QtTest>
#include <memory>

#include "core/base/Subscription.h"
#include "tests/support/TestMain.h"

using namespace baro;

class ResultTest : public QObject {
    Q_OBJECT

  private slots:
    void holdsAValueOrAnError() {
        const Result<int> value = 7;
        QVERIFY(value.ok());
        QCOMPARE(*value, 7);
        const Result<int> error = denied("not yours");
        QVERIFY(!error);
        QCOMPARE(error.error().kind, ErrorKind::Denied);
        QCOMPARE(error.error().message, std::string("not yours"));
    }

    // A Result of Error-like text must not mix the two up.
    void valueMayBeAString() {
        const Result<std::string> text = std::string("text");
        QVERIFY(text);
        QCOMPARE(text->size(), 4u);
    }

    void valueCanBeMovedOut() {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 3);
    }

    void subscriptionEndsOnceWhenDestroyed() {
        int ended = 0;
        {
            const Subscription subscription([&] { ++ended; });
        }
        QCOMPARE(ended, 1);
    }

    void cancelledSubscriptionDoesNotEndAgain() {
        int ended = 0;
        {
            Subscription subscription([&] { ++ended; });
            subscription.cancel();
            subscription.cancel();
        }
        QCOMPARE(ended, 1);
    }

    void movedSubscriptionEndsWithItsNewOwner() {
        int ended = 0;
        {
            Subscription owner;
            {
                Subscription first([&] { ++ended; });
                owner = std::move(first);
            }
            QCOMPARE(ended, 0);
        }
        QCOMPARE(ended, 1);
    }

    void assignmentEndsWhatWasHeld() {
        int first = 0, second = 0;
        Subscription held([&] { ++first; });
        held = Subscription([&] { ++second; });
        QCOMPARE(first, 1);
        QCOMPARE(second, 0);
    }
};

BARO_TEST(ResultTest)
#include "ResultTest.moc"
