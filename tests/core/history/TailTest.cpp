#include "core/history/Tail.h"

#include <QtTest>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

std::string tailBytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

int entriesIn(const std::string& path) {
    auto reader = TailReader::open(path);
    int entries = 0;
    while (reader && reader->next().value())
        ++entries;
    return entries;
}

// Three entries of 100, 0 and 1,000 bytes.
void writeThree(const std::string& path) {
    auto writer = TailWriter::begin(path, 7);
    QVERIFY(writer);
    writer->add(TailKind::Ticks, std::string(100, 't'));
    writer->add(TailKind::Event, "");
    QVERIFY(writer->flush());
    writer->add(TailKind::Frame, std::string(1000, 'f'));
    QVERIFY(writer->flush());
    QCOMPARE(static_cast<std::uintmax_t>(writer->size()), std::filesystem::file_size(path));
}

}  // namespace

class TailTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatWasWritten() {
        const test::TemporaryTree tree;
        writeThree(tree.path("tail"));
        auto reader = TailReader::open(tree.path("tail"));
        QVERIFY(reader);
        QCOMPARE(reader->number(), 7u);
        auto entry = reader->next().value();
        QVERIFY(entry && entry->kind == TailKind::Ticks && entry->content == std::string(100, 't'));
        entry = reader->next().value();
        QVERIFY(entry && entry->kind == TailKind::Event && entry->content.empty());
        entry = reader->next().value();
        QVERIFY(entry && entry->kind == TailKind::Frame && entry->content.size() == 1000);
        QVERIFY(!reader->next().value());
    }

    void aReaderGoesOnWhenMoreIsThere() {
        const test::TemporaryTree tree;
        auto writer = TailWriter::begin(tree.path("tail"), 1);
        QVERIFY(writer);
        auto reader = TailReader::open(tree.path("tail"));
        QVERIFY(reader);
        for (int round = 0; round < 3; ++round) {
            QVERIFY(!reader->next().value());
            writer->add(TailKind::Ticks, std::to_string(round));
            QVERIFY(!reader->next().value());  // not yet flushed
            QVERIFY(writer->flush());
            const auto entry = reader->next().value();
            QVERIFY(entry);
            QCOMPARE(entry->content, std::to_string(round));
        }
    }

    void whatIsCutIsLeftOutAndOverwritten() {
        const test::TemporaryTree tree;
        writeThree(tree.path("tail"));
        const std::string whole = tailBytes(tree.path("tail"));
        const std::string path = tree.path("cut");
        for (std::size_t length = 17; length < whole.size(); length += 13) {
            std::ofstream(path, std::ios::binary) << whole.substr(0, length);
            auto reader = TailReader::open(path);
            QVERIFY(reader);
            int entries = 0;
            while (reader->next().value())
                ++entries;
            QVERIFY(entries < 3);
            auto writer = TailWriter::resume(path, *reader);
            QVERIFY(writer);
            writer->add(TailKind::Labels, "more");
            QVERIFY(writer->flush());
            QCOMPARE(entriesIn(path), entries + 1);
        }
    }

    void nothingBehindADamagedEntryIsTaken() {
        const test::TemporaryTree tree;
        writeThree(tree.path("tail"));
        const std::string whole = tailBytes(tree.path("tail"));
        const std::string path = tree.path("flipped");
        for (std::size_t at = 17; at < whole.size(); at += 7) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
            std::ofstream(path, std::ios::binary) << flipped;
            QVERIFY2(entriesIn(path) < 3, qPrintable(QString("flipped at %1").arg(at)));
        }
    }

    void aNewTailTakesTheOldOnesPlaceAtOnce() {
        const test::TemporaryTree tree;
        writeThree(tree.path("tail"));
        auto old = TailReader::open(tree.path("tail"));
        QVERIFY(old);
        QVERIFY(TailWriter::begin(tree.path("tail"), 8));
        QVERIFY(old->next().value());  // who reads the old one still can
        auto fresh = TailReader::open(tree.path("tail"));
        QVERIFY(fresh);
        QCOMPARE(fresh->number(), 8u);
        QVERIFY(!fresh->next().value());
    }

    void errorsTellWhatIsWrong() {
        const test::TemporaryTree tree;
        QCOMPARE(TailReader::open(tree.path("none")).error().kind, ErrorKind::Absent);
        std::ofstream(tree.path("text")) << "this is a text, and no tail";
        QCOMPARE(TailReader::open(tree.path("text")).error().kind, ErrorKind::Malformed);
        QVERIFY(!TailWriter::begin(tree.path("no/folder"), 1));
    }
};

BARO_TEST(TailTest)
#include "TailTest.moc"
