#include "core/prometheus/RangeAsking.h"

#include <QTest>

#include "core/base/Numbers.h"
#include "tests/core/prometheus/AskedServer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::prometheus;

namespace {

constexpr std::int64_t step = 1000;

std::int64_t fieldOf(const std::string& url, std::string_view name) {
    const std::size_t at = url.find(std::string(name) + "=") + name.size() + 1;
    return static_cast<std::int64_t>(*parseNumber<double>(url.substr(at, url.find('&', at) - at)) * 1000);
}

// As a server would: in each series, the value of each second is the second.
std::string answerTo(const std::string& url, int series, const std::string& more = {}) {
    std::string text = "{\"status\":\"success\"" + more + ",\"data\":{\"resultType\":\"matrix\",\"result\":[";
    for (int i = 0; i < series; ++i) {
        text += (i > 0 ? ",{" : "{") + std::string("\"metric\":{\"i\":\"") + std::to_string(i) +
                "\"},\"values\":[";
        for (std::int64_t time = fieldOf(url, "start"); time <= fieldOf(url, "end"); time += step)
            text += (time > fieldOf(url, "start") ? ",[" : "[") + std::to_string(time / 1000) + ",\"" +
                    std::to_string(time / 1000) + "\"]";
        text += "]}";
    }
    return text + "]}}";
}

struct AskedRange : AskedServer {
    // How many calls it took; answers all of them.
    int ask(TimeRange range, int series = 1, const std::string& more = {}) {
        heard = {};
        asking = client->queryRange({"up", range, step}, now, heard.listener());
        int calls = 0;
        points = 0;
        while (const auto request = next()) {
            ++calls;
            const std::string& url = request->request.url;
            points += (fieldOf(url, "end") - fieldOf(url, "start")) / step + 1;
            request->answer(200, answerTo(url, series, more));
        }
        return calls;
    }
    // Whether each series has each second of the range once.
    bool isWhole(TimeRange range, int series = 1) const {
        if (!heard.told || !*heard.told || (*heard.told)->series.size() != static_cast<std::size_t>(series))
            return false;
        for (const SampleSeries& one : (*heard.told)->series) {
            std::int64_t time = (range.from + step - 1) / step * step;
            for (const Sample& sample : one.samples) {
                if (sample.timeMilliseconds != time || sample.value != static_cast<double>(time / 1000))
                    return false;
                time += step;
            }
            if (time <= range.to) return false;
        }
        return true;
    }
    std::int64_t now = 10'000'000'000;
    std::int64_t points = 0;
    Heard<QueryAnswer> heard;
    ServerClient::Asking asking;
};

}  // namespace

class RangeAskingTest : public QObject {
    Q_OBJECT

  private slots:
    void oneCallForAShortRange() {
        AskedRange server;
        const TimeRange range{1'000'500, 1'900'000};
        QCOMPARE(server.ask(range), 1);
        QVERIFY(server.isWhole(range));
        QVERIFY(server.points <= 900 + 2 * stepsInPart);
    }

