#include "ui/tray/DesktopNotifications.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/support/PrivateBus.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

// As a desktop's service does it.
class NotificationService : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    explicit NotificationService(QDBusConnection bus,
                                 QStringList capabilities = {"actions", "body", "body-markup"})
        : bus_(std::move(bus)), capabilities_(std::move(capabilities)) {
        bus_.registerObject("/org/freedesktop/Notifications", this,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        bus_.registerService(test::notificationName);
    }
    ~NotificationService() override {
        bus_.unregisterService(test::notificationName);
        bus_.unregisterObject("/org/freedesktop/Notifications");
    }

    QList<test::AskedNotification> asked;
    QList<uint> closed;

  signals:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);

  public slots:
    QStringList GetCapabilities() { return capabilities_; }
    uint Notify(const QString& application, uint replaced, const QString&, const QString& title,
                const QString& body, const QStringList& actions, const QVariantMap& hints, int) {
        asked.append({application, replaced, title, body, actions, hints});
        return replaced != 0 ? replaced : ++last_;
    }
    void CloseNotification(uint id) { closed.append(id); }

  private:
    QDBusConnection bus_;
    const QStringList capabilities_;
    uint last_ = 40;
};

namespace {

struct NotificationDesk {
    test::PrivateBus bus;
    DesktopNotifications notifications{[this] { return bus.connection("window"); }};
    QSignalSpy shows{&notifications, &DesktopNotifications::showWanted};
    QSignalSpy silences{&notifications, &DesktopNotifications::silenceWanted};
    QSignalSpy closings{&notifications, &DesktopNotifications::closedByPerson};
    QSignalSpy failures{&notifications, &DesktopNotifications::failed};

    QDBusConnection service() const { return bus.connection("service"); }
};

const DesktopNotification hot{"hot", "Host hot", "90 °C", DesktopNotification::Urgency::Critical};

}  // namespace

class DesktopNotificationsTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsTheService() {
        NotificationDesk desk;
        QVERIFY2(desk.bus.isThere(), "dbus-daemon did not start");
        NotificationService service(desk.service());
        desk.notifications.show(hot);
        QTRY_COMPARE(service.asked.size(), 1);
        const test::AskedNotification& asked = service.asked.front();
        QCOMPARE(asked.title, QString("Host hot"));
        QCOMPARE(asked.body, QString("90 °C"));
        QCOMPARE(asked.replaced, 0U);
        QCOMPARE(asked.actions.at(0), QString("default"));
        QCOMPARE(asked.actions.at(1), QString());
        QCOMPARE(asked.actions.at(2), QString("show"));
        QCOMPARE(asked.actions.at(4), QString("silence"));
        QCOMPARE(asked.hints.value("urgency").toUInt(), 2U);
        QCOMPARE(asked.hints.value("desktop-entry").toString(), QString("org.barograph.Barograph"));
        QVERIFY(desk.failures.isEmpty());
    }

    void oneOfTheSameKeyTakesItsPlace() {
        NotificationDesk desk;
        NotificationService service(desk.service());
        desk.notifications.show(hot);
        QTRY_COMPARE(service.asked.size(), 1);
        // At once: the answer to the one comes after the other. While there is no answer to the first, the second is not told.
        for (const char* title : {"second", "third"})
            desk.notifications.show({"hot", title, {}});
        desk.notifications.show({"cold", "Host cold", {}});
        for (const char* title : {"Host cold", "third"})
            QTRY_VERIFY(std::ranges::find(service.asked, title, &test::AskedNotification::title) !=
                        service.asked.end());
        for (const test::AskedNotification& asked : service.asked.mid(1))
            QCOMPARE(asked.replaced, asked.title == "Host cold" ? 0U : 41U);
    }

    void textIsPlain_data() {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<QString>("body");
        QTest::addColumn<qsizetype>("actions");
        const QString escaped = "&lt;b&gt;x&lt;/b&gt; &amp; &lt;img src=&quot;file:///x&quot;&gt;";
        QTest::newRow("with markup") << QStringList({"body-markup", "actions"}) << escaped << qsizetype(6);
        QTest::newRow("without") << QStringList({"body"}) << "<b>x</b> & <img src=\"file:///x\">"
                                 << qsizetype(0);
    }
    void textIsPlain() {
        QFETCH(const QStringList, capabilities);
        NotificationDesk desk;
        NotificationService service(desk.service(), capabilities);
        desk.notifications.show({"k", "<b>t</b>", "<b>x</b> & <img src=\"file:///x\">"});
        QTRY_COMPARE(service.asked.size(), 1);
        QTEST(service.asked.front().body, "body");
        QTEST(service.asked.front().actions.size(), "actions");
        QCOMPARE(service.asked.front().title, QString("<b>t</b>"));  // never markup, by the specification
    }

    void actionsComeBack() {
        NotificationDesk desk;
        NotificationService service(desk.service());
        desk.notifications.show(hot);
        desk.notifications.show({"cold", "Host cold", {}});
        // The answers have come when the second is replaced by its id.
        QTRY_COMPARE(service.asked.size(), 2);
        desk.notifications.show({"cold", "again", {}});
        QTRY_COMPARE(service.asked.size(), 3);
        emit service.ActionInvoked(999, "show");  // somebody else's
        emit service.ActionInvoked(41, "show");
        emit service.ActionInvoked(41, "unheard of");
        emit service.ActionInvoked(42, "silence");
        emit service.ActionInvoked(42, "default");
        QTRY_COMPARE(desk.shows.size(), 2);
        QCOMPARE(desk.shows.at(0).at(0).toString(), QString("hot"));
        QCOMPARE(desk.shows.at(1).at(0).toString(), QString("cold"));
        QCOMPARE(desk.silences.size(), 1);
        QCOMPARE(desk.silences.at(0).at(0).toString(), QString("cold"));
    }

    void onlyAPersonsClosingCounts() {
        NotificationDesk desk;
        NotificationService service(desk.service());
        for (const char* key : {"a", "b", "c"})
            desk.notifications.show({key, key, {}});
        QTRY_COMPARE(service.asked.size(), 3);
        desk.notifications.show({"c", "again", {}});
        QTRY_COMPARE(service.asked.size(), 4);
        emit service.NotificationClosed(41, 1);  // expired
        emit service.NotificationClosed(43, 3);  // closed by a call
        emit service.NotificationClosed(42, 2);  // dismissed
        QTRY_COMPARE(desk.closings.size(), 1);
        QCOMPARE(desk.closings.at(0).at(0).toString(), QString("b"));
        // None of them is there to be replaced.
        desk.notifications.show({"a", "a", {}});
        QTRY_COMPARE(service.asked.size(), 5);
        QCOMPARE(service.asked.back().replaced, 0U);
    }

    void closesWhatIsOver() {
        NotificationDesk desk;
        NotificationService service(desk.service());
        desk.notifications.show(hot);
        desk.notifications.close("hot");  // before it was sent: never shown
        desk.notifications.show({"cold", "Host cold", {}});
        QTRY_COMPARE(service.asked.size(), 1);
        desk.notifications.close("cold");  // the id may not have come yet
        QTRY_COMPARE(service.closed, QList<uint>({41}));
        QCOMPARE(service.asked.front().title, QString("Host cold"));
        desk.notifications.close("unknown");
    }

    void withoutAServiceItFails() {
        NotificationDesk desk;
        desk.notifications.show(hot);
        QTRY_COMPARE(desk.failures.size(), 1);
        NotificationService service(desk.service());
        desk.notifications.show(hot);
        QTRY_COMPARE(service.asked.size(), 1);
        QCOMPARE(desk.failures.size(), 1);
    }

    void withoutABusItFails() {
        DesktopNotifications notifications([] { return QDBusConnection("there is none"); });
        QSignalSpy failures(&notifications, &DesktopNotifications::failed);
        notifications.show(hot);
        QCOMPARE(failures.size(), 1);
    }

    void anotherServiceKnowsNothingOfTheFirst() {
        NotificationDesk desk;
        {
            NotificationService service(desk.service());
            desk.notifications.show(hot);
            QTRY_COMPARE(service.asked.size(), 1);
            desk.notifications.show(hot);
            QTRY_COMPARE(service.asked.size(), 2);
        }
        // By the time that a third one is told that there is nobody, the window has heard of it.
        desk.notifications.show(hot);
        QTRY_COMPARE(desk.failures.size(), 1);
        NotificationService service(desk.service(), {"body"});
        desk.notifications.show(hot);
        QTRY_COMPARE(service.asked.size(), 1);
        QCOMPARE(service.asked.front().replaced, 0U);
        QVERIFY(service.asked.front().actions.isEmpty());
    }
};

BARO_GUI_TEST(DesktopNotificationsTest)
#include "DesktopNotificationsTest.moc"
