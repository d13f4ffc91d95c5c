#include "ui/widgets/ChartExport.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <functional>

#include "core/hosts/HostExpression.h"
#include "core/hosts/HostSampler.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/PageContext.h"
#include "ui/Picture.h"
#include "ui/SavedFile.h"
#include "ui/alerts/AlertFromChart.h"
#include "ui/widgets/ChartFrame.h"
#include "ui/widgets/ChartTable.h"
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

// What a chart of a host asks its server: a text that says which host it means.
QString askedOfServer(const QString& expression, const PageContext& context) {
    const std::string range = durationText(4 * context.series.sampleInterval().count());
    const std::string text =
        withVariables(expression.toStdString(), {{std::string(intervalVariable), range}});
    const auto whole = expressionFor(text, context.host->target, range);
    return whole ? QString::fromStdString(*whole) : expression;
}

// One line opens at once; of several, each has its entry.
void addExplore(QMenu& menu, ChartFrame& chart, const PageContext& context) {
    QStringList expressions = expressionsOf(chart.spec(), {});
    if (context.host != nullptr)
        for (QString& expression : expressions)
            expression = askedOfServer(expression, context);
    Navigation& navigation = context.navigation;
    const auto open = [&navigation](const QString& expression) {
        navigation.openPage(QStringLiteral("explore"), expression);
    };
    if (expressions.size() == 1) {
        menu.addAction(ExportWords::tr("Open in Explore"), &chart, [=] { open(expressions.front()); });
        return;
    }
    QMenu* const choice = menu.addMenu(ExportWords::tr("Open in Explore"));
    for (const QString& expression : expressions)
        choice->addAction(withoutMnemonics(expression), &chart, [=] { open(expression); });
}

QString nameFor(const ChartFrame& chart, const QString& ending) {
    QString name = chart.spec().title;
    return name.replace(QLatin1Char('/'), QLatin1Char('-')) + QLatin1Char('.') + ending;
}

// Asks where before it is drawn: the menu's entry costs nothing until then.
void saveAs(ChartFrame& chart, Navigation& navigation, const QString& ending,
            const std::function<QByteArray()>& bytes) {
    const QString path =
        QFileDialog::getSaveFileName(chart.window(), ExportWords::tr("Save chart"), nameFor(chart, ending));
    if (!path.isEmpty()) saveInBackground(path, bytes(), navigation);
}

void addPictures(QMenu& menu, ChartFrame& chart, Navigation& navigation) {
    const auto add = [&](const QString& text, const QString& ending, PictureKind kind) {
        menu.addAction(text, &chart, [&chart, &navigation, ending, kind] {
            saveAs(chart, navigation, ending,
                   [&] { return encoded(chart.picture(), kind, chart.devicePixelRatioF()); });
        });
    };
    add(ExportWords::tr("Save as PNG …"), QStringLiteral("png"), PictureKind::Png);
    add(ExportWords::tr("Save as SVG …"), QStringLiteral("svg"), PictureKind::Svg);
    add(ExportWords::tr("Save as PDF …"), QStringLiteral("pdf"), PictureKind::Pdf);
}

}  // namespace

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
    menu.addAction(ExportWords::tr("Show as table"), &chart, [&] { showChartTable(chart, context); });
    addExplore(menu, chart, context);
    addAlertChoice(menu, chart, context);
    addPageChoice(menu, context, toPageChart(chart.spec(), chart.isFilled()));
    if (chart.menuExtension()) chart.menuExtension()(menu);
    menu.addSeparator();
    addPictures(menu, chart, navigation);
    menu.addAction(ExportWords::tr("Save as CSV …"), &chart, [&] {
        saveAs(chart, navigation, QStringLiteral("csv"), [&] { return chart.toCsv().toUtf8(); });
    });
    menu.exec(position);
}

}  // namespace baro::ui