    void nothingIsAskedTwice() {
        AskedRange server;
        QCOMPARE(server.ask({1'000'000, 2'000'000}), 1);
        QCOMPARE(server.ask({1'000'000, 2'000'000}), 0);
        QVERIFY(server.isWhole({1'000'000, 2'000'000}));
        QCOMPARE(server.ask({1'500'000, 1'700'000}), 0);
        QVERIFY(server.isWhole({1'500'000, 1'700'000}));
        QCOMPARE(server.ask({1'500'000, 2'500'000}), 1);
        QVERIFY(server.points <= 500 + 2 * stepsInPart);
        QVERIFY(server.isWhole({1'500'000, 2'500'000}));
        QCOMPARE(server.ask({500'000, 3'000'000}), 2);
        QVERIFY(server.isWhole({500'000, 3'000'000}));
        QVERIFY(server.points <= 1000 + 4 * stepsInPart);
    }

    // A series need not have a sample at each step, and NaN is a value.
    void whatIsKeptIsAsItWasTold() {
        AskedRange server;
        const TimeRange range{0, 63'000};
        const auto ask = [&] {
            server.heard = {};
            server.asking =
                server.client->queryRange({"up", range, step}, 1'000'000, server.heard.listener());
            if (const auto request = server.next())
                request->answer(200,
                                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                                "{\"metric\":{\"i\":\"a\"},\"values\":[[1,\"1\"],[31,\"NaN\"],[32,\"+Inf\"],["
                                "40.5,\"9\"]]},"
                                "{\"metric\":{\"i\":\"b\"},\"values\":[[63,\"-0.5\"]]}]}}");
            QStringList texts;
            for (const SampleSeries& series : (*server.heard.told)->series)
                for (const Sample& sample : series.samples)
                    texts << QString("%1@%2").arg(sample.value).arg(sample.timeMilliseconds);
            return texts.join(' ');
        };
        QCOMPARE(ask(), QString("1@1000 nan@31000 inf@32000 9@40500 -0.5@63000"));
        // From what is kept, without what stands between the steps.
        QCOMPARE(ask(), QString("1@1000 nan@31000 inf@32000 -0.5@63000"));
        QVERIFY(server.next() == nullptr);
    }
    void whatIsNotYetOverIsAskedAnew() {
        AskedRange server;
        const TimeRange range{server.now - 600'000, server.now};
        QCOMPARE(server.ask(range), 1);
        QVERIFY(server.isWhole(range));
        QCOMPARE(server.ask(range), 1);
        QVERIFY(server.isWhole(range));
        QVERIFY(server.points >= 300 && server.points < 300 + 2 * stepsInPart);
    }

    void longRangesAreSplit() {
        AskedRange server;
        const TimeRange range{0, 8'640'000};
        QCOMPARE(server.ask(range), 5);  // 8,641 points
        QVERIFY(server.isWhole(range));
        QCOMPARE(server.ask(range), 0);
    }

    void manySeriesAreSplitInTime() {
        AskedRange server;
        const TimeRange range{0, 4'000'000};
        QCOMPARE(server.ask(range, 30), 8);  // one of 1,984 points, and seven of 320
        QVERIFY(server.isWhole(range, 30));
    }

    void whereSomethingIsMissingNothingIsKept() {
        AskedRange server;
        QCOMPARE(server.ask({0, 100'000}, 1, ",\"warnings\":[\"a store is away\"]"), 1);
        QCOMPARE((*server.heard.told)->notes.warnings, std::vector<std::string>{"a store is away"});
        QCOMPARE(server.ask({0, 100'000}), 1);
        QCOMPARE(server.ask({0, 100'000}), 0);
    }

    void seriesMayBeginAndEnd() {
        AskedRange server;
        QCOMPARE(server.ask({0, 100'000}, 1), 1);
        QCOMPARE(server.ask({0, 500'000}, 2), 1);
        QCOMPARE((*server.heard.told)->series.size(), 2U);
        QCOMPARE((*server.heard.told)->series[0].samples.size(), 501U);
        QVERIFY((*server.heard.told)->series[1].samples.front().timeMilliseconds > 100'000);
    }

    void refusedInTheMiddle() {
        AskedRange server;
        server.asking =
            server.client->queryRange({"up", {0, 20'000'000}, step}, server.now, server.heard.listener());
        const auto first = server.next();
        first->answer(200, answerTo(first->request.url, 1));
        server.next()->answer(401, "<html>");
        QCOMPARE(server.heard.count, 1);
        QCOMPARE(server.heard.problem(),
                 std::string("office: it wants a user and password, or a token (status 401)"));
        QVERIFY(!server.next());
    }

    void givenUpInTheMiddle() {
        AskedRange server;
        server.asking =
            server.client->queryRange({"up", {0, 20'000'000}, step}, server.now, server.heard.listener());
        const auto first = server.next();
        first->answer(200, answerTo(first->request.url, 1));
        const auto second = server.next();
        server.asking.reset();
        QVERIFY(second->isGivenUp && !server.next());
        QCOMPARE(server.heard.count, 0);
    }

    void anEmptyRange() {
        AskedRange server;
        (void)server.ask({5'100, 5'900});
        QVERIFY(server.heard.told->ok() && (*server.heard.told)->series.empty());
        QVERIFY(server.ask({-100'000, -50'000}) == 1 && server.heard.told->ok());
    }

    void pointsMayStandBetweenTheSteps() {
        AskedServer server;
        AskedServer::Heard<QueryAnswer> heard;
        const RangeQuestion question{"up", {0, 64'000}, step, 250};
        for (const bool isKept : {false, true}) {
            heard = {};
            const auto asking = server.client->queryRange(question, 10'000'000, heard.listener());
            const auto request = server.next();
            QCOMPARE(request == nullptr, isKept);
            if (!request) continue;
            QCOMPARE(fieldOf(request->request.url, "start") % step, 250);
            std::string values;
            for (int second = 0; second <= 70; ++second)
                values += (second > 0 ? ",[" : "[") + std::to_string(second) + ".25,\"1\"]";
            request->answer(200,
                            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{"
                            "\"metric\":{},\"values\":[" +
                                values + "]}]}}");
            server.next();
        }
        QVERIFY2(heard.told && heard.told->ok(), heard.problem().c_str());
        const std::vector<Sample>& samples = (*heard.told)->series.at(0).samples;
        QCOMPARE(samples.size(), 64U);
        QCOMPARE(samples.front().timeMilliseconds, 250);
        QCOMPARE(samples.back().timeMilliseconds, 63'250);
        // Others stand on a grid of their own.
        heard = {};
        RangeQuestion other = question;
        other.phaseMilliseconds = 0;
        const auto asking = server.client->queryRange(other, 10'000'000, heard.listener());
        QVERIFY(server.next() != nullptr);
    }

    void theCacheForgetsTheOldest() {
        const auto part = [](std::size_t rows) {
            RangePart one;
            one.rows = std::vector(rows, RangePart::Row{std::make_shared<const Labels>(), {}});
            return std::make_shared<const RangePart>(std::move(one));
        };
        RangeCache cache(4096);
        cache.keep("e", 1, 1, part(3));
        cache.keep("e", 1, 2, part(3));
        QVERIFY(cache.find("e", 1, 1) != nullptr);
        cache.keep("e", 1, 3, part(3));
        cache.keep("e", 1, 4, part(3));
        QVERIFY(cache.find("e", 1, 2) == nullptr);
        QVERIFY(cache.find("e", 1, 1) != nullptr && cache.find("e", 1, 4) != nullptr);
        QVERIFY(cache.find("e", 2, 1) == nullptr && cache.find("f", 1, 1) == nullptr);
        cache.keep("e", 1, 4, part(1));
        QVERIFY(cache.bytes() <= 4096);
        cache.keep("e", 1, 5, part(20));
        QVERIFY(cache.find("e", 1, 5) == nullptr);
        QCOMPARE(cache.bytes(), 0U);
    }
};

BARO_TEST(RangeAskingTest)
#include "RangeAskingTest.moc"
