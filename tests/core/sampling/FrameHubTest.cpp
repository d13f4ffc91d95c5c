#include "core/sampling/FrameHub.h"

#include <QtTest>
#include <atomic>
#include <latch>
#include <thread>

#include "tests/support/TestMain.h"

using namespace baro;

class FrameHubTest : public QObject {
    Q_OBJECT

  private slots:
    void everySubscriberGetsTheSameFrame() {
        FrameHub hub;
        QVERIFY(!hub.latest());
        FramePtr first, second;
        const auto one = hub.subscribe([&](const FramePtr& frame) { first = frame; });
        const auto two = hub.subscribe([&](const FramePtr& frame) { second = frame; });
        const auto frame = std::make_shared<const Frame>();
        hub.publish(frame);
        QCOMPARE(first, frame);
        QCOMPARE(second, frame);
        QCOMPARE(hub.latest(), frame);
    }

    void endedSubscriptionHearsNothing() {
        FrameHub hub;
        int heard = 0;
        {
            const auto subscription = hub.subscribe([&](const FramePtr&) { ++heard; });
            hub.publish(std::make_shared<const Frame>());
        }
        hub.publish(std::make_shared<const Frame>());
        QCOMPARE(heard, 1);
    }

    void receiverMayEndItsOwnSubscription() {
        FrameHub hub;
        int heard = 0;
        Subscription subscription;
        subscription = hub.subscribe([&](const FramePtr&) {
            ++heard;
            subscription.cancel();
        });
        hub.publish(std::make_shared<const Frame>());
        hub.publish(std::make_shared<const Frame>());
        QCOMPARE(heard, 1);
    }

    void receiverMayEndALaterOne() {
        FrameHub hub;
        int heard = 0;
        Subscription later;
        const auto earlier = hub.subscribe([&](const FramePtr&) { later.cancel(); });
        later = hub.subscribe([&](const FramePtr&) { ++heard; });
        hub.publish(std::make_shared<const Frame>());
        QCOMPARE(heard, 0);
    }

    void receiverMaySubscribe() {
        FrameHub hub;
        int heard = 0;
        std::vector<Subscription> added;
        const auto subscription = hub.subscribe([&](const FramePtr&) {
            if (added.empty()) added.push_back(hub.subscribe([&](const FramePtr&) { ++heard; }));
        });
        hub.publish(std::make_shared<const Frame>());
        QCOMPARE(heard, 0);
        hub.publish(std::make_shared<const Frame>());
        QCOMPARE(heard, 1);
    }

    void cancelWaitsForACallUnderWay() {
        FrameHub hub;
        std::latch entered(1);
        std::atomic<bool> cancelling = false;
        std::atomic<bool> left = false;
        auto subscription = hub.subscribe([&](const FramePtr&) {
            entered.count_down();
            while (!cancelling)
                std::this_thread::yield();
            left = true;
        });
        std::jthread publisher([&] { hub.publish(std::make_shared<const Frame>()); });
        entered.wait();
        cancelling = true;
        subscription.cancel();
        QVERIFY(left);
    }

    void subscribersComeAndGoWhileFramesArePublished() {
        FrameHub hub;
        std::atomic<int> heard = 0;
        std::atomic<bool> done = false;
        std::jthread publisher([&] {
            while (!done)
                hub.publish(std::make_shared<const Frame>());
        });
        std::vector<std::jthread> threads;
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) {
                    std::atomic<bool> told = false;
                    int own = 0;  // the publisher's while subscribed, this thread's afterwards
                    {
                        const auto subscription = hub.subscribe([&](const FramePtr&) {
                            ++own;
                            told = true;
                        });
                        while (!told)
                            std::this_thread::yield();
                    }
                    heard += own;
                }
            });
        threads.clear();
        done = true;
        publisher.join();
        QVERIFY(heard >= 600);
    }
};

BARO_TEST(FrameHubTest)
#include "FrameHubTest.moc"
