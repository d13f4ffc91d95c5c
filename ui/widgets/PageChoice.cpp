#include "ui/widgets/PageChoice.h"

#include <QCoreApplication>
#include <QMenu>
#include <utility>

#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/PageContext.h"
#include "ui/UserPages.h"

namespace baro::ui {
namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(PageChoice)
};

}  // namespace

PageChart toPageChart(const ChartSpec& spec, bool isStacked) {
    PageChart chart{spec.title.toStdString(), spec.unit, isStacked, spec.maximum, {}};
    for (const ChartLine& line : spec.lines)
        chart.lines.push_back(
            {withVariables(line.expression, spec.variables), line.name.toStdString(), line.isDown});
    return chart;
}

ChartSpec toChartSpec(const PageChart& chart, const ExpressionVariables& variables) {
    ChartSpec spec;
    spec.title = machineText(chart.title);
    spec.unit = chart.unit;
    spec.maximum = chart.maximum;
    spec.variables = variables;
    for (const PageChartLine& line : chart.lines)
        spec.lines.push_back({line.expression, machineText(line.name), {}, {}, line.isDown});
    return spec;
}

void addPageChoice(QMenu& menu, const PageContext& context, PageChart chart) {
    QMenu* const choice = menu.addMenu(PageWords::tr("Add to a page"));
    UserPages& pages = context.userPages;
    Navigation& navigation = context.navigation;
    for (const UserPages::Entry& entry : pages.pages()) {
        const QString title = machineText(entry.page.title);
        choice->addAction(withoutMnemonics(title), &pages,
                          [&pages, &navigation, id = entry.id, title, chart] {
                              pages.addChart(id, chart);
                              navigation.say(PageWords::tr("Added to the page %1").arg(title));
                          });
    }
    if (!pages.pages().empty()) choice->addSeparator();
    choice->addAction(PageWords::tr("New page"), &pages, [&pages, &navigation, chart = std::move(chart)] {
        navigation.openPage(pages.add({PageWords::tr("My page").toStdString(), {}, {chart}}));
    });
}

}  // namespace baro::ui
