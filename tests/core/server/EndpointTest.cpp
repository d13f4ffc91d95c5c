#include "core/server/Endpoint.h"

#include <QtTest>

#include "tests/support/HttpClient.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

HttpResponse hello(const HttpRequest&) {
    return textResponse(200, "hello");
}

// Reports come on the endpoint's thread; the test waits for them in order.
class Reports {
  public:
    Endpoint::Report receiver() {
        return [this](const Endpoint::State& state) {
            {
                const std::lock_guard lock(mutex_);
                states_.push_back(state);
            }
            arrived_.notify_all();
        };
    }
    Endpoint::State wait(std::size_t index) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, 30s, [&] { return states_.size() > index; });
        return states_.size() > index ? states_[index] : Endpoint::State{};
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Endpoint::State> states_;
};

}  // namespace

class EndpointTest : public QObject {
    Q_OBJECT

  private slots:
    void servesAndSaysWhere() {
        Reports reports;
        const Endpoint endpoint(ListenAddress::parse("127.0.0.1:0").value(), hello, {}, reports.receiver());
        const Endpoint::State state = reports.wait(0);
        QVERIFY(state.listening);
        QVERIFY(state.problem.empty());
        QVERIFY(test::exchange(*state.listening, "GET /").ends_with("hello"));
    }

    void namesTheHolderAndServesWhenItIsGone() {
        auto other = HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), hello).value();
        const ListenAddress address = other->address();
        Reports reports;
        Endpoint endpoint(
            address, hello, [](const ListenAddress& asked) { return "vim listens on " + asked.text(); },
            reports.receiver(), 1h);
        const Endpoint::State taken = reports.wait(0);
        QVERIFY(!taken.listening);
        QCOMPARE(taken.problem, address.text() + " is taken: vim listens on " + address.text());
        other.reset();
        endpoint.tryNow();
        const Endpoint::State free = reports.wait(1);
        QVERIFY(free.listening);
        QCOMPARE(free.listening->text(), address.text());
    }

    void triesAgainByItself() {
        auto other = HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), hello).value();
        Reports reports;
        const Endpoint endpoint(other->address(), hello, {}, reports.receiver(), 10ms);
        QVERIFY(!reports.wait(0).listening);
        other.reset();
        QVERIFY(reports.wait(1).listening);
    }

    void endsWhileItWaits() {
        auto other = HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), hello).value();
        Reports reports;
        {
            const Endpoint endpoint(other->address(), hello, {}, reports.receiver(), 1h);
            reports.wait(0);
        }
        QVERIFY(test::exchange(other->address(), "GET /").ends_with("hello"));
    }
};

BARO_TEST(EndpointTest)
#include "EndpointTest.moc"
