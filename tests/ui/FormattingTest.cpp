#include "ui/Formatting.h"

#include <QTest>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "ui/models/ProcessModel.h"

namespace baro::ui {

class FormattingTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { usual_ = QLocale(); }
    void cleanup() { QLocale::setDefault(usual_); }

    void anAmountIsGroupedAsTheLocaleDoes() {
        const auto text = [](const char* locale, auto count) {
            QLocale::setDefault(QLocale(QLatin1String(locale)));
            return countText(count);
        };
        QCOMPARE(text("en_US", 1234567), QStringLiteral("1,234,567"));
        QCOMPARE(text("de_DE", std::size_t{12345}), QStringLiteral("12.345"));
        QCOMPARE(text("ko_KR", std::uint64_t{12345}), QStringLiteral("12,345"));
        QCOMPARE(text("en_US", -12), QStringLiteral("-12"));
        QCOMPARE(text("C", 12345), QStringLiteral("12345"));
    }

    void whatOnlyNamesSomethingIsNot() {
        QLocale::setDefault(QLocale(QStringLiteral("en_US")));
        const Formatting format;
        ProcessModel model(format);
        model.showFrame(test::processFrame({{.pid = 12345, .name = "java", .cpu = 0.5}}));
        const auto& cells = model.cells();
        const auto text = [&](ProcessField field) { return cells.number(field, 12345, model.moment()); };
        QCOMPARE(text(ProcessField::Pid), QStringLiteral("12345"));
        QCOMPARE(text(ProcessField::ParentPid), QStringLiteral("12345"));
        QCOMPARE(text(ProcessField::Threads), QStringLiteral("12,345"));
    }

  private:
    QLocale usual_;
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::FormattingTest)
#include "FormattingTest.moc"
