// What moment files say of users, commands and addresses when those are masked.
#include <QtTest>
#include <fstream>

#include "core/alerts/EvidenceJson.h"
#include "core/base/Escape.h"
#include "core/exports/MomentFile.h"
#include "core/history/Recorder.h"
#include "core/history/RunContent.h"
#include "core/history/Schema.h"
#include "core/model/FrameFields.h"
#include "core/series/Head.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;
using namespace baro::history;

namespace {

constexpr std::int64_t maskTick = 1'800'000'000'000;
constexpr MaskChoice allThree{.users = true, .commands = true, .addresses = true};
const GoOn toTheEnd = [](const Progress&) { return true; };

// All of these stand in every text of the Frame below, and none may be left.
const std::vector<std::string> secrets{"alice",       "bob",        "fjord",        "nas-7",
                                       "10.20.30.40", "2a02:77::5", "a4bbccddee0f", "a4:bb:cc:dd:ee:0f",
                                       "hunter2"};
const std::string secretText =
    "alice at fjord 10.20.30.40 [2a02:77::5]:80 a4:bb:cc:dd:ee:0f enxa4bbccddee0f /home/bob/x nas-7";
// Of these the owner's fields know, and they must not be what hides the rest.
const std::string secretCommand = "/home/alice/bin/tool --password=hunter2 10.20.30.40";

template <class T>
void fill(T& object);

void fillText(std::string& text) {
    text = secretText;
}
template <class T>
void fillShared(std::shared_ptr<const T>& shared) {
    T value{};
    fill(value);
    shared = std::make_shared<const T>(std::move(value));
}
template <class T>
struct Filled {
    static void fill(T& value) {
        if constexpr (HasFieldList<T>)
            forEachField(value, [](std::string_view, auto& field) { ::fill(field); });
    }
};
template <>
struct Filled<std::string> {
    static void fill(std::string& text) { fillText(text); }
};
template <class T>
struct Filled<std::optional<T>> {
    static void fill(std::optional<T>& value) { ::fill(value.emplace()); }
};
template <class T>
struct Filled<std::vector<T>> {
    static void fill(std::vector<T>& values) { ::fill(values.emplace_back()); }
};
template <class T>
struct Filled<std::shared_ptr<const T>> {
    static void fill(std::shared_ptr<const T>& shared) { fillShared(shared); }
};
template <>
struct Filled<NamedValues> {
    static void fill(NamedValues& values) {
        fillShared(values.names);
        values.values = {1};
    }
};
template <class T>
struct Filled<Section<T>> {
    static void fill(Section<T>& section) {
        T reading{};
        ::fill(reading);
        section = Section<T>(std::move(reading), Instant{});
    }
};
template <class T>
void fill(T& object) {
    Filled<T>::fill(object);
}

template <class T>
void forget(Section<T>& section) {
    section = Section<T>(failed(secretText));
}
template <HasFieldList T>
void forget(T& object) {
    forEachField(object, [](std::string_view, auto& field) { forget(field); });
}

FramePtr frameAt(std::int64_t milliseconds, Readings readings) {
    auto frame = std::make_shared<Frame>();
    const std::chrono::milliseconds wall(milliseconds);
    frame->takenAt = {wall, wall - std::chrono::hours(400'000), wall - std::chrono::hours(400'000)};
    frame->readings = std::move(readings);
    fill(frame->health);
    return frame;
}

// A Frame in which every list has an element, every optional a value and every text all secrets; and one
// whose sections are all unknown, for a reason that tells them.
std::vector<FramePtr> tellingFrames() {
    Readings readings;
    fill(readings);
    ProcessTable table = *readings.processes;
    auto facts = std::make_shared<ProcessFacts>(*table.processes.front().facts);
    facts->user = "alice";
    facts->userId = 1000;
    facts->commandLine = secretCommand;
    facts->executable = "alice mails to bob --password=hunter2";
    table.processes.front().facts = facts;
    readings.processes = Section<ProcessTable>(std::move(table), Instant{});
    Host host = *readings.host;
    host.name = "fjord";
    host.domainName = "fjord";
    readings.host = Section<Host>(std::move(host), Instant{});
    Filesystems filesystems = *readings.filesystems;
    filesystems.filesystems.front().device = "nas-7:/volume";
    readings.filesystems = Section<Filesystems>(std::move(filesystems), Instant{});
    Readings unknown;
    forget(unknown);
    return {frameAt(maskTick + 1000, std::move(readings)), frameAt(maskTick + 6000, std::move(unknown))};
}

void appendTelling(Head& head, std::int64_t time) {
    const Labels labels[] = {
        Labels({{"__name__", "node_uname_info"}, {"nodename", "fjord"}}),
        Labels({{"__name__", "node_filesystem_size_bytes"},
                {"mountpoint", "/home/alice"},
                {"device", "nas-7:/volume"}}),
        Labels({{"__name__", "node_network_info"},
                {"address", "a4:bb:cc:dd:ee:0f"},
                {"device", "enxa4bbccddee0f"}}),
        Labels({{"__name__", "backup_alice_bytes"}, {"user", "bob"}, {"text", secretText}}),
        Labels(std::vector<std::pair<std::string, std::string>>{{"__name__", "node_load1"}}),
    };
    std::vector<Head::Entry> entries;
    for (const Labels& one : labels)
        entries.push_back({head.idOf(one), static_cast<double>(time % 977)});
    head.append(time, entries);
}

std::unique_ptr<Recorder> openRecorder(const test::TemporaryTree& tree) {
    auto recorder = Recorder::open(tree.path("record"), "a test", {});
    return recorder ? std::move(recorder).value() : nullptr;
}

// Its bytes, and all that is compressed in it.
std::string allOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(file), {}};
    auto database = Database::open(path, Database::Access::Read);
    auto labels = database->prepare("SELECT labels FROM series");
    while (labels->step().value()) {
        const auto run = decodeLabels(labels->bytes(0));
        for (const Labels& one : run.value())
            all += toString(one) + '\n';
    }
    auto runs = database->prepare("SELECT data FROM frames");
    while (runs->step().value())
        all += differencesOfRow(partsOfRow(runs->bytes(0))->compressed).value();
    auto texts = database->prepare("SELECT about FROM event UNION ALL SELECT value FROM meta");
    while (texts->step().value())
        all += std::string(texts->bytes(0)) + '\n';
    return all;
}

}  // namespace

class MomentMaskTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsLeftOfWhatIsMasked() {
        const test::TemporaryTree tree;
        {
            Head head;
            const auto recorder = openRecorder(tree);
            for (int second = 0; second < 10; ++second)
                appendTelling(head, maskTick + second * 1000);
            for (const FramePtr& frame : tellingFrames())
                QVERIFY(recorder->add(frame));
            recorder->add({maskTick + 2000, "failed", "{\"what\":\"" + secretText + "\"}"});
            QVERIFY(recorder->record(head, maskTick + 9000));
            QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        }
        const auto record = Record::open(tree.path("record")).value();
        const TimeRange range{maskTick, maskTick + 10'000};
        QVERIFY(writeMoment(*record, range, {}, tree.path("plain"), toTheEnd));
        QVERIFY(writeMoment(*record, range, allThree, tree.path("masked"), toTheEnd));
        const std::string plain = allOf(tree.path("plain"));
        const std::string masked = allOf(tree.path("masked"));
        for (const std::string& secret : secrets) {
            QVERIFY2(plain.find(secret) != std::string::npos, secret.c_str());
            const auto at = masked.find(secret);
            const std::string around =
                at == std::string::npos ? "" : masked.substr(at - std::min<std::size_t>(at, 30), 80);
            QVERIFY2(around.empty(), (secret + ": " + escapedForTerminal(around)).c_str());
        }
        const auto moment = Record::open(tree.path("masked")).value();
        const FramePtr frame = moment->frameAt(maskTick + 1000).value();
        const ProcessFacts& facts = *frame->readings.processes->processes.front().facts;
        QCOMPARE(facts.user, std::string("user2"));
        QCOMPARE(facts.commandLine, std::string("tool"));
        QCOMPARE(frame->readings.host->name, std::string("host2"));
        QCOMPARE(frame->readings.network->interfaces.front().facts->macAddress,
                 frame->readings.host->osName);  // the same text, masked in the same way
        SeriesQuery query;
        query.range = range;
        const auto series = moment->series(query).value();
        QCOMPARE(series.size(), std::size_t{5});
        QCOMPARE(QString::fromStdString(toString(*series[1])),
                 QString("node_filesystem_size_bytes{device=\"host1:/volume\", mountpoint=\"/home/user2\"}"));
        QCOMPARE(moment->events(range)->size(), std::size_t{1});
    }

