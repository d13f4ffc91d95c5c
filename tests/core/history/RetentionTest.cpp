#include "core/history/Retention.h"

#include <QtTest>
#include <filesystem>

#include "core/history/BlockPlace.h"
#include "core/history/DataFiles.h"
#include "core/history/Schema.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t firstDay = 20'000 * day;

// One block of two parts, one run of Frames and one event an hour, 10 kB each of the large ones.
void fill(Database& database, int hours) {
    auto block = database.prepare("INSERT INTO block VALUES(?, ?, zeroblob(10000))");
    auto frames = database.prepare("INSERT INTO frames VALUES(?, ?, zeroblob(10000))");
    auto event = database.prepare("INSERT INTO event(time, kind, about) VALUES(?, 'test', '{}')");
    QVERIFY(block && frames && event);
    auto transaction = Transaction::begin(database);
    for (int hour = 0; hour < hours; ++hour) {
        const std::int64_t start = firstDay + hour * 3'600'000;
        const std::int64_t until = start + 3'599'000;
        for (const std::uint32_t part : {0u, 1u})
            QVERIFY(block->bind(1, blockPlace(Tier::Samples, start / 1000, part)).bind(2, until).run());
        QVERIFY(frames->bind(1, start).bind(2, until).run());
        QVERIFY(event->bind(1, start).run());
    }
    QVERIFY(transaction->commit());
}

std::int64_t count(Database& database, const std::string& table) {
    return database.integer("SELECT count(*) FROM " + table).value().value();
}

}  // namespace

class RetentionTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsTooOldGoes() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        fill(database, 48);
        RetentionRules rules;
        rules.keptMilliseconds = day;
        for (int i = 0; i < 4; ++i)
            QVERIFY(trim(database, rules, firstDay + 2 * day));
        QCOMPARE(count(database, "block"), 48);
        QCOMPARE(count(database, "frames"), 24);
        QCOMPARE(count(database, "event"), 24);
        QVERIFY(database.integer("SELECT min(until) FROM block").value().value() >= firstDay + day);
    }

    void aClockThatIsWrongCostsSixHours() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        fill(database, 48);
        QVERIFY(trim(database, {}, firstDay + 2000 * day));
        QCOMPARE(count(database, "block"), 2 * (48 - 6));
        QCOMPARE(count(database, "frames"), 48 - 6);
    }

    // Half of what there is room for: half of the days, half of the year, half of the five years.
    void whatIsTooMuchShortensAllAlike() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        auto block = database.prepare("INSERT INTO block VALUES(?, ?, zeroblob(10000))");
        auto transaction = Transaction::begin(database);
        const std::int64_t now = firstDay + 2000 * day;
        const auto add = [&](Tier tier, std::int64_t length, int blocks) {
            for (int i = 1; i <= blocks; ++i) {
                const std::int64_t start = (now - i * length) / length * length;
                QVERIFY(block->bind(1, blockPlace(tier, start / 1000, 0)).bind(2, start + length).run());
            }
        };
        add(Tier::Samples, 4 * hourMilliseconds, 14 * 6 - 1);
        add(Tier::Minutes, day, 364);
        add(Tier::Hours, 30 * day, 60);
        QVERIFY(transaction->commit());
        RetentionRules rules;
        rules.mostBytes = 507 * 10'000 / 2;
        QVERIFY(trim(database, rules, now));
        const auto oldest = [&](Tier tier) {
            return now - startOfPlace(database
                                          .integer("SELECT min(place) FROM block WHERE place >= " +
                                                   std::to_string(blockPlace(tier, 0, 0)))
                                          .value()
                                          .value()) *
                             1000;
        };
        const auto isPart = [](std::int64_t age, std::int64_t kept) {
            return age > kept * 30 / 100 && age < kept * 60 / 100;
        };
        QVERIFY(isPart(oldest(Tier::Samples), rules.keptMilliseconds));
        QVERIFY(isPart(oldest(Tier::Minutes), rules.keptMinutes));
        QVERIFY(isPart(oldest(Tier::Hours), rules.keptHours));
    }

    void theOldestGoesWhenItIsTooLarge() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        fill(database, 48);
        RetentionRules rules;
        rules.mostBytes = 900'000;
        QVERIFY(trim(database, rules, firstDay + 2 * day));
        QVERIFY(count(database, "block") > 20);
        QVERIFY(count(database, "block") < 60);
        QVERIFY(database.integer("PRAGMA page_count").value().value() * 4096 < 1'000'000);
        // The newest stays.
        QCOMPARE(database.integer("SELECT max(until) FROM frames").value().value(),
                 firstDay + 48 * 3'600'000 - 1000);
    }

    // Rows whose bytes are beside the database: of half a megabyte an hour.
    void dataFilesCountAndGoWithTheirRows() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        const std::string bytes(500'000, 'x');
        for (int hour = 0; hour < 48; ++hour) {
            auto transaction = Transaction::begin(database);
            auto data = DataWriter::begin(database).value();
            auto insert = database.prepare("INSERT INTO frames VALUES(?, ?, ?)");
            const std::int64_t start = firstDay + hour * 3'600'000;
            insert->bind(1, start).bind(2, start + 3'599'000);
            QVERIFY(data.bind(*insert, 3, bytes, start + 3'599'000));
            QVERIFY(insert->run() && data.finish() && transaction->commit());
        }
        QCOMPARE(dataBytes(database).value(), 24'000'000);
        RetentionRules rules;
        rules.mostBytes = 12'000'000;
        for (int i = 0; i < 2; ++i)
            QVERIFY(trim(database, rules, firstDay + 2 * day));
        QVERIFY(dataBytes(database).value() <= 12'000'000);
        std::uintmax_t onDisk = 0;
        for (const auto& file : std::filesystem::directory_iterator(tree.path("record.data")))
            onDisk += file.file_size();
        QCOMPARE(static_cast<std::int64_t>(onDisk), dataBytes(database).value());
        // No more went than has to: a file has nine rows.
        QVERIFY(count(database, "frames") > (12 - 5) * 2);
        auto select = database.prepare("SELECT data FROM frames");
        DataReader reader(database);
        while (select->step().value())
            QCOMPARE(reader.read(*select, 0).value(), bytes);
    }

    void whatFitsStays() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        fill(database, 10);
        QVERIFY(trim(database, {}, firstDay + day));
        QCOMPARE(count(database, "block"), 20);
    }

    void evenAnImpossibleLimitEnds() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db")).value();
        fill(database, 5);
        RetentionRules rules;
        rules.mostBytes = 1;
        QVERIFY(trim(database, rules, firstDay + day));
        QCOMPARE(count(database, "block"), 0);
    }
};

BARO_TEST(RetentionTest)
#include "RetentionTest.moc"
