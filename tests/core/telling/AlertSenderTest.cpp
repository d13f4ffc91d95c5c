#include "core/telling/AlertSender.h"

#include <QTest>
#include <deque>
#include <set>

#include "core/base/Json.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

// Keeps what is posted until the test answers it.
class HeldPosts final : public AlertPoster {
  public:
    struct Held {
        AlertPost post;
        Told told;
    };
    explicit HeldPosts(std::deque<Held>& held) : held_(held) {}
    void post(AlertPost post, Told told) override { held_.push_back({std::move(post), std::move(told)}); }

  private:
    std::deque<Held>& held_;
};

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
    explicit Sent(const std::vector<std::string>& addresses)
        : sender(parsed(addresses), std::make_unique<HeldPosts>(held)) {}

    static std::vector<AlertmanagerAddress> parsed(const std::vector<std::string>& texts) {
        std::vector<AlertmanagerAddress> all;
        for (const std::string& text : texts)
            all.push_back(AlertmanagerAddress::parse(text).value());
        return all;
    }
    // The oldest post ends; gives the numbers of its alerts.
    QStringList end(Result<AlertPoster::Answer> answer) {
        const HeldPosts::Held post = held.front();
        held.pop_front();
        const Json body = Json::parse(post.post.body).value();
        QStringList numbers;
        for (const Json& alert : *body.array())
            numbers << QString::fromStdString(std::string(textOf(*alert.member("labels"), "number")));
        post.told(std::move(answer));
        return numbers;
    }

    std::deque<HeldPosts::Held> held;
    AlertSender sender;
};

AlertPoster::Answer status(int number, std::string reason = {}) {
    return {number, std::move(reason)};
}

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
        QCOMPARE(sent.held.size(), 2U);
        QCOMPARE(sent.held[0].post.url, std::string("http://a:9093/api/v2/alerts"));
        QCOMPARE(sent.held[1].post.url, std::string("https://b/prefix/api/v2/alerts"));
        QCOMPARE(sent.held[1].post.user, std::string("user"));
        QCOMPARE(sent.held[1].post.password, std::string("secret"));
        QCOMPARE(sent.sender.states()[0].waiting, 100U);
        const QStringList first = sent.end(status(200));
        QCOMPARE(first.size(), 64);
        QCOMPARE(first.first(), "0");
        (void)sent.end(failed("no route"));
        QCOMPARE(sent.end(status(204)).first(), "64");
        (void)sent.end(status(200));
        QVERIFY(sent.held.empty());
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
        const auto problemAfter = [&](Result<AlertPoster::Answer> answer) {
            sent.sender.send(alertsFrom(0, 1));
            (void)sent.end(std::move(answer));
            return sent.sender.states()[0].problem;
        };
        QCOMPARE(problemAfter(absent("nothing listens there")), std::string("nothing listens there"));
        QCOMPARE(problemAfter(status(302)), std::string("it answers with status 302"));
        QCOMPARE(problemAfter(status(400, "bad label")),
                 std::string("it answers with status 400: bad label"));
        QCOMPARE(problemAfter(status(200, "fine")), std::string());
        QCOMPARE(sent.sender.states()[0].address, std::string("http://a"));
    }

    void whatWaitsTooLongMakesRoom() {
        Sent sent({"http://a"});
        sent.sender.send(alertsFrom(0, 1));  // is under way
        sent.sender.send(alertsFrom(1, AlertQueue::most));
        sent.sender.send(alertsFrom(AlertQueue::most + 1, 5));
        QCOMPARE(sent.sender.states()[0].dropped, 5U);
        QCOMPARE(sent.sender.states()[0].waiting, AlertQueue::most + 1);
        (void)sent.end(status(200));
        QCOMPARE(sent.end(status(200)).first(), "6");
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
        QVERIFY(sent.held.empty());
    }
};

BARO_TEST(AlertSenderTest)
#include "AlertSenderTest.moc"
