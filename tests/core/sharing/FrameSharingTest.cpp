#include <poll.h>
#include <sys/socket.h>

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/model/FrameCodec.h"
#include "core/sharing/FrameFollower.h"
#include "core/sharing/FrameServer.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s;  // a machine may be busy; nothing here waits so long
const std::string thisMachine = "/proc /sys";

FramePtr frameAt(int second, std::size_t textBytes = 0) {
    auto frame = std::make_shared<Frame>();
    frame->sequence = static_cast<std::uint64_t>(second);
    frame->takenAt = {1'700'000'000s + std::chrono::seconds(second), std::chrono::seconds(second),
                      std::chrono::seconds(second)};
    frame->health.push_back({.name = "cpu", .reason = std::string(textBytes, 'x')});
    return frame;
}

int secondOf(const Frame& frame) {
    return static_cast<int>(frame.takenAt.monotonic / 1s);
}

// What a follower was told, in order.
class FollowerLog {
  public:
    FrameFollowerCalls calls() {
        return {.mayFollow = [] { return true; },
                .take =
                    [this](const FrameMessage& message, pid_t sender) {
                        change([&] {
                            seconds_.push_back(secondOf(message.frame));
                            newest_ = encodeFrame(message.frame);
                            sender_ = sender;
                        });
                        return takes_.load();
                    },
                .ended = [this] { change([&] { ++ends_; }); }};
    }
    void refuseAll() { takes_ = false; }
    bool waitForSecond(int second) {
        return waitUntil([&] { return !seconds_.empty() && seconds_.back() >= second; });
    }
    bool waitForEnds(int count) {
        return waitUntil([&] { return ends_ >= count; });
    }
    int ends() const {
        const std::lock_guard lock(mutex_);
        return ends_;
    }
    std::vector<int> seconds() const {
        const std::lock_guard lock(mutex_);
        return seconds_;
    }
    std::string newest() const {
        const std::lock_guard lock(mutex_);
        return newest_;
    }
    pid_t sender() const {
        const std::lock_guard lock(mutex_);
        return sender_;
    }

  private:
    template <class Act>
    void change(Act act) {
        {
            const std::lock_guard lock(mutex_);
            act();
        }
        changed_.notify_all();
    }
    template <class Holds>
    bool waitUntil(Holds holds) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, patience, holds);
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<int> seconds_;
    std::string newest_;
    pid_t sender_ = 0;
    int ends_ = 0;
    std::atomic<bool> takes_ = true;
};

FrameServerSettings serverIn(const test::TemporaryTree& tree) {
    return {.directory = tree.path(), .source = thisMachine};
}

// In one process for the tests; else nobody follows itself.
FrameFollowerSettings followerIn(const test::TemporaryTree& tree) {
    return {.directory = tree.path(),
            .source = thisMachine,
            .self = 0,
            .retryAfter = 5ms,
            .retryRefusedAfter = 1h};
}

FrameServerCalls always() {
    return {.mayServe = [] { return true; }, .followed = [] {}};
}

// Frames are offered until one arrives: when the server listens is its thread's own business.
bool offerUntil(FrameServer& server, int& second, const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!holds() && std::chrono::steady_clock::now() < end) {
        server.offer(frameAt(++second), 1s);
        std::this_thread::yield();
    }
    return holds();
}

// A follower that reads only when the test says so.
class RawFollower {
  public:
    explicit RawFollower(Descriptor socket) : socket_(std::move(socket)) {}