    void anAlertNamesNobodyEither() {
        const test::TemporaryTree tree;
        alerts::AlertEvidence evidence;
        evidence.rule = "HighLoad";
        evidence.labels = Labels({{"alertname", "HighLoad"}, {"mountpoint", "/srv/carol"}});
        evidence.annotations = {{"summary", "carol on fjord"}};
        evidence.firedAt = evidence.moment = maskTick + 1000;
        evidence.host = "fjord";
        // Nobody else knows that these are users.
        evidence.processes.resize(2);
        evidence.processes[0] = {.name = "carol-sync", .pid = 7, .userId = 1001, .user = "carol"};
        evidence.processes[1] = {.name = "postgres", .pid = 8, .userId = 104, .user = "postgres"};
        {
            Head head;
            const auto recorder = openRecorder(tree);
            for (int second = 0; second < 3; ++second)
                appendTelling(head, maskTick + second * 1000);
            recorder->add({maskTick + 1000, "alert", alerts::aboutAlert(evidence)});
            QVERIFY(recorder->record(head, maskTick + 2000));
            QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        }
        const auto record = Record::open(tree.path("record")).value();
        QVERIFY(writeMoment(*record, {maskTick, maskTick + 5000}, allThree, tree.path("out"), toTheEnd));
        const std::string all = allOf(tree.path("out"));
        for (const char* secret : {"carol", "fjord"})
            QVERIFY2(all.find(secret) == std::string::npos, secret);
        const auto moment = Record::open(tree.path("out")).value();
        const auto events = moment->events({maskTick, maskTick + 5000}).value();
        const auto again = alerts::evidenceIn(events.at(0).about);
        QVERIFY(again.ok());
        QCOMPARE(again->rule, std::string("HighLoad"));
        QCOMPARE(again->processes[0].user.substr(0, 4), std::string("user"));
        QCOMPARE(again->processes[1].name, std::string("postgres"));
        QVERIFY(again->processes[1].user != "postgres");
    }

    void onlyWhatWasChosenIsMasked() {
        const test::TemporaryTree tree;
        {
            const auto recorder = openRecorder(tree);
            Head head;
            appendTelling(head, maskTick);
            for (const FramePtr& frame : tellingFrames())
                QVERIFY(recorder->add(frame));
            QVERIFY(recorder->record(head, maskTick));
        }
        const auto record = Record::open(tree.path("record")).value();
        const MaskChoice commands{.users = false, .commands = true, .addresses = false};
        QVERIFY(writeMoment(*record, {maskTick, maskTick + 10'000}, commands, tree.path("out"), toTheEnd));
        const std::string all = allOf(tree.path("out"));
        QVERIFY(all.find("hunter2") == std::string::npos);
        QVERIFY(all.find("alice at fjord 10.20.30.40") != std::string::npos);
        auto database = Database::open(tree.path("out"), Database::Access::Read);
        QCOMPARE(database->integer("SELECT count(*) FROM meta WHERE value = 'commands'").value(), 1);
    }

    void seriesThatWouldBecomeOneAreToldApart() {
        const test::TemporaryTree tree;
        {
            Head head;
            const std::vector<Head::Entry> entries{
                {head.idOf(Labels({{"__name__", "a"}, {"on", "fjord"}})), 1},
                {head.idOf(Labels({{"__name__", "a"}, {"on", "fjord.example.org"}})), 2},
                {head.idOf(Labels({{"__name__", "b"}, {"host", "fjord.example.org"}})), 3}};
            head.append(maskTick, entries);
            const auto recorder = openRecorder(tree);
            QVERIFY(recorder->record(head, maskTick));
        }
        const auto record = Record::open(tree.path("record")).value();
        QVERIFY(writeMoment(*record, {maskTick, maskTick}, allThree, tree.path("out"), toTheEnd));
        SeriesQuery query;
        query.range = {maskTick, maskTick};
        const auto all = readAll(*Record::open(tree.path("out")).value(), query).value();
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(toString(all[0].labels), std::string("a{masked=\"2\", on=\"host1\"}"));
        QCOMPARE(all[0].samples.front().value, 2.0);
        QCOMPARE(toString(all[1].labels), std::string("a{on=\"host1\"}"));
    }
};

BARO_TEST(MomentMaskTest)
#include "MomentMaskTest.moc"
