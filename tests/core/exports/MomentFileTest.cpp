#include "core/exports/MomentFile.h"

#include <QtTest>
#include <bit>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/history/Recorder.h"
#include "core/history/Schema.h"
#include "core/model/FrameCodec.h"
#include "core/series/Head.h"
#include "core/series/NotReadMarker.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;
using namespace baro::history;

namespace {

constexpr std::int64_t firstTick = 1'800'000'000'000;
constexpr MaskChoice everything{.users = true, .commands = true, .addresses = true};
const GoOn always = [](const Progress&) { return true; };

// Gauges, a device that comes and goes, and a value that is read every fifth second.
void appendUsual(Head& head, std::int64_t time, int second, std::mt19937& random) {
    std::vector<Head::Entry> entries;
    const auto add = [&](const std::string& name, int number, double value) {
        entries.push_back(
            {head.idOf(Labels({{"__name__", name}, {"device", std::to_string(number)}})), value});
    };
    for (int i = 0; i < 40; ++i)
        add("gauge", i, static_cast<double>(random() % 1000) / 8);
    if (second / 40 % 2 == 0) add("device", 0, second);
    add("slow", 0, second % 5 == 0 ? second : notReadMarker());
    head.append(time, entries);
}

std::unique_ptr<Recorder> recorderIn(const test::TemporaryTree& tree) {
    auto recorder = Recorder::open(tree.path("record"), "a test", {});
    return recorder ? std::move(recorder).value() : nullptr;
}

// 400 s with a pause of 10 minutes in between, a Frame every 10 s, and two events.
std::int64_t recordUsual(const test::TemporaryTree& tree, bool isEnded, int seconds = 400) {
    Head head(std::int64_t{1} << 40);
    std::mt19937 random(3);
    test::DemoMachine machine;
    const auto recorder = recorderIn(tree);
    std::int64_t time = firstTick + 350;
    for (int second = 0; second < seconds; ++second, time += 1000) {
        if (second == 230) {
            head.markGap();
            time += 600'000;
        }
        appendUsual(head, time, second, random);
        if (second % 10 == 0) {
            auto frame = std::make_shared<Frame>(*machine.next());
            frame->takenAt.wall = std::chrono::milliseconds(time);
            (void)recorder->add(frame);
        }
        if (second % 150 == 149) recorder->add({time, "boot", "{}"});
        if (second % 50 == 49 || second == seconds - 1) (void)recorder->record(head, time);
    }
    if (isEnded) (void)recorder->seal(Recorder::Seal::AndEnd);
    return time - 1000;
}

QString difference(const SeriesSource& a, const SeriesSource& b, TimeRange range) {
    SeriesQuery query;
    query.range = range;
    const auto left = readAll(a, query).value();
    const auto right = readAll(b, query).value();
    if (left.size() != right.size())
        return QString("%1 series instead of %2").arg(left.size()).arg(right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        const QString name = QString::fromStdString(toString(right[i].labels));
        if (left[i].labels != right[i].labels)
            return QString::fromStdString(toString(left[i].labels)) + " instead of " + name;
        if (left[i].samples.size() != right[i].samples.size())
            return name + QString(": %1 samples instead of %2")
                              .arg(left[i].samples.size())
                              .arg(right[i].samples.size());
        for (std::size_t k = 0; k < left[i].samples.size(); ++k)
            if (left[i].samples[k].timeMilliseconds != right[i].samples[k].timeMilliseconds ||
                std::bit_cast<std::uint64_t>(left[i].samples[k].value) !=
                    std::bit_cast<std::uint64_t>(right[i].samples[k].value))
                return name + QString(" differs at %1").arg(left[i].samples[k].timeMilliseconds - firstTick);
    }
    return {};
}

std::vector<std::string> framesOf(const Record& record, TimeRange range) {
    std::vector<std::string> frames;
    const Status all = record.framesIn(range, [&](const FramePtr& frame) {
        frames.push_back(encodeFrame(*frame));
        return true;
    });
    return all ? frames : std::vector<std::string>{all.error().message};
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

class MomentFileTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        recordUsual(ended_, true);
        recordUsual(recorded_, false);
    }

    void hasWhatTheRecordHas_data() {
        QTest::addColumn<bool>("isEnded");
        QTest::addColumn<qlonglong>("from");
        QTest::addColumn<qlonglong>("to");
        QTest::newRow("all of it") << true << 0LL << 2'500'000LL;
        QTest::newRow("while it is recorded") << false << 0LL << 2'500'000LL;
        QTest::newRow("within") << true << 60'123LL << 900'456LL;
        QTest::newRow("a second") << true << 100'000LL << 101'000LL;
        QTest::newRow("the pause") << true << 300'000LL << 700'000LL;
    }
    void hasWhatTheRecordHas() {
        QFETCH(const bool, isEnded);
        QFETCH(const qlonglong, from);
        QFETCH(const qlonglong, to);
        const auto record = Record::open((isEnded ? ended_ : recorded_).path("record")).value();
        const test::TemporaryTree tree;
        const TimeRange range{firstTick + from, firstTick + to};
        const auto written = writeMoment(*record, range, {}, tree.path("out.moment"), always);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto moment = Record::open(tree.path("out.moment")).value();
        QCOMPARE(difference(*moment, *record, range), QString());
        const auto frames = framesOf(*record, range);
        QVERIFY(framesOf(*moment, range) == frames);
        QCOMPARE(written->frames, std::uint64_t{frames.size()});
        QVERIFY(moment->events(range).value() == record->events(range).value());
        // And nothing else.
        QVERIFY(framesOf(*moment, {0, firstTick * 2}) == frames);
        QCOMPARE(difference(*moment, *record, range), QString());
        QCOMPARE(filesBeside(tree), QStringList({"out.moment"}));
    }

