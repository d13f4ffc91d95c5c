#include "ui/explore/PromQlEditor.h"

#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"
#include "ui/explore/PromQlText.h"

namespace baro::ui {
namespace {

constexpr std::int64_t editorNow = 1'700'000'000'000;

struct EditorFixture {
    EditorFixture() {
        for (const char* device : {"sda", "sdb", "with \"quotes\""})
            store.add(Labels({{"__name__", "node_disk_read_bytes_total"}, {"device", device}}),
                      {{editorNow, 1}});
        store.add(Labels({{"__name__", "node_load1"}, {"job", ""}}), {{editorNow, 1}});
        names.refresh({editorNow - 1000, editorNow}, nullptr);
        QSignalSpy read(&names, &SeriesNames::changed);
        read.wait();
        editor.resize(600, 60);
        editor.show();
        editor.setFocus();
    }
    QStringList offered() const {
        QStringList texts;
        if (!editor.isCompleting()) return texts;
        const auto* model = editor.findChild<QTreeView*>()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, 0).data().toString();
        return texts;
    }
    void write(const QString& text) {
        editor.setPlainText(text);
        editor.moveCursor(QTextCursor::End);
        editor.complete();
    }

    Theme theme{ThemeChoice::Light};
    SampleStore store;
    SeriesNames names{store};
    PromQlEditor editor{theme, &names};
};

}  // namespace

class PromQlEditorTest : public QObject {
    Q_OBJECT

  private slots:
    void offersMetricsFunctionsAndAggregations() {
        EditorFixture fixture;
        fixture.write("node_d");
        QCOMPARE(fixture.offered().value(0), "node_disk_read_bytes_total");
        fixture.write("rat");
        QVERIFY(fixture.offered().contains("rate()"));
        fixture.write("su");
        QVERIFY(fixture.offered().contains("sum()"));
    }

    void offersLabelsAndTheirValues() {
        EditorFixture fixture;
        fixture.write("node_disk_read_bytes_total{");
        QCOMPARE(fixture.offered(), QStringList{"device"});
        fixture.write("node_disk_read_bytes_total{device=\"s");
        QCOMPARE(fixture.offered(), QStringList({"sda", "sdb", "with \\\"quotes\\\""}));
    }

    void putsTheChoiceIn() {
        EditorFixture fixture;
        fixture.write("rate(node_di");
        QTest::keyClick(&fixture.editor, Qt::Key_Return);
        QCOMPARE(fixture.editor.toPlainText(), "rate(node_disk_read_bytes_total");
        QVERIFY(!fixture.editor.isCompleting());
    }

    void putsTheCursorIntoTheParentheses() {
        EditorFixture fixture;
        fixture.write("histogram_quan");
        QTest::keyClick(&fixture.editor, Qt::Key_Tab);
        QCOMPARE(fixture.editor.toPlainText(), "histogram_quantile()");
        QCOMPARE(fixture.editor.textCursor().position(), 19);
    }

    void keepsTheParenthesesThatStand() {
        EditorFixture fixture;
        fixture.editor.setPlainText("rat(node_load1)");
        QTextCursor cursor = fixture.editor.textCursor();
        cursor.setPosition(3);
        fixture.editor.setTextCursor(cursor);
        fixture.editor.complete();
        QTest::keyClick(&fixture.editor, Qt::Key_Tab);
        QCOMPARE(fixture.editor.toPlainText(), "rate(node_load1)");
        QCOMPARE(fixture.editor.textCursor().position(), 4);
    }

    void enterRuns() {
        EditorFixture fixture;
        QSignalSpy run(&fixture.editor, &PromQlEditor::runWanted);
        fixture.editor.setPlainText("node_load1");
        QTest::keyClick(&fixture.editor, Qt::Key_Return);
        QCOMPARE(run.count(), 1);
        QTest::keyClick(&fixture.editor, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(run.count(), 1);
        QVERIFY(fixture.editor.toPlainText().contains('\n'));
    }

    void underlinesAMistakeWhereItIs() {
        EditorFixture fixture;
        fixture.editor.setPlainText("sum(node_load1))");
        QTest::keyClick(&fixture.editor, Qt::Key_Return);
        QCOMPARE(fixture.editor.extraSelections().size(), 1);
        QCOMPARE(fixture.editor.extraSelections()[0].cursor.selectedText(), ")");
        QCOMPARE(fixture.editor.extraSelections()[0].cursor.selectionStart(), 15);
        QVERIFY(!fixture.editor.problem().isEmpty());
        fixture.editor.setPlainText("sum(node_load1)");
        QTest::keyClick(&fixture.editor, Qt::Key_Return);
        QVERIFY(fixture.editor.extraSelections().isEmpty());
        QVERIFY(fixture.editor.problem().isEmpty());
    }

    void takesTheIntervalForADuration() {
        EditorFixture fixture;
        fixture.editor.setPlainText("rate(node_load1[$interval])");
        QTest::keyClick(&fixture.editor, Qt::Key_Return);
        QVERIFY2(fixture.editor.problem().isEmpty(), qPrintable(fixture.editor.problem()));
    }

    void countsBytesAndCharacters() {
        const PromQlText text(QStringLiteral("é😀x"));
        QCOMPARE(text.positionOf(0), 0);
        QCOMPARE(text.positionOf(2), 1);
        QCOMPARE(text.positionOf(6), 3);
        QCOMPARE(text.byteOf(3), std::size_t{6});
        QCOMPARE(text.byteOf(4), std::size_t{7});
        QCOMPARE(text.positionOf(99), 4);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PromQlEditorTest)
#include "PromQlEditorTest.moc"