    // All that comes until nothing has come for a moment after `last` did, or the end.
    std::vector<int> readUntil(int last) {
        std::vector<int> seconds;
        std::vector<char> bytes(1 << 16);
        while (seconds.empty() || seconds.back() < last) {
            pollfd watched{socket_.number(), POLLIN, 0};
            if (poll(&watched, 1, 60'000) <= 0) break;
            const ssize_t count = recv(socket_.number(), bytes.data(), bytes.size(), 0);
            if (count <= 0) break;
            reader_.take({bytes.data(), static_cast<std::size_t>(count)});
            for (auto message = reader_.next(); message && *message; message = reader_.next())
                seconds.push_back(secondOf((*message)->frame));
        }
        return seconds;
    }

  private:
    Descriptor socket_;
    FrameStreamReader reader_;
};

std::optional<RawFollower> connectedTo(const test::TemporaryTree& tree, FrameServer& server, int& second) {
    std::optional<RawFollower> raw;
    offerUntil(server, second, [&] {
        if (raw) return true;
        auto socket = connectTo(tree.path(), std::string(frameSocketName));
        if (socket) raw.emplace(std::move(socket).value());
        return raw.has_value();
    });
    return raw;
}

}  // namespace

class FrameSharingTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFrameArrivesAsItWas() {
        const test::TemporaryTree tree;
        FrameServer server(serverIn(tree), always());
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        int second = 0;
        QVERIFY(offerUntil(server, second, [&] { return !log.seconds().empty(); }));
        QVERIFY(log.waitForSecond(second));
        for (int i = 0; i < 20; ++i) {
            const FramePtr frame = frameAt(++second, 5000);
            server.offer(frame, 1s);
            QVERIFY(log.waitForSecond(second));
            QVERIFY(log.newest() == encodeFrame(*frame));
        }
        QVERIFY(follower.isConnected());
        QCOMPARE(log.sender(), getpid());
        QVERIFY(std::ranges::is_sorted(log.seconds()));
    }

    void whoBeginsGetsTheTwoNewestAtOnce() {
        const test::TemporaryTree tree;
        std::atomic<int> came = 0;
        FrameServer server(serverIn(tree),
                           {.mayServe = [] { return true; }, .followed = [&came] { ++came; }});
        int second = 0;
        auto first = connectedTo(tree, server, second);
        QVERIFY(first);
        server.offer(frameAt(1001), 1s);
        first->readUntil(1001);
        server.offer(frameAt(1002), 1s);
        first->readUntil(1002);
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        QVERIFY(log.waitForSecond(1002));
        QCOMPARE(log.seconds(), (std::vector<int>{1001, 1002}));
        QCOMPARE(came.load(), 2);
    }

