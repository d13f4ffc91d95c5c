#include "core/history/DataFiles.h"

#include <QtTest>
#include <filesystem>
#include <fstream>
#include <optional>

#include "core/history/Schema.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;

// A database with rows of events' ids and bytes.
class RowsOnDisk {
  public:
    RowsOnDisk() : database_(openForRecording(tree_.path("record.db")).value()) {}

    // In a transaction of their own, each of the time of its number.
    void write(std::int64_t first, const std::vector<std::string>& rows) {
        auto transaction = Transaction::begin(database_);
        QVERIFY(transaction);
        writeOnly(first, rows);
        QVERIFY(transaction->commit());
    }
    void writeAndFail(std::int64_t first, const std::vector<std::string>& rows) {
        auto transaction = Transaction::begin(database_);
        QVERIFY(transaction);
        writeOnly(first, rows);
    }
    std::optional<std::string> read(std::int64_t start) {
        auto select = database_.prepare("SELECT data FROM frames WHERE start = ?");
        if (!select->bind(1, start).step().value()) return std::nullopt;
        return DataReader(database_).read(*select, 0).value();
    }
    DataPlace placeOf(std::int64_t start) {
        return DataPlace::of(
            database_.integer("SELECT data FROM frames WHERE start = " + std::to_string(start))
                .value()
                .value());
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(tree_.path("record.data")))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    const test::TemporaryTree& tree() const { return tree_; }
    Database& database() { return database_; }

  private:
    void writeOnly(std::int64_t first, const std::vector<std::string>& rows) {
        auto data = DataWriter::begin(database_);
        QVERIFY(data);
        auto insert = database_.prepare("INSERT INTO frames(start, until, data) VALUES(?, ?, ?)");
        for (std::int64_t number = first; const std::string& row : rows) {
            insert->bind(1, number).bind(2, number);
            QVERIFY(data->bind(*insert, 3, row, number));
            QVERIFY(insert->run());
            ++number;
        }
        QVERIFY(data->finish());
    }

    test::TemporaryTree tree_;
    Database database_;
};

}  // namespace

class DataFilesTest : public QObject {
    Q_OBJECT

  private slots:
    void aPlaceIsANumber() {
        for (const DataPlace place : {DataPlace{1, 0, 1}, DataPlace{65535, 8388607, 16777215}}) {
            const DataPlace again = DataPlace::of(place.packed());
            QVERIFY(place.packed() > 0);
            QCOMPARE(again.file, place.file);
            QCOMPARE(again.offset, place.offset);
            QCOMPARE(again.length, place.length);
        }
    }

    void whatWasWrittenIsReadAgain() {
        RowsOnDisk rows;
        rows.write(1, {"one", std::string("t\0wo", 4)});
        rows.write(3, {"three"});
        QCOMPARE(rows.read(1), std::string("one"));
        QCOMPARE(rows.read(2), std::string("t\0wo", 4));
        QCOMPARE(rows.read(3), std::string("three"));
        QCOMPARE(rows.files(), std::vector<std::string>{"000001"});
        QCOMPARE(fs::file_size(rows.tree().path("record.data/000001")), std::uintmax_t{12});
        QCOMPARE(dataBytes(rows.database()).value(), 12);
    }

    void rowsThatHoldTheirBytesAreReadTheSameWay() {
        RowsOnDisk rows;
        QVERIFY(rows.database().execute("INSERT INTO frames VALUES(1, 1, x'6162')"));
        QCOMPARE(rows.read(1), std::string("ab"));
    }

    void whatWasNotCommittedIsWrittenOver() {
        RowsOnDisk rows;
        rows.write(1, {"first"});
        rows.writeAndFail(
            2, {"of a transaction that fails", std::string(9 * megabyte, 'x'), "in a second file"});
        QCOMPARE(rows.files().size(), std::size_t{2});
        QVERIFY(!rows.read(2));
        rows.write(2, {"second"});
        QCOMPARE(rows.read(1), std::string("first"));
        QCOMPARE(rows.read(2), std::string("second"));
        QCOMPARE(rows.placeOf(2).offset, 5);
        QCOMPARE(fs::file_size(rows.tree().path("record.data/000001")), std::uintmax_t{11});
        QVERIFY(deleteForgottenData(rows.database()));
        QCOMPARE(rows.files(), std::vector<std::string>{"000001"});
    }

    void theOldestFilesAreForgottenAndThenDeleted() {
        RowsOnDisk rows;
        std::vector<std::string> all;
        for (char name = 'a'; name < 'k'; ++name)
            all.emplace_back(megabyte, name);
        rows.write(1, all);
        QCOMPARE(rows.files(), std::vector<std::string>({"000001", "000002", "000003"}));
        QCOMPARE(rows.placeOf(10).file, 3);
        // The row of 4 is in the first file too.
        QVERIFY(forgetDataBefore(rows.database(), 4));
        QVERIFY(deleteForgottenData(rows.database()));
        QCOMPARE(rows.files().size(), std::size_t{3});
        for (const char* name : {"notes.txt", "1"})
            std::ofstream(rows.tree().path(std::string("record.data/") + name)) << "somebody's";
        QVERIFY(forgetDataBefore(rows.database(), 5));
        QCOMPARE(dataBytes(rows.database()).value(), static_cast<std::int64_t>(6 * megabyte));
        QCOMPARE(rows.read(4), std::string(megabyte, 'd'));
        QVERIFY(deleteForgottenData(rows.database()));
        QCOMPARE(rows.files(), std::vector<std::string>({"000002", "000003", "1", "notes.txt"}));
        QCOMPARE(rows.read(5), std::string(megabyte, 'e'));
        // The newest one stays: so its number is not given to another.
        QVERIFY(forgetDataBefore(rows.database(), 1000));
        rows.write(11, {"k"});
        QCOMPARE(rows.placeOf(11).file, 3);
    }

    void whatIsTooLongForAPlaceStaysInItsRow() {
        RowsOnDisk rows;
        const std::string longRow(16 * megabyte, 'x');
        rows.write(1, {longRow});
        QCOMPARE(rows.read(1), longRow);
        QVERIFY(!fs::exists(rows.tree().path("record.data")));
    }

    void whatIsGoneIsMissing() {
        RowsOnDisk rows;
        rows.write(1, {"abcd", "efgh"});
        fs::resize_file(rows.tree().path("record.data/000001"), 6);
        QCOMPARE(rows.read(1), std::string("abcd"));
        QCOMPARE(rows.read(2), std::string("ef"));
        fs::remove(rows.tree().path("record.data/000001"));
        QCOMPARE(rows.read(1), std::string(1, '\0'));  // a byte that no checksum takes
        // And others come behind it as before.
        rows.write(3, {"ij"});
        QCOMPARE(rows.read(3), std::string("ij"));
        QCOMPARE(rows.placeOf(3).offset, 8);
    }

    void aFolderThatCannotBeWrittenSaysWhich() {
        RowsOnDisk rows;
        std::ofstream(rows.tree().path("record.data")) << "in the way";
        auto transaction = Transaction::begin(rows.database());
        auto data = DataWriter::begin(rows.database());
        auto insert = rows.database().prepare("INSERT INTO frames(start, until, data) VALUES(1, 1, ?)");
        const Status bound = data->bind(*insert, 1, "row", 1);
        QVERIFY(!bound);
        QVERIFY(bound.error().message.find("record.data/000001") != std::string::npos);
    }
};

BARO_TEST(DataFilesTest)
#include "DataFilesTest.moc"
