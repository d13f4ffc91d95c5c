#include "ui/widgets/ChartExport.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QDialog>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTableWidget>
#include <QThreadPool>
#include <QVBoxLayout>
#include <cmath>

#include "ui/Navigation.h"
#include "ui/PageContext.h"
#include "ui/widgets/ChartFrame.h"
#include "ui/widgets/PageChoice.h"

namespace baro::ui {

namespace {

struct ExportWords {
    Q_DECLARE_TR_FUNCTIONS(ChartExport)
};

QStringList expressionsOf(const ChartSpec& spec, const ExpressionVariables& more) {
    ExpressionVariables variables = spec.variables;
    variables.insert(more.begin(), more.end());
    QStringList expressions;
    for (const ChartLine& line : spec.lines)
        expressions << QString::fromStdString(withVariables(line.expression, variables));
    expressions.removeDuplicates();
    return expressions;
}

// One line opens at once; of several, each has its entry.
void addExplore(QMenu& menu, ChartFrame& chart, Navigation& navigation) {
    const QStringList expressions = expressionsOf(chart.spec(), {});
    const auto open = [&navigation](const QString& expression) {
        navigation.openPage(QStringLiteral("explore"), expression);
    };
    if (expressions.size() == 1) {
        menu.addAction(ExportWords::tr("Open in Explore"), &chart, [=] { open(expressions.front()); });
        return;
    }
    QMenu* const choice = menu.addMenu(ExportWords::tr("Open in Explore"));
    for (const QString& expression : expressions) {
        QString text = expression;
        choice->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), &chart,
                          [=] { open(expression); });
    }
}

// The disk may be slow, so the file is written on a worker thread; the window tells how it went.
void save(const QString& path, const QByteArray& bytes, Navigation& navigation) {
    QThreadPool::globalInstance()->start([path, bytes, window = QPointer(&navigation)] {
        QSaveFile file(path);
        const bool saved =
            file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        const QString sentence = saved
                                     ? ExportWords::tr("Saved %1").arg(path)
                                     : ExportWords::tr("Could not save %1: %2").arg(path, file.errorString());
        QMetaObject::invokeMethod(qApp, [window, sentence] {
            if (window != nullptr) window->say(sentence);
        });
    });
}

void saveAs(ChartFrame& chart, Navigation& navigation, const QString& ending, const QByteArray& bytes) {
    const QString name = chart.spec().title + QLatin1Char('.') + ending;
    const QString path = QFileDialog::getSaveFileName(chart.window(), ExportWords::tr("Save chart"), name);
    if (!path.isEmpty()) save(path, bytes, navigation);
}

void showTable(ChartFrame& chart) {
    const ChartData& data = chart.data();
    auto* dialog = new QDialog(chart.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(chart.spec().title);
    auto* table =
        new QTableWidget(static_cast<int>(data.columns()), static_cast<int>(data.series.size()), dialog);
    for (int column = 0; column < table->columnCount(); ++column) {
        const ChartSeries& series = data.series[static_cast<std::size_t>(column)];
        table->setHorizontalHeaderItem(column, new QTableWidgetItem(series.name));
        for (std::size_t row = 0; row < series.maximum.size(); ++row) {
            const double value = series.shown(row);
            table->setItem(static_cast<int>(row), column,
                           new QTableWidgetItem(std::isnan(value) ? QString() : QString::number(value)));
        }
    }
    const bool isOfDays = data.range.to - data.range.from > 86'400'000;
    const QString format = isOfDays ? QStringLiteral("yyyy-MM-dd HH:mm") : QStringLiteral("HH:mm:ss");
    for (int row = 0; row < table->rowCount(); ++row) {
        const auto time = QDateTime::fromMSecsSinceEpoch(data.timeOf(static_cast<std::size_t>(row)));
        table->setVerticalHeaderItem(row, new QTableWidgetItem(time.toString(format)));
    }
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(table);
    dialog->resize(640, 480);
    dialog->show();
}

}  // namespace

QByteArray chartAsPng(ChartFrame& chart) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    chart.grab().save(&buffer, "PNG");
    return bytes;
}

QByteArray chartAsSvg(ChartFrame& chart) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(chart.size());
    generator.setViewBox(chart.rect());
    generator.setTitle(chart.spec().title);
    chart.render(&generator);
    return bytes;
}

void showChartMenu(ChartFrame& chart, const PageContext& context, const QString& values,
                   const QPoint& position) {
    Navigation& navigation = context.navigation;
    QMenu menu(&chart);
    menu.setToolTipsVisible(true);
    const auto copy = [](const QString& text) { QApplication::clipboard()->setText(text); };
    menu.addAction(ExportWords::tr("Copy values"), &chart, [&] { copy(values); });
    menu.addAction(ExportWords::tr("Copy PromQL"), &chart, [&] {
        copy(expressionsOf(chart.spec(), context.series.variables()).join(QLatin1Char('\n')));
    });
    menu.addAction(ExportWords::tr("Show as table"), &chart, [&] { showTable(chart); });
    addExplore(menu, chart, navigation);
    addPageChoice(menu, context, toPageChart(chart.spec(), chart.isFilled()));
    if (chart.menuExtension()) chart.menuExtension()(menu);
    menu.addSeparator();
    menu.addAction(ExportWords::tr("Save as PNG …"), &chart,
                   [&] { saveAs(chart, navigation, QStringLiteral("png"), chartAsPng(chart)); });
    menu.addAction(ExportWords::tr("Save as SVG …"), &chart,
                   [&] { saveAs(chart, navigation, QStringLiteral("svg"), chartAsSvg(chart)); });
    menu.addAction(ExportWords::tr("Save as CSV …"), &chart,
                   [&] { saveAs(chart, navigation, QStringLiteral("csv"), chart.toCsv().toUtf8()); });
    menu.exec(position);
}

}  // namespace baro::ui