    void endsWhenItIsTold() {
        const test::TemporaryTree tree;
        const auto record = Record::open(ended_.path("record")).value();
        int left = 20;
        const auto written = writeMoment(*record, {firstTick, firstTick + 4'000'000}, everything,
                                         tree.path("out"), [&left](const Progress&) { return --left > 0; });
        QVERIFY(!written);
        QCOMPARE(written.error(), cancelled());
    }

    void saysWhyItCannotBeWritten() {
        const test::TemporaryTree tree;
        recordUsual(tree, true, 30);
        const auto record = Record::open(tree.path("record")).value();
        const auto written =
            writeMoment(*record, {firstTick, firstTick + 1000}, {}, tree.path("no/such/folder"), always);
        QVERIFY(!written);
        QCOMPARE(written.error().message,
                 "cannot write " + tree.path("no/such/folder") + ": unable to open database file");
    }

    void isReadOnly() {
        const test::TemporaryTree tree;
        recordUsual(tree, true, 30);
        const auto record = Record::open(tree.path("record")).value();
        std::filesystem::create_directory(tree.path("other"));
        QVERIFY(
            writeMoment(*record, {firstTick, firstTick + 10'000}, {}, tree.path("other/record.db"), always));
        const std::string before = contentOf(tree.path("other/record.db"));
        const auto recorder = Recorder::open(tree.path("other"), "a test", {});
        QVERIFY(!recorder);
        QVERIFY(recorder.error().message.find("is a moment file, which is only read") != std::string::npos);
        QVERIFY(contentOf(tree.path("other/record.db")) == before);
        QVERIFY(!Recorder::open(tree.path("other/record.db"), "a test", {}));
    }

    void brokenAndForeignFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("newer") << QByteArray("PRAGMA user_version = 99") << QByteArray("has format 99");
        QTest::newRow("another program's")
            << QByteArray("PRAGMA application_id = 1") << QByteArray("another program's");
        QTest::newRow("a view in place of a table") << QByteArray(
                                                           "DROP TABLE series; CREATE VIEW series AS WITH "
                                                           "RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n "
                                                           "FROM r) SELECT n AS first, '' AS labels FROM r")
                                                    << QByteArray("more than plain tables");
        QTest::newRow("a computed column")
            << QByteArray("ALTER TABLE event ADD COLUMN more AS (zeroblob(1000000000))")
            << QByteArray("more than plain tables");
        QTest::newRow("a table is missing") << QByteArray("DROP TABLE block") << QByteArray("no such table");
    }
    void brokenAndForeignFilesAreRefused() {
        QFETCH(const QByteArray, sql);
        QFETCH(const QByteArray, why);
        const test::TemporaryTree tree;
        writeShort(tree);
        QVERIFY(Database::open(tree.path("out"), Database::Access::ReadWrite)->execute(sql.toStdString()));
        const auto opened = Record::open(tree.path("out"));
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.find(why.toStdString()) != std::string::npos,
                 opened.error().message.c_str());
    }

    void cutFilesAreRefused() {
        const test::TemporaryTree tree;
        writeShort(tree);
        const std::string whole = contentOf(tree.path("out"));
        for (std::size_t length = 1; length < whole.size(); length += whole.size() / 23 + 1) {
            tree.write("cut", std::string_view(whole).substr(0, length));
            const auto opened = Record::open(tree.path("cut"));
            // Of the last page SQLite takes what is left.
            if (opened && whole.size() - length < 4096) continue;
            QVERIFY2(!opened, std::to_string(length).c_str());
            QVERIFY(opened.error().message.find('\n') == std::string::npos);
        }
    }

  private:
    static void writeShort(const test::TemporaryTree& tree) {
        recordUsual(tree, true, 30);
        const auto record = Record::open(tree.path("record")).value();
        QVERIFY(writeMoment(*record, {firstTick, firstTick + 60'000}, {}, tree.path("out"), always));
    }
    static QStringList filesBeside(const test::TemporaryTree& tree) {
        return QDir(QString::fromStdString(tree.path()))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

    // Only read.
    test::TemporaryTree ended_;
    test::TemporaryTree recorded_;  // its newest samples are in the tail
};

BARO_TEST(MomentFileTest)
#include "MomentFileTest.moc"
