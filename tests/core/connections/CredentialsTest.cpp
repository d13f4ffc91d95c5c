#include "core/connections/Credentials.h"

#include <QTest>

#include "tests/support/FakeSecrets.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using http::Connection;
using http::Header;

namespace {

Connection withUser() {
    Connection connection;
    connection.url = "https://office";
    connection.user = "Aladdin";
    return connection;
}

Connection withToken() {
    Connection connection;
    connection.url = "https://office";
    connection.hasToken = true;
    return connection;
}

const Header aladdin{"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="};

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutAnyTheOwnHeadersGo() {
        Connection connection;
        connection.headers = {{"X-Scope-OrgID", "team"}};
        QVERIFY(http::headersOf(connection, nullptr).value() == connection.headers);
    }

    void aRequestIsAsTheConnectionSays() {
        Connection connection = withUser();
        connection.timeout = std::chrono::seconds(7);
        connection.tls.caFile = "/ca.pem";
        QVERIFY(!http::requestTo(connection, nullptr).ok());
        connection.secret = "open sesame";
        const auto request = http::requestTo(connection, nullptr);
        QVERIFY(request.ok());
        QCOMPARE(request->url, std::string("https://office"));
        QVERIFY(request->headers == std::vector<Header>{aladdin});
        QVERIFY(request->tls == connection.tls);
        QVERIFY(request->patience == connection.timeout);
    }

    void aSecretThatIsWrittenDown() {
        Connection connection = withUser();
        connection.secret = "open sesame";
        QVERIFY(http::headersOf(connection, nullptr).value() == std::vector<Header>{aladdin});
        Connection token = withToken();
        token.secret = "abc";
        token.tokenType = "Token";
        QVERIFY(
            (http::headersOf(token, nullptr).value() == std::vector<Header>{{"Authorization", "Token abc"}}));
    }

    void aFileIsReadEachTime() {
        const test::TemporaryTree tree;
        Connection connection = withUser();
        connection.secretFile = tree.path("password");
        QVERIFY(!http::headersOf(connection, nullptr).ok());
        tree.write("password", "open sesame\n");
        QVERIFY(http::headersOf(connection, nullptr).value() == std::vector<Header>{aladdin});
        tree.write("password", " \n");
        QVERIFY(http::headersOf(connection, nullptr)
                    .error()
                    .message.ends_with("is empty; a password or token belongs in it"));
        Connection token = withToken();
        token.secretFile = tree.path("token");
        tree.write("token", "s3cret\r\nX-Evil: 1\n");
        const auto evil = http::headersOf(token, nullptr);
        QVERIFY(evil.error() == malformed("its token has more than one line"));
    }

    void theStoreHasItForThisAddressAlone() {
        FakeSecrets store;
        QVERIFY(http::headersOf(withUser(), &store)
                    .error()
                    .message.starts_with(
                        "the password of Aladdin is not known; give it in Settings, Connections, or put it "
                        "into a file that only you can read, and name that as password_file"));
        QVERIFY(store.keep({"https://office", "Aladdin"}, "open sesame").ok());
        QVERIFY(store.keep({"https://office", ""}, "t").ok());
        QVERIFY(http::headersOf(withUser(), &store).value() == std::vector<Header>{aladdin});
        QVERIFY((http::headersOf(withToken(), &store).value() ==
                 std::vector<Header>{{"Authorization", "Bearer t"}}));
        Connection moved = withUser();
        moved.url = "https://elsewhere";
        QVERIFY(!http::headersOf(moved, &store).ok());
        store.problem = failed("the keyring is locked");
        QVERIFY(http::headersOf(withUser(), &store).error() == failed("the keyring is locked"));
    }
};

BARO_TEST(CredentialsTest)
#include "CredentialsTest.moc"
