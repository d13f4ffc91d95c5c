#include "core/exports/OutputFile.h"

#include <QtTest>
#include <filesystem>
#include <fstream>
#include <optional>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;

namespace {

std::string textIn(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t filesIn(const test::TemporaryTree& tree) {
    return std::distance(std::filesystem::directory_iterator(tree.path()), {});
}

}  // namespace

class OutputFileTest : public QObject {
    Q_OBJECT

  private slots:
    void isThereWhenItIsCommitted() {
        const test::TemporaryTree tree;
        tree.write("out", "before");
        auto file = OutputFile::create(tree.path("out"));
        QVERIFY(file && file->isFile());
        QVERIFY(file->write("after"));
        QCOMPARE(textIn(tree.path("out")), std::string("before"));
        QVERIFY(file->commit());
        QCOMPARE(textIn(tree.path("out")), std::string("after"));
        QCOMPARE(filesIn(tree), std::ptrdiff_t{1});
    }

    void leavesNothingWhenItIsNot() {
        const test::TemporaryTree tree;
        {
            auto file = OutputFile::create(tree.path("out"));
            QVERIFY(file && file->write("something"));
        }
        QCOMPARE(filesIn(tree), std::ptrdiff_t{0});
    }

    void aLinkStaysOne() {
        const test::TemporaryTree tree;
        tree.write("target", "before");
        tree.link("out", tree.path("target"));
        auto file = OutputFile::create(tree.path("out"));
        QVERIFY(file && file->write("after") && file->commit());
        QVERIFY(std::filesystem::is_symlink(tree.path("out")));
        QCOMPARE(textIn(tree.path("target")), std::string("after"));
    }

    void whatAKilledProcessLeftIsReplaced() {
        const test::TemporaryTree tree;
        std::string name;
        {
            auto file = OutputFile::create(tree.path("out"));
            name = std::filesystem::path(file->writtenAt()).filename();
        }
        tree.write(name, "long ago, and longer");
        auto file = OutputFile::create(tree.path("out"));
        QVERIFY(file && file->write("now") && file->commit());
        QCOMPARE(textIn(tree.path("out")), std::string("now"));
    }

    void saysWhatIsWrong() {
        const test::TemporaryTree tree;
        const auto folder = OutputFile::create(tree.path());
        QVERIFY(!folder && folder.error().message.find("it is a folder") != std::string::npos);
        const auto nowhere = OutputFile::create(tree.path("no/such"));
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().message,
                 "cannot write " + tree.path("no/such") + ": No such file or directory");
    }

    void aFullDiskIsTold() {
        if (!std::filesystem::exists("/dev/full")) QSKIP("there is no /dev/full here");
        auto file = OutputFile::create("/dev/full");
        QVERIFY(file && !file->isFile());
        const Status written = file->write("something");
        QVERIFY(!written);
        QCOMPARE(written.error().message, std::string("cannot write /dev/full: No space left on device"));
    }
};

BARO_TEST(OutputFileTest)
#include "OutputFileTest.moc"
