#include "core/telling/AlertSender.h"

#include <QTest>
#include <set>

#include "core/base/Json.h"
#include "core/http/Authorization.h"
#include "tests/support/FakeCarrier.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

PostableAlert alertNumber(std::size_t number) {
    PostableAlert alert;
    alert.labels = Labels({{"alertname", "A"}, {"number", std::to_string(number)}});
    alert.annotations = {{"summary", "\"<b>\" \xff"}};
    alert.startsAt = 1'700'000'000'250;
    alert.endsAt = 1'700'000'060'000;
    return alert;
}

std::vector<PostableAlert> alertsFrom(std::size_t first, std::size_t count) {
    std::vector<PostableAlert> alerts;
    for (std::size_t i = 0; i < count; ++i)
        alerts.push_back(alertNumber(first + i));
    return alerts;
}

struct Sent {
    explicit Sent(const std::vector<std::string>& addresses) : sender(parsed(addresses), carrier) {}

    static std::vector<AlertmanagerAddress> parsed(const std::vector<std::string>& texts) {
        std::vector<AlertmanagerAddress> all;
        for (const std::string& text : texts)
            all.push_back(AlertmanagerAddress::parse(text).value());
        return all;
    }
    const http::Request& request(std::size_t place) const { return carrier->asked[place]->request; }
    // The oldest post ends; gives the numbers of its alerts.
    QStringList end(int status, std::string_view reason = {}) {
        const auto post = carrier->next();
        post->answer(status, reason);
        return numbersIn(post->request);
    }
    QStringList fail(const Error& error) {
        const auto post = carrier->next();
        post->end(error);
        return numbersIn(post->request);
    }
    static QStringList numbersIn(const http::Request& post) {
        const Json body = Json::parse(post.body).value();
        QStringList numbers;
        for (const Json& alert : *body.array())
            numbers << QString::fromStdString(std::string(textOf(*alert.member("labels"), "number")));
        return numbers;
    }

    std::shared_ptr<FakeCarrier> carrier = std::make_shared<FakeCarrier>();
    AlertSender sender;
};

}  // namespace

class AlertSenderTest : public QObject {
    Q_OBJECT

  private slots:
    void writesWhatAlertmanagerReads() {
        const std::vector<PostableAlert> alerts{alertNumber(7)};
        QCOMPARE(QString::fromStdString(postableJson(alerts)).replace('"', '\''),
                 QString("[{'labels':{'alertname':'A','number':'7'},"
                         "'annotations':{'summary':'\\'<b>\\' \ufffd'},"
                         "'startsAt':'2023-11-14T22:13:20.250Z','endsAt':'2023-11-14T22:14:20.000Z'}]"));
        QCOMPARE(postableJson({}), std::string("[]"));
    }

    void sendsBatchAfterBatchToEachOfThem() {
        Sent sent({"http://a:9093", "https://user:secret@b/prefix"});
        sent.sender.send(alertsFrom(0, 100));
        QCOMPARE(sent.carrier->asked.size(), 2U);
        QCOMPARE(sent.request(0).url, std::string("http://a:9093/api/v2/alerts"));
        QCOMPARE(sent.request(0).method, std::string("POST"));
        const std::vector<http::Header> json{{"Content-Type", "application/json"}};
        QCOMPARE(sent.request(0).headers, json);
        QCOMPARE(sent.request(1).url, std::string("https://b/prefix/api/v2/alerts"));
        QCOMPARE(sent.request(1).headers.at(1), http::basicAuthorization("user", "secret"));
        QCOMPARE(sent.sender.states()[0].waiting, 100U);
        const QStringList first = sent.end(200);
        QCOMPARE(first.size(), 64);
        QCOMPARE(first.first(), "0");
        (void)sent.fail(failed("no route"));
        QCOMPARE(sent.end(204).first(), "64");
        (void)sent.end(200);
        QVERIFY(sent.carrier->asked.empty());
        const auto states = sent.sender.states();
        QCOMPARE(states[0].sent, 100U);
        QCOMPARE(states[0].failed, 0U);
        QCOMPARE(states[1].sent, 36U);
        QCOMPARE(states[1].failed, 64U);
        QCOMPARE(states[1].dropped, 64U);
        QCOMPARE(states[1].waiting, 0U);
    }

    void tellsWhatIsWrongUntilItIsNot() {
        Sent sent({"http://user:secret@a"});
        const auto problemAfter = [&](int status, std::string_view reason = {}) {
            sent.sender.send(alertsFrom(0, 1));
            (void)sent.end(status, reason);
            return sent.sender.states()[0].problem;
        };
        QCOMPARE(problemAfter(302), std::string("it answers with status 302"));
        QCOMPARE(problemAfter(400, "bad \n label"), std::string("it answers with status 400: bad label"));
        QCOMPARE(problemAfter(200, "fine"), std::string());
        sent.sender.send(alertsFrom(0, 1));
        (void)sent.fail(absent("nothing listens there"));
        QCOMPARE(sent.sender.states()[0].problem, std::string("nothing listens there"));
        QCOMPARE(sent.sender.states()[0].address, std::string("http://a"));
    }

    void aStatusCountsThoughTheAnswerIsCut() {
        Sent sent({"http://a"});
        sent.sender.send(alertsFrom(0, 1));
        const auto post = sent.carrier->next();
        post->head(200);
        post->end(failed("its answer was cut"));
        QCOMPARE(sent.sender.states()[0].sent, 1U);
    }

    void anEndlessAnswerIsNotReadOn() {
        Sent sent({"http://a"});
        sent.sender.send(alertsFrom(0, 1));
        const auto post = sent.carrier->next();
        post->head(500);
        QVERIFY(post->bytes("no room"));
        QVERIFY(!post->bytes(std::string(1 << 20, 'x')));
        QCOMPARE(sent.sender.states()[0].problem.size(),
                 std::string("it answers with status 500: ").size() + 200);
    }

    void nobodyIsToldAfterTheEnd() {
        FakeCarrier::AskedPtr post;
        {
            Sent sent({"http://a"});
            sent.sender.send(alertsFrom(0, 1));
            post = sent.carrier->next();
            QVERIFY(!post->isGivenUp);
        }
        QVERIFY(post->isGivenUp);
    }

    void whatWaitsTooLongMakesRoom() {
        Sent sent({"http://a"});
        sent.sender.send(alertsFrom(0, 1));  // is under way
        sent.sender.send(alertsFrom(1, AlertQueue::most));
        sent.sender.send(alertsFrom(AlertQueue::most + 1, 5));
        QCOMPARE(sent.sender.states()[0].dropped, 5U);
        QCOMPARE(sent.sender.states()[0].waiting, AlertQueue::most + 1);
        (void)sent.end(200);
        QCOMPARE(sent.end(200).first(), "6");
    }

    void moreThanMayWaitComesInPart() {
        AlertQueue queue;
        QCOMPARE(queue.add(alertsFrom(0, AlertQueue::most + 3)), 3U);
        QVERIFY(queue.takeBatch().front() == alertNumber(3));
        QCOMPARE(queue.size(), AlertQueue::most - AlertQueue::mostInBatch);
    }

    void nothingIsPostedForNothing() {
        Sent sent({"http://a"});
        sent.sender.send({});
        QVERIFY(sent.carrier->asked.empty());
    }
};

BARO_TEST(AlertSenderTest)
#include "AlertSenderTest.moc"