    void oneThatIsSlowMissesTheOldestAndHoldsUpNobody() {
        const test::TemporaryTree tree;
        FrameServer server(serverIn(tree), always());
        int second = 0;
        auto slow = connectedTo(tree, server, second);
        QVERIFY(slow);
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        constexpr int count = 200;
        for (int i = 0; i < count; ++i) {
            server.offer(frameAt(++second, 100'000), 1s);
            QVERIFY(log.waitForSecond(second));
        }
        const std::vector<int> got = slow->readUntil(second);
        QCOMPARE(got.back(), second);
        QVERIFY2(got.size() < count / 2, std::to_string(got.size()).c_str());
        QVERIFY(std::ranges::is_sorted(got));
        QVERIFY(got.front() < second - count + 5);
    }

    void whoMayNotServeDisconnectsEverybody() {
        const test::TemporaryTree tree;
        std::atomic<bool> may = true;
        FrameServer server(serverIn(tree), {.mayServe = [&may] { return may.load(); }, .followed = [] {}});
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        int second = 0;
        QVERIFY(offerUntil(server, second, [&] { return !log.seconds().empty(); }));
        may = false;
        server.offer(frameAt(++second), 1s);
        QVERIFY(log.waitForEnds(1));
        QVERIFY(!connectTo(tree.path(), std::string(frameSocketName)).ok());
        may = true;
        const int before = second;
        QVERIFY(offerUntil(server, second, [&] { return log.seconds().back() > before; }));
    }

    void theEndOfTheServerIsTold() {
        const test::TemporaryTree tree;
        std::optional<FrameServer> server(std::in_place, serverIn(tree), always());
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        int second = 0;
        QVERIFY(offerUntil(*server, second, [&] { return !log.seconds().empty(); }));
        server.reset();
        QVERIFY(log.waitForEnds(1));
        // The next one is followed again.
        server.emplace(serverIn(tree), always());
        const int before = second;
        QVERIFY(offerUntil(*server, second, [&] { return log.seconds().back() > before; }));
    }

    void anotherUserIsRefusedByBothSides() {
        const test::TemporaryTree tree;
        FrameServerSettings others = serverIn(tree);
        others.user = geteuid() + 1;
        FrameServer server(others, always());
        int second = 0;
        auto raw = connectedTo(tree, server, second);
        QVERIFY(raw);
        QVERIFY(raw->readUntil(second).empty());  // closed without a byte
        QCOMPARE(server.followers(), std::size_t{0});

        FollowerLog log;
        FrameFollowerSettings settings = followerIn(tree);
        settings.user = geteuid() + 1;
        const FrameFollower follower(settings, log.calls());
        QVERIFY(!follower.isConnected());
    }

    void nobodyFollowsItself() {
        const test::TemporaryTree tree;
        FrameServer server(serverIn(tree), always());
        int second = 0;
        QVERIFY(connectedTo(tree, server, second));
        FollowerLog log;
        FrameFollowerSettings settings = followerIn(tree);
        settings.self = getpid();
        const FrameFollower follower(settings, log.calls());
        QVERIFY(!follower.isConnected());
    }

    void framesOfAnotherMachineAreRefused() {
        const test::TemporaryTree tree;
        FrameServerSettings others = serverIn(tree);
        others.source = "/recorded/proc /recorded/sys";
        FrameServer server(others, always());
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        int second = 0;
        QVERIFY(offerUntil(server, second, [&log] { return log.ends() > 0; }));
        QVERIFY(log.seconds().empty());
    }

    void whatIsNotWantedEndsTheConnection() {
        const test::TemporaryTree tree;
        FrameServer server(serverIn(tree), always());
        FollowerLog log;
        log.refuseAll();
        const FrameFollower follower(followerIn(tree), log.calls());
        int second = 0;
        QVERIFY(offerUntil(server, second, [&] { return !log.seconds().empty(); }));
        QVERIFY(log.waitForEnds(1));
        QCOMPARE(log.seconds().size(), std::size_t{1});
    }

    void garbageEndsTheConnection_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("other program") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("too long") << QByteArray::fromStdString(frameStreamHead()) + QByteArray(8, '\xff');
        QTest::newRow("damaged") << QByteArray::fromStdString(frameStreamHead() +
                                                              encodeMessage(thisMachine, 1s, *frameAt(1)))
                                        .replace("cpu", "gpu");
    }
    void garbageEndsTheConnection() {
        QFETCH(QByteArray, bytes);
        const test::TemporaryTree tree;
        const auto listener = LocalListener::open(tree.path(), std::string(frameSocketName));
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        QVERIFY(follower.isConnected());
        const Descriptor called = listener->accept();
        QVERIFY(called);
        QCOMPARE(send(called.number(), bytes.data(), static_cast<std::size_t>(bytes.size()), 0),
                 static_cast<ssize_t>(bytes.size()));
        QVERIFY(log.waitForEnds(1));
        QVERIFY(log.seconds().empty());
    }

    // The server is killed amid a message.
    void aMessageThatIsCutIsDropped() {
        const test::TemporaryTree tree;
        const auto listener = LocalListener::open(tree.path(), std::string(frameSocketName));
        FollowerLog log;
        const FrameFollower follower(followerIn(tree), log.calls());
        const std::string whole = frameStreamHead() + encodeMessage(thisMachine, 1s, *frameAt(1)) +
                                  encodeMessage(thisMachine, 1s, *frameAt(2));
        {
            const Descriptor called = listener->accept();
            QCOMPARE(send(called.number(), whole.data(), whole.size() - 5, 0),
                     static_cast<ssize_t>(whole.size() - 5));
        }
        QVERIFY(log.waitForEnds(1));
        QCOMPARE(log.seconds(), std::vector<int>{1});
    }
};

BARO_TEST(FrameSharingTest)
#include "FrameSharingTest.moc"
