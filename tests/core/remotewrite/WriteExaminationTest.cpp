#include "core/remotewrite/WriteExamination.h"

#include <QTest>
#include <optional>

#include "tests/core/remotewrite/WireRequest.h"
#include "tests/support/FakeCarrier.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

// A server that is asked, or about to be.
struct Examined {
    explicit Examined(Result<http::Request> request)
        : underWay(examineWriting([request = std::move(request)] { return request; }, carrier,
                                  [this](Verdict said) { verdict = std::move(said); })) {}

    const std::shared_ptr<FakeCarrier> carrier = std::make_shared<FakeCarrier>();
    std::optional<Verdict> verdict;
    std::unique_ptr<http::Carriage> underWay;
};

http::Request requestToA() {
    http::Request request;
    request.url = "http://a/write";
    return request;
}

}  // namespace

class WriteExaminationTest : public QObject {
    Q_OBJECT

  private slots:
    void aServerIsAskedWithoutSamples() {
        Examined examined(requestToA());
        const auto asked = examined.carrier->nextRequest();
        QCOMPARE(asked->request.url, std::string("http://a/write"));
        QCOMPARE(asked->request.method, std::string("POST"));
        const auto request = test::readRequest(asked->request.body);
        QVERIFY(request && request->timeseries().empty());
        QVERIFY(!examined.verdict);
        asked->answer(204);
        QVERIFY(examined.verdict && examined.verdict->problem.empty());
    }

    void whatItSaysIsTold() {
        Examined examined(requestToA());
        examined.carrier->nextRequest()->answer(401);
        QVERIFY(examined.verdict && examined.verdict->kind == Verdict::Kind::Unsuited);
        QCOMPARE(examined.verdict->problem,
                 std::string("it answers with status 401; correct the credentials"));
    }

    void withoutItsSecretNobodyIsAsked() {
        Examined examined(failed("the keyring is locked"));
        QVERIFY(examined.carrier->nextRequest() == nullptr);
        QVERIFY(examined.verdict && examined.verdict->kind == Verdict::Kind::Unsuited);
        QCOMPARE(examined.verdict->problem, std::string("the keyring is locked"));
    }

    void whoIsNotWaitedForIsGivenUp() {
        Examined examined(requestToA());
        const auto asked = examined.carrier->nextRequest();
        examined.underWay.reset();
        QVERIFY(asked->isGivenUp);
        QVERIFY(!examined.verdict);
    }
};

BARO_TEST(WriteExaminationTest)
#include "WriteExaminationTest.moc"
