#include "core/connections/SecretsFile.h"

#include <sys/stat.h>

#include <QTest>

#include "tests/support/FakeSecrets.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using http::SecretKey;
using http::SecretsFile;

namespace {

const SecretKey office{"https://office:9090", "me"};
const SecretKey officeToken{"https://office:9090", ""};

http::SecretStores storesOf(FakeSecrets*& first, FakeSecrets*& second) {
    std::vector<std::unique_ptr<http::SecretStore>> stores;
    auto one = std::make_unique<FakeSecrets>();
    auto two = std::make_unique<FakeSecrets>();
    first = one.get();
    second = two.get();
    stores.push_back(std::move(one));
    stores.push_back(std::move(two));
    return http::SecretStores(std::move(stores));
}

}  // namespace

class SecretsFileTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsAndForgets() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("barograph/secrets");
        SecretsFile file(path);
        QVERIFY(file.find(office).error().kind == ErrorKind::Absent);
        QVERIFY(file.forget(office).ok());
        const std::string secret = "s\xc3\xbc\"\\ :\ttrail ";
        QVERIFY(file.keep(office, "before").ok());
        QVERIFY(file.keep(officeToken, "token").ok());
        QVERIFY(file.keep(office, secret).ok());
        QCOMPARE(SecretsFile(path).find(office).value(), secret);
        QCOMPARE(file.find(officeToken).value(), std::string("token"));
        struct stat rights {};
        QCOMPARE(stat(path.c_str(), &rights), 0);
        QCOMPARE(rights.st_mode & 0777U, 0600U);
        QVERIFY(file.forget(office).ok());
        QVERIFY(file.find(office).error().kind == ErrorKind::Absent);
        QCOMPARE(file.find(officeToken).value(), std::string("token"));
    }

    // Neither read nor written over: who knows whose it is.
    void oneThatOthersMayReadIsRefused() {
        const test::TemporaryTree tree;
        SecretsFile file(tree.path("secrets"));
        QVERIFY(file.keep(office, "s3cret").ok());
        QCOMPARE(chmod(tree.path("secrets").c_str(), 0640), 0);
        for (const auto& problem :
             {file.find(office).error(), file.keep(office, "s3cret").error(), file.forget(office).error()}) {
            QVERIFY(problem.kind == ErrorKind::Denied);
            QVERIFY(problem.message.find("chmod 600") != std::string::npos);
            QVERIFY(problem.message.find("s3cret") == std::string::npos);
        }
    }

    void aDamagedOneIsToldOf_data() {
        QTest::addColumn<QByteArray>("content");
        for (const char* content :
             {"", "x", "{}", "[", "[{\"url\":\"https://office:9090\",\"secret\":\"s3cret\"", "[1]",
              "[{\"url\":\"https://office:9090\",\"user\":\"me\"}]",
              "[{\"url\":\"https://office:9090\",\"user\":\"me\",\"secret\":5}]",
              "[{\"url\":\"https://office:9090\",\"user\":null,\"secret\":\"s3cret\"}]",
              "[{\"url\":\"https://office:9090\",\"user\":\"me\",\"secret\":\"s3cret\"},{\"url\":\"x\"}]",
              "[{\"url\":\"https://office:9090\",\"user\":\"me\",\"secret\":\"s3cret\xff\"}]"})
            QTest::newRow(content) << QByteArray(content);
    }
    void aDamagedOneIsToldOf() {
        QFETCH(QByteArray, content);
        const test::TemporaryTree tree;
        tree.write("secrets", content.toStdString());
        QCOMPARE(chmod(tree.path("secrets").c_str(), 0600), 0);
        const auto found = SecretsFile(tree.path("secrets")).find(office);
        QVERIFY(!found.ok() && found.error().message.find("is damaged") != std::string::npos);
        QVERIFY(found.error().message.find("s3cret") == std::string::npos);
        // Nor is it written over.
        QVERIFY(!SecretsFile(tree.path("secrets")).keep(office, "new").ok());
        QVERIFY(!SecretsFile(tree.path("secrets")).forget(office).ok());
    }

    void aTokenNeedsNoUser() {
        const test::TemporaryTree tree;
        tree.write("secrets", "[{\"url\":\"https://office:9090\",\"secret\":\"t\"}]");
        QCOMPARE(chmod(tree.path("secrets").c_str(), 0600), 0);
        QCOMPARE(SecretsFile(tree.path("secrets")).find(officeToken).value(), std::string("t"));
        QVERIFY(SecretsFile(tree.path("secrets")).find(office).error().kind == ErrorKind::Absent);
    }

    // JSON cannot hold it: another one would be found, and sent.
    void oneThatIsNoTextIsNotKept() {
        const test::TemporaryTree tree;
        SecretsFile file(tree.path("secrets"));
        const auto kept = file.keep(office, "s3cret\xff");
        QVERIFY(!kept.ok() && kept.error().kind == ErrorKind::Malformed);
        QVERIFY(kept.error().message.find("s3cret") == std::string::npos);
        QVERIFY(file.find(office).error().kind == ErrorKind::Absent);
    }

    void theFirstStoreThatHasIt() {
        FakeSecrets* first = nullptr;
        FakeSecrets* second = nullptr;
        auto stores = storesOf(first, second);
        QVERIFY(stores.find(office).error().kind == ErrorKind::Absent);
        QVERIFY(second->keep(office, "old").ok());
        QCOMPARE(stores.find(office).value(), std::string("old"));
        QVERIFY(stores.keep(office, "new").ok());
        QCOMPARE(stores.find(office).value(), std::string("new"));
        QVERIFY(second->secrets.empty());
    }

    void aStoreThatIsNotThereIsGoneRound() {
        FakeSecrets* first = nullptr;
        FakeSecrets* second = nullptr;
        auto stores = storesOf(first, second);
        first->problem = absent("there is no keyring");
        QVERIFY(stores.keep(office, "x").ok());
        QCOMPARE(stores.find(office).value(), std::string("x"));
        QVERIFY(stores.place().ok());
        QVERIFY(stores.forget(office).ok());
        QVERIFY(second->secrets.empty());
    }

    void oneThatIsThereAndDoesNotAnswerIsNot() {
        FakeSecrets* first = nullptr;
        FakeSecrets* second = nullptr;
        auto stores = storesOf(first, second);
        second->secrets[{office.url, office.user}] = "of before";
        first->problem = failed("the keyring does not answer");
        QVERIFY(stores.keep(office, "x").error() == *first->problem);
        QCOMPARE(stores.find(office).value(), std::string("of before"));
        QVERIFY(stores.forget(office).error() == *first->problem);
        QVERIFY(second->secrets.empty());
        QVERIFY(stores.find(office).error() == *first->problem);
    }
};

BARO_TEST(SecretsFileTest)
#include "SecretsFileTest.moc"
