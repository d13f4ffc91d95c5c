#include "core/history/FrameEvents.h"

#include <QtTest>
#include <string>
#include <vector>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t eventsBegin = 1'800'000'000;  // seconds

// A machine with what a test puts into it; each Frame is that many seconds after the first.
class ChangingMachine {
  public:
    void plug(const std::string& name, const std::string& transport = "usb", const std::string& parent = {}) {
        auto facts = std::make_shared<DiskFacts>();
        facts->transport = transport;
        facts->model = "Stick " + name;
        facts->parent = parent;
        disks_.disks.push_back({.name = name, .counters = {}, .facts = std::move(facts)});
    }
    void unplug(const std::string& name) {
        std::erase_if(disks_.disks, [&name](const Disk& disk) { return disk.name == name; });
    }
    void setCards(std::vector<std::pair<std::string, bool>> namesAndVirtual) {
        network_.interfaces.clear();
        for (const auto& [name, isVirtual] : namesAndVirtual) {
            auto facts = std::make_shared<InterfaceFacts>();
            facts->isVirtual = isVirtual;
            network_.interfaces.push_back({.name = name, .facts = std::move(facts)});
        }
    }
    void setHealth(CollectorHealth::State state, const std::string& reason = {}) {
        health_.state = state;
        health_.reason = reason;
    }
    void hideDisks() { hidesDisks_ = true; }

    // "kind about", one for each event.
    std::vector<std::string> at(int second, Discontinuity discontinuity = Discontinuity::None) {
        Frame frame;
        frame.takenAt.wall = std::chrono::seconds(eventsBegin + second);
        frame.discontinuity = discontinuity;
        if (!hidesDisks_) frame.readings.disks = Section(disks_, frame.takenAt);
        frame.readings.network = Section(network_, frame.takenAt);
        health_.name = "sensors";
        frame.health = {health_};
        std::vector<std::string> texts;
        for (const Event& event : events_.of(frame)) {
            texts.push_back(event.kind + ' ' + event.about);
            if (event.timeMilliseconds != (eventsBegin + second) * 1000) texts.back() += " at another time";
        }
        return texts;
    }

  private:
    FrameEvents events_;
    Disks disks_;
    Network network_;
    CollectorHealth health_;
    bool hidesDisks_ = false;
};

using Texts = std::vector<std::string>;

}  // namespace

class FrameEventsTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsBreaksInTime() {
        ChangingMachine machine;
        QCOMPARE(machine.at(0, Discontinuity::FirstFrame), Texts{"start {}"});
        QCOMPARE(machine.at(1), Texts());
        QCOMPARE(machine.at(3600, Discontinuity::Slept), Texts{"sleep {}"});
        QCOMPARE(machine.at(3000, Discontinuity::ClockStepped), Texts{"clock {}"});
        QCOMPARE(machine.at(3001, Discontinuity::Rebooted), Texts{"boot {}"});
    }

    void tellsDevicesThatComeAndGo() {
        ChangingMachine machine;
        machine.plug("sda", "sata");
        QCOMPARE(machine.at(0), Texts());
        machine.plug("sdb");
        machine.plug("sdb1", "usb", "sdb");
        QCOMPARE(machine.at(10), Texts{"plugged {\"device\":\"sdb\",\"reason\":\"Stick sdb\"}"});
        QCOMPARE(machine.at(11), Texts());
        machine.unplug("sdb1");
        machine.unplug("sdb");
        QCOMPARE(machine.at(100), Texts{"gone {\"device\":\"sdb\",\"reason\":\"Stick sdb\"}"});
        QCOMPARE(machine.at(101), Texts());
        machine.plug("sdb");
        QCOMPARE(machine.at(300), Texts{"plugged {\"device\":\"sdb\",\"reason\":\"Stick sdb\"}"});
    }

    // Loop devices of snaps, bridges of containers.
    void leavesOutWhatNobodyPlugsIn() {
        ChangingMachine machine;
        machine.setCards({{"lo", true}});
        QCOMPARE(machine.at(0), Texts());
        machine.plug("loop7", "loop");
        machine.plug("dm-3", "dm");
        machine.setCards({{"lo", true}, {"veth12", true}, {"enx0", false}});
        QCOMPARE(machine.at(1), Texts{"plugged {\"device\":\"enx0\"}"});
    }

    void aListThatCannotBeReadIsNoDeviceGone() {
        ChangingMachine machine;
        machine.plug("sda", "sata");
        QCOMPARE(machine.at(0), Texts());
        machine.hideDisks();
        QCOMPARE(machine.at(100), Texts());
    }

    void tellsWhatCannotBeRead() {
        ChangingMachine machine;
        machine.setHealth(CollectorHealth::State::Failed, "permission \"denied\"");
        QCOMPARE(machine.at(0),
                 Texts{"failed {\"collector\":\"sensors\",\"reason\":\"permission \\\"denied\\\"\"}"});
        QCOMPARE(machine.at(1), Texts());
        machine.setHealth(CollectorHealth::State::Ok);
        QCOMPARE(machine.at(61), Texts{"recovered {\"collector\":\"sensors\"}"});
        // That a machine has no such thing is no failure.
        machine.setHealth(CollectorHealth::State::Absent, "no sensors");
        QCOMPARE(machine.at(200), Texts());
    }

    // A bad cable: two changes a second would fill the record.
    void whatComesAndGoesAllTheTimeIsToldOnceAMinute() {
        ChangingMachine machine;
        QCOMPARE(machine.at(0), Texts());
        std::size_t told = 0;
        for (int second = 1; second <= 600; ++second) {
            second % 2 == 1 ? machine.plug("sdc") : machine.unplug("sdc");
            told += machine.at(second).size();
        }
        QVERIFY(told >= 5 && told <= 10);
        // How it ended is told at last.
        machine.plug("sdc");
        std::string last;
        for (int second = 601; second <= 800; ++second)
            for (const std::string& text : machine.at(second))
                last = text;
        const bool endsPlugged = last.starts_with("plugged") || last.empty();
        QVERIFY2(endsPlugged, last.c_str());
    }
};

BARO_TEST(FrameEventsTest)
#include "FrameEventsTest.moc"
