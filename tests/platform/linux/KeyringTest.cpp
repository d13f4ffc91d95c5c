#include "platform/linux/Keyring.h"

#include <sys/socket.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>
#include <array>
#include <string>

#include "tests/platform/linux/PlayedKeyring.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;
using http::SecretKey;
using test::PlayedKeyring;
using test::PlayedService;

namespace {

const SecretKey office{"https://office:9090", "me"};
const SecretKey officeToken{"https://office:9090", ""};

// GNOME's keyring on a bus of its own, unlocked; a folder of its own has what it keeps.
class RealKeyring {
  public:
    RealKeyring() {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(name, QString::fromStdString(home_.path()));
        // Without services that the bus would start itself.
        home_.write("bus.conf", "<busconfig><type>session</type><listen>unix:dir=" + home_.path() +
                                    "</listen><policy context=\"default\"><allow "
                                    "send_destination=\"*\"/><allow eavesdrop=\"true\"/>"
                                    "<allow own=\"*\"/></policy></busconfig>");
        daemon_.start("dbus-daemon", {"--nofork", "--print-address=1",
                                      "--config-file=" + QString::fromStdString(home_.path("bus.conf"))});
        while (daemon_.waitForReadyRead() && !daemon_.canReadLine()) {
        }
        address_ = daemon_.readLine().trimmed();
        environment.insert("DBUS_SESSION_BUS_ADDRESS", address_);
        tool_.setProcessEnvironment(environment);
        // Goes to the background, and ends with its bus.
        tool_.start("gnome-keyring-daemon", {"--unlock", "--components=secrets"});
        tool_.write("unlocked");
        tool_.closeWriteChannel();
        tool_.waitForFinished();
        tool_.readAllStandardOutput();
    }
    ~RealKeyring() {
        daemon_.kill();
        daemon_.waitForFinished();
    }
    RealKeyring(const RealKeyring&) = delete;
    RealKeyring& operator=(const RealKeyring&) = delete;

    OpenKeyringBus opener() const {
        return [address = address_](sd_bus** bus) {
            int code = sd_bus_new(bus);
            if (code >= 0) code = sd_bus_set_address(*bus, address.constData());
            if (code >= 0) code = sd_bus_set_bus_client(*bus, 1);
            return code >= 0 ? sd_bus_start(*bus) : code;
        };
    }
    // What another program finds there.
    QByteArray lookedUp(const SecretKey& key) {
        tool_.start("secret-tool",
                    {"lookup", "xdg:schema", "org.barograph.Server", "url", QString::fromStdString(key.url),
                     "user", QString::fromStdString(key.user)});
        tool_.waitForFinished();
        return tool_.readAllStandardOutput();
    }
    bool lock() const {
        sd_bus* bus = nullptr;
        if (opener()(&bus) < 0) return false;
        const bool isLocked = sd_bus_call_method(bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                                 "org.freedesktop.Secret.Service", "Lock", nullptr, nullptr,
                                                 "ao", 1, "/org/freedesktop/secrets/collection/login") >= 0;
        sd_bus_flush_close_unref(bus);
        return isLocked;
    }

  private:
    const test::TemporaryTree home_;
    QProcess daemon_;
    QProcess tool_;
    QByteArray address_;
};

constexpr KeyringManner prompting{.mayPrompt = true};
constexpr KeyringManner hasty{.mayPrompt = true, .patience = 20ms, .promptPatience = 20ms};

}  // namespace

class KeyringTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsAndForgets() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), {});
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Absent);
        const std::string secret("s\xc3\xbc\"\\ :\0x", 10);
        const auto kept = keyring->keep(office, secret);
        QVERIFY2(kept.ok(), kept ? "" : kept.error().message.c_str());
        QCOMPARE(*kept, keyring->place().value());
        QVERIFY(keyring->keep(officeToken, "token").ok());
        QVERIFY(keyring->find(office).value() == secret);
        QCOMPARE(keyring->find(officeToken).value(), std::string("token"));
        QVERIFY(keyring->find({"https://elsewhere", "me"}).error().kind == ErrorKind::Absent);
        QVERIFY(keyring->forget(office).ok());
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Absent);
        QCOMPARE(keyring->find(officeToken).value(), std::string("token"));
        QCOMPARE(service.connections(), 1);
        QCOMPARE(service.get(&PlayedKeyring::prompts), 0);
    }

    void keepsInGnomesKeyring() {
        if (QStandardPaths::findExecutable("gnome-keyring-daemon").isEmpty() ||
            QStandardPaths::findExecutable("secret-tool").isEmpty())
            QSKIP("gnome-keyring and libsecret-tools are not installed: no real keyring is tested");
        RealKeyring real;
        const auto keyring = makeKeyring(real.opener(), {});
        QTRY_VERIFY(keyring->place().ok());  // it comes when it has made one
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Absent);
        const auto kept = keyring->keep(office, "s\xc3\xbc\"\\ :");
        QVERIFY2(kept.ok(), kept ? "" : kept.error().message.c_str());
        QVERIFY(keyring->keep(officeToken, "before").ok());
        QVERIFY(keyring->keep(officeToken, "token").ok());
        QCOMPARE(keyring->find(office).value(), std::string("s\xc3\xbc\"\\ :"));
        QCOMPARE(keyring->find(officeToken).value(), std::string("token"));
        QCOMPARE(real.lookedUp(office), QByteArray("s\xc3\xbc\"\\ :"));
        QVERIFY(keyring->forget(officeToken).ok());
        QVERIFY(keyring->find(officeToken).error().kind == ErrorKind::Absent);
        QVERIFY(real.lookedUp(officeToken).isEmpty());
        QVERIFY(real.lock());
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Denied);
        QVERIFY(keyring->keep(office, "x").error().kind == ErrorKind::Denied);
        QVERIFY(keyring->place().ok());
    }

    void withoutABusThereIsNone() {
        const auto keyring = makeKeyring([](sd_bus**) { return -ENOENT; }, {});
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Absent);
        QVERIFY(keyring->keep(office, "s3cret").error().kind == ErrorKind::Absent);
        QVERIFY(keyring->forget(office).error().kind == ErrorKind::Absent);
        QVERIFY(keyring->place().error().kind == ErrorKind::Absent);
    }

    void aBusThatDoesNotGreetIsGivenUp() {
        std::array<int, 2> ends{};
        QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()), 0);
        const auto keyring = makeKeyring(
            [&ends](sd_bus** bus) {
                int code = sd_bus_new(bus);
                if (code >= 0) code = sd_bus_set_fd(*bus, ends[0], ends[0]);
                return code >= 0 ? sd_bus_start(*bus) : code;
            },
            hasty);
        QVERIFY(keyring->find(office).error() == failed("the session bus does not answer"));
        close(ends[1]);
    }

    void oneWithoutAPlaceForPasswordsIsNone() {
        PlayedService service;
        service.set(&PlayedKeyring::hasCollection, false);
        const auto keyring = makeKeyring(service.opener(), {});
        QVERIFY(keyring->place().error().kind == ErrorKind::Absent);
        QVERIFY(keyring->keep(office, "s3cret").error().kind == ErrorKind::Absent);
    }

    void aLockedOneIsUnlockedByItsPrompt() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), prompting);
        QVERIFY(keyring->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::isLocked, true);
        QCOMPARE(keyring->find(office).value(), std::string("s3cret"));
        QCOMPARE(service.get(&PlayedKeyring::prompts), 1);
        service.set(&PlayedKeyring::isLocked, true);
        QVERIFY(keyring->keep(office, "other").ok());
        QCOMPARE(keyring->find(office).value(), std::string("other"));
        service.set(&PlayedKeyring::isLocked, true);
        QVERIFY(keyring->forget(office).ok());
        QVERIFY(service.get(&PlayedKeyring::items).empty());
    }

    void whatRunsUnseenAsksNobody() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), {});
        QVERIFY(keyring->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::isLocked, true);
        for (const Error& problem : {keyring->find(office).error(), keyring->keep(office, "s3cret").error(),
                                     keyring->forget(office).error()}) {
            QVERIFY(problem.kind == ErrorKind::Denied);
            QVERIFY(problem.message.starts_with("the keyring is locked; unlock it"));
        }
        QCOMPARE(service.get(&PlayedKeyring::prompts), 0);
        QCOMPARE(service.get(&PlayedKeyring::dismissals), 3);
        QVERIFY(keyring->place().ok());
    }

    void aPersonWhoRefusesIsAskedOnce() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), prompting);
        QVERIFY(keyring->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::isLocked, true);
        service.set(&PlayedKeyring::isUnlockedByPrompt, false);
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Denied);
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Denied);
        QCOMPARE(service.get(&PlayedKeyring::prompts), 1);
        // Who types a password is there.
        QVERIFY(keyring->keep(office, "s3cret").error().kind == ErrorKind::Denied);
        QCOMPARE(service.get(&PlayedKeyring::prompts), 2);
        service.set(&PlayedKeyring::isLocked, false);
        QVERIFY(keyring->find(office).ok());
    }

    void aPromptThatNobodyAnswersIsTakenAway() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), {true, 5s, 20ms});
        QVERIFY(keyring->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::isLocked, true);
        service.set(&PlayedKeyring::answersPrompts, false);
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Denied);
        QCOMPARE(service.get(&PlayedKeyring::dismissals), 1);
    }

    void oneThatDoesNotWork_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"OpenSession", "SearchItems", "GetSecret", "Unlock"})
            QTest::newRow(method) << method;
    }
    void oneThatDoesNotWork() {
        QFETCH(QString, method);
        PlayedService service;
        QVERIFY(makeKeyring(service.opener(), {})->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::isLocked, method == "Unlock");
        const std::string name = method.toStdString();
        service.set(&PlayedKeyring::refuses, name);
        const auto refused = makeKeyring(service.opener(), prompting)->find(office);
        QVERIFY(refused.error() == failed("the keyring refuses: out of order"));
        service.set(&PlayedKeyring::refuses, {});
        service.set(&PlayedKeyring::misspeaks, name);
        const auto malformedOne = makeKeyring(service.opener(), prompting)->find(office);
        QVERIFY(!malformedOne.ok() && malformedOne.error().message.find("s3cret") == std::string::npos);
        service.set(&PlayedKeyring::misspeaks, {});
        service.set(&PlayedKeyring::silences, name);
        const auto silent = makeKeyring(service.opener(), hasty)->find(office);
        QVERIFY(silent.error() == failed("the keyring does not answer"));
    }

    void asksAnewWhenItIsWellAgain() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), prompting);
        QVERIFY(keyring->keep(office, "s3cret").ok());
        service.set(&PlayedKeyring::refuses, "SearchItems");
        QVERIFY(!keyring->find(office).ok());
        service.set(&PlayedKeyring::refuses, {});
        QCOMPARE(keyring->find(office).value(), std::string("s3cret"));
        QCOMPARE(service.connections(), 2);
    }

    void aSecretThatIsTooLongIsNone() {
        PlayedService service;
        const auto keyring = makeKeyring(service.opener(), {});
        QVERIFY(keyring->keep(office, std::string(100'000, 'x')).ok());
        QVERIFY(keyring->find(office).error().kind == ErrorKind::Malformed);
    }
};

BARO_TEST(KeyringTest)
#include "KeyringTest.moc"
