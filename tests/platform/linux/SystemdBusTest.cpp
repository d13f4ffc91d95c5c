#include "platform/linux/SystemdBus.h"

#include <sys/socket.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <QtTest>
#include <array>
#include <atomic>
#include <cerrno>
#include <thread>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

int listUnits(sd_bus_message* call, void*, sd_bus_error*) {
    sd_bus_message* reply = nullptr;
    int code = sd_bus_message_new_method_return(call, &reply);
    if (code >= 0) code = sd_bus_message_open_container(reply, 'a', "(ssssssouso)");
    for (const char* name : {"cron.service", "apt.timer"})
        if (code >= 0)
            code = sd_bus_message_append(reply, "(ssssssouso)", name, "text", "loaded", "active", "running",
                                         "", "/org/freedesktop/systemd1/unit/one", 0u, "", "/");
    if (code >= 0) code = sd_bus_message_close_container(reply);
    if (code >= 0) code = sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return code < 0 ? code : 1;
}

int version(sd_bus*, const char*, const char*, const char*, sd_bus_message* reply, void*, sd_bus_error*) {
    return sd_bus_message_append(reply, "s", "252.38");
}

int lastTrigger(sd_bus*, const char*, const char*, const char*, sd_bus_message* reply, void*, sd_bus_error*) {
    return sd_bus_message_append(reply, "t", std::uint64_t{1'700'000'000'000'000});
}

const std::array<sd_bus_vtable, 4> manager{
    {SD_BUS_VTABLE_START(0),
     SD_BUS_METHOD("ListUnits", "", "a(ssssssouso)", listUnits, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_PROPERTY("Version", "s", version, 0, 0), SD_BUS_VTABLE_END}};
const std::array<sd_bus_vtable, 3> timer{
    {SD_BUS_VTABLE_START(0), SD_BUS_PROPERTY("LastTriggerUSec", "t", lastTrigger, 0, 0), SD_BUS_VTABLE_END}};

// Answers as systemd does, at the other end of a pair of sockets. Ends when that is closed.
class Server {
  public:
    Server() {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0) return;
        client_ = ends[0];
        thread_ = std::jthread([end = ends[1]] { serve(end); });
    }
    ~Server() {
        if (client_ >= 0) close(client_);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int open(sd_bus** bus) {
        const int end = std::exchange(client_, -1);
        if (end < 0) return -ECONNREFUSED;
        int code = sd_bus_new(bus);
        if (code >= 0) code = sd_bus_set_fd(*bus, end, end);
        return code >= 0 ? sd_bus_start(*bus) : code;
    }

  private:
    static void serve(int end) {
        sd_bus* bus = nullptr;
        sd_id128_t id{};
        bool ready =
            sd_bus_new(&bus) >= 0 && sd_bus_set_fd(bus, end, end) >= 0 && sd_bus_set_server(bus, 1, id) >= 0;
        ready = ready && sd_bus_start(bus) >= 0 &&
                sd_bus_add_object_vtable(bus, nullptr, "/org/freedesktop/systemd1",
                                         "org.freedesktop.systemd1.Manager", manager.data(), nullptr) >= 0 &&
                sd_bus_add_object_vtable(bus, nullptr, "/org/freedesktop/systemd1/unit/one",
                                         "org.freedesktop.systemd1.Timer", timer.data(), nullptr) >= 0;
        while (ready) {
            const int code = sd_bus_process(bus, nullptr);
            ready = code > 0 || (code == 0 && sd_bus_wait(bus, UINT64_MAX) >= 0);
        }
        sd_bus_close_unref(bus);
    }

    int client_ = -1;
    std::jthread thread_;
};

}  // namespace

class SystemdBusTest : public QObject {
    Q_OBJECT

  private slots:
    void readsUnitsAndProperties() {
        Server server;
        const auto bus = makeSystemdBus([&server](sd_bus** opened) { return server.open(opened); });
        const auto units = bus->units();
        QVERIFY2(units, units ? "" : units.error().message.c_str());
        QCOMPARE(units->size(), 2u);
        QCOMPARE(units->at(1).name, std::string("apt.timer"));
        QCOMPARE(units->at(1).loadState, std::string("loaded"));
        QCOMPARE(units->at(1).activeState, std::string("active"));
        QCOMPARE(units->at(1).objectPath, std::string("/org/freedesktop/systemd1/unit/one"));

        const auto told = bus->managerText("Version");
        QVERIFY(told);
        QCOMPARE(*told, std::string("252.38"));
        const auto last = bus->unitNumber(units->at(1), "Timer", "LastTriggerUSec");
        QVERIFY(last);
        QCOMPARE(*last, 1.7e15);
    }

    void aPropertyOfAnotherTypeOrNoneIsAnError() {
        Server server;
        const auto bus = makeSystemdBus([&server](sd_bus** opened) { return server.open(opened); });
        const Unit unit{"apt.timer", "loaded", "active", "/org/freedesktop/systemd1/unit/one"};
        QCOMPARE(bus->unitText(unit, "Timer", "LastTriggerUSec").error().kind, ErrorKind::Malformed);
        QCOMPARE(bus->managerText("Missing").error().kind, ErrorKind::Failed);
        // The connection is as good as before.
        QVERIFY(bus->managerText("Version"));
    }

    void withoutABusThereIsNoSystemd() {
        const auto bus = makeSystemdBus([](sd_bus**) { return -ENOENT; });
        QCOMPARE(bus->units().error().kind, ErrorKind::Absent);
        QCOMPARE(bus->managerText("Version").error().kind, ErrorKind::Absent);
    }

    void connectsAnewAfterTheConnectionBroke() {
        int opened = 0;
        const auto bus = makeSystemdBus([&opened](sd_bus** fresh) {
            ++opened;
            std::array<int, 2> ends{};
            if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
                return -errno;
            close(ends[1]);  // nobody is there
            int code = sd_bus_new(fresh);
            if (code >= 0) code = sd_bus_set_fd(*fresh, ends[0], ends[0]);
            return code >= 0 ? sd_bus_start(*fresh) : code;
        });
        QVERIFY(!bus->units());
        QVERIFY(!bus->units());
        QCOMPARE(opened, 2);
    }
};

BARO_TEST(SystemdBusTest)
#include "SystemdBusTest.moc"
