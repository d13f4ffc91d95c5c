#include "core/remotewrite/RemoteWriter.h"

#include <QTest>
#include <future>
#include <thread>

#include "tests/core/remotewrite/RecordingProcess.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using namespace baro::test;
using namespace std::chrono_literals;

namespace {

// Answers four requests, each on a thread of its own, and no more.
class AnsweringCarrier final : public http::HttpCarrier {
  public:
    std::unique_ptr<http::Carriage> carry(http::Request /*request*/, http::Receiver receiver) override {
        auto carriage = std::make_unique<Answering>();
        if (++asked > 4)
            stalled.set_value();
        else
            carriage->thread = std::jthread([receiver = std::move(receiver)] {
                receiver.head({204, {}});
                receiver.done(Done{});
            });
        return carriage;
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds /*pause*/,
                                         std::function<void()> /*over*/) override {
        return nullptr;
    }
    int asked = 0;
    std::promise<void> stalled;

  private:
    struct Answering final : http::Carriage {
        std::jthread thread;
    };
};

}  // namespace

class RemoteWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsSentBeforeThisProcessRecords() {
        WrittenMachine written(3, 60);
        RecordingProcess process(written);
        QVERIFY(process.step() == DestinationWriter::never);
        QVERIFY(!written.receiver.answerOne());
        process.flushed();
        process.exchange();
        QVERIFY(written.isWhole());
        QCOMPARE(written.receiver.samples(), std::size_t{3 * 3 + 3});
    }

    void aRequestIsAsTheSpecificationSays() {
        WrittenMachine written(1, 16);
        RecordingProcess process(written, {to("a/api/v1/write")});
        process.flushed();
        const http::Request request = written.receiver.carrier->next()->request;
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.url, std::string("http://a/api/v1/write"));
        QStringList headers;
        for (const http::Header& header : request.headers)
            headers << QString::fromStdString(header.name + ": " + header.value.substr(0, 22));
        headers.last().truncate(21);
        QCOMPARE(headers, QStringList({"Content-Encoding: snappy", "Content-Type: application/x-protobuf",
                                       "X-Prometheus-Remote-Write-Version: 0.1.0", "User-Agent: Barograph"}));
    }

    void aNewDestinationBeginsWhereItIsTold_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("windows");
        QTest::newRow("now") << static_cast<int>(Since::Kind::Now) << 1;
        QTest::newRow("a minute ago") << static_cast<int>(Since::Kind::Ago) << 5;
        QTest::newRow("at the beginning") << static_cast<int>(Since::Kind::Beginning) << 40;
    }
    void aNewDestinationBeginsWhereItIsTold() {
        QFETCH(int, kind);
        QFETCH(int, windows);
        WrittenMachine written(1, 600);
        RecordingProcess process(written, {to("a", {static_cast<Since::Kind>(kind), 60'000})});
        process.flushed();
        process.exchange();
        written.machine.run(15);
        process.flushed();
        process.exchange();
        QCOMPARE(written.receiver.series["m{number=\"0\"}"].size(), static_cast<std::size_t>(windows));
    }

    // Nine hours are caught up with while what is new comes at once.
    void theNewestIsNotStarved() {
        WrittenMachine written(30, 9 * 3600);
        RecordingProcess process(written);
        std::int64_t worst = 0;
        bool isCaughtUp = false;
        process.flushed();
        for (int round = 0; round < 1000 && !isCaughtUp; ++round) {
            // Two requests a second, a flush every ten.
            for (int request = 0; request < 20; ++request) {
                (void)written.receiver.answerOne();
                process.step();
            }
            written.clock.advance(10s);
            written.machine.run(10);
            worst = std::max(worst, written.machine.newest() - written.receiver.newest);
            process.flushed();
            isCaughtUp = process.state().missing == 0;
        }
        QVERIFY(isCaughtUp);
        QVERIFY2(worst <= 30'000, std::to_string(worst).c_str());
        process.exchange();
        QVERIFY(written.isWhole());
    }

    void theOldestComesFirst() {
        WrittenMachine written(100, 1800);
        std::int64_t before = 0;
        bool isInOrder = true;
        written.receiver.status = [&](const prometheus::WriteRequest& request) {
            isInOrder = isInOrder && oldestTime(request) >= before;
            before = oldestTime(request);
            return 204;
        };
        RecordingProcess process(written);
        process.flushed();
        process.exchange();
        QVERIFY(isInOrder);
        QVERIFY(written.receiver.taken > 5);
    }

    // Names of metrics that were sent, once and then every five minutes.
    void whatIsKnownOfMetricsIsTold() {
        WrittenMachine written(1, 100);
        Destination destination = to("a");
        destination.metadata = [] {
            return std::vector<FamilyMetadata>{{"m", "counter", "How much.\xff", "bytes"},
                                               {"other", "gauge", "", ""},
                                               {"fitful", "gauge", "Comes and goes.", ""}};
        };
        RecordingProcess process(written, {destination});
        process.flushed();
        process.exchange();
        const std::vector<std::string> all{"m 1 bytes: How much.\xef\xbf\xbd", "fitful 2 : Comes and goes."};
        QVERIFY(written.receiver.metadata == all);
        QVERIFY(written.isWhole());
        written.clock.advance(4min);
        written.machine.run(240);
        process.flushed();
        process.exchange();
        QVERIFY(written.receiver.metadata == all);
        written.clock.advance(1min);
        process.exchange();
        QCOMPARE(written.receiver.metadata.size(), std::size_t{4});
        QCOMPARE(written.receiver.broken, 0);
    }

    // Answers come on another thread, and the end does not wait for those that do not.
    void theThreadSendsAndEnds() {
        const WrittenMachine written(1, 3600);
        const auto carrier = std::make_shared<AnsweringCarrier>();
        RemoteWriter writer({to("a")},
                            {written.machine.source(), carrier, written.clock, written.cursorPath(),
                             [] { return startTime; }, [](const Refusal&) {}});
        writer.start();
        writer.recorded(written.machine.newest());
        carrier->stalled.get_future().wait();
        writer.stop();
        QCOMPARE(carrier->asked, 5);
        QVERIFY(loadCursors(written.cursorPath()).value().at("a").end() > startTime);
    }

    // What goes into one request is bounded, and so is what is read at once.
    void manySeriesAreManyRequests() {
        WrittenMachine written(2500, 40);
        int most = 0;
        written.receiver.status = [&most](const prometheus::WriteRequest& request) {
            most = std::max(most, samplesIn(request));
            return 204;
        };
        RecordingProcess process(written);
        process.flushed();
        process.exchange();
        QVERIFY(written.isWhole());
        QVERIFY(most >= 2000 && most < 2010);
    }

    void labelsAreAddedAndRulesObeyed() {
        WrittenMachine written(2, 60);
        Destination destination = to("a");
        destination.series.externalLabels = Labels({{"instance", "host"}, {"number", "none"}});
        RelabelRule rule;
        rule.action = RelabelRule::Action::Drop;
        rule.sourceLabels = {"__name__", "number"};
        rule.regex = "m;1";
        destination.series.rules = RelabelRules::compile({rule}).value();
        RecordingProcess process(written, {destination});
        process.flushed();
        process.exchange();
        QStringList names;
        for (const auto& [name, samples] : written.receiver.series)
            names << QString::fromStdString(name).replace('"', '\'');
        QCOMPARE(names,
                 QStringList({"fitful{instance='host', number='none'}", "m{instance='host', number='0'}"}));
    }
};

BARO_TEST(RemoteWriterTest)
#include "RemoteWriterTest.moc"
