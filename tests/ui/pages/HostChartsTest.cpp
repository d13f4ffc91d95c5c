#include <QStandardPaths>
#include <QTest>
#include <memory>
#include <set>

#include "core/hosts/HostExpression.h"
#include "core/pages/ExpressionText.h"
#include "tests/core/hosts/ScrapedStore.h"
#include "tests/core/hosts/ToldMachine.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/history/HeadlineCharts.h"
#include "ui/pages/PageList.h"
#include "ui/widgets/ChartFrame.h"

namespace baro::ui {

namespace {

constexpr int shownSeconds = 5;

// What every chart and sparkline of the window asks, with the range of rates put in.
std::set<std::string> askedByTheWindow(const Frame& frame) {
    std::set<std::string> asked;
    const auto take = [&asked](const ChartSpec& spec) {
        for (const ChartLine& line : spec.lines)
            asked.insert(withVariables(line.expression, {{std::string(intervalVariable), "5s"}}));
    };
    test::WindowParts parts;
    for (const PageEntry& entry : pageList()) {
        const std::unique_ptr<Page> page(entry.make(parts.context(), nullptr));
        for (const ChartFrame* chart : page->findChildren<ChartFrame*>())
            take(chart->spec());
        const auto sparkline = entry.sparkline != nullptr ? entry.sparkline(frame) : std::nullopt;
        if (sparkline) asked.insert(withVariables(*sparkline, {{std::string(intervalVariable), "5s"}}));
    }
    for (const ChartSpec& spec : headlineCharts())
        take(spec);
    return asked;
}

// What it costs itself; and the demo's GPU tells nothing as drm would.
bool isOfBarographAlone(const std::string& expression) {
    return expression.find("barograph_self_") != std::string::npos ||
           expression.find("barograph_gpu_") != std::string::npos;
}

// The demo as this machine has it, as a server has it among others, and as one has it that scrapes only a
// node_exporter there.
struct Stores {
    SampleStore local, remote, plain;
    promql::Steps steps;
    Frame newest;

    Stores() {
        test::DemoMachine machine;
        test::ScrapedSeries scrapes;
        for (int second = 0; second < 3 * shownSeconds; ++second) {
            Frame frame = test::demoFrame(machine);
            frame.rates = deriveRates(newest, frame.readings, frame.takenAt);
            scrapes.add(test::Scraped(frame, timeOf(frame)).samples());
            newest = std::move(frame);
        }
        const test::Pairs office{{"instance", "office:9100"}, {"job", "node"}};
        scrapes.fill(local, {});
        scrapes.fill(remote, office);
        scrapes.fill(remote, {{"instance", "attic:9100"}, {"job", "node"}}, 1.5);
        scrapes.fill(plain, office, 1, "barograph_");
        const std::int64_t end = timeOf(newest);
        steps = {end - shownSeconds * 1000, end, 1000};
    }
};

}  // namespace

// The pages of another host ask what they ask of this machine.
class HostChartsTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        stores_ = std::make_unique<Stores>();
        asked_ = askedByTheWindow(stores_->newest);
        QVERIFY(asked_.size() > 50);
    }
    void cleanupTestCase() { stores_.reset(); }

    void everyChartGivesTheSameNumbers() {
        for (const std::string& expression : asked_) {
            const auto there = expressionFor(expression, {"office:9100", "node", {}, true}, "5s");
            QVERIFY2(there.ok(), expression.c_str());
            const auto local = test::answerOf(expression, stores_->local, stores_->steps);
            QVERIFY2(test::answerOf(*there, stores_->remote, stores_->steps) == local, there->c_str());
        }
    }

    // The demo's hwmon, batteries and energy counters tell what a node_exporter would.
    void everyChartHasDataWithoutBarograph() {
        for (const std::string& expression : asked_) {
            if (isOfBarographAlone(expression)) continue;
            const auto there = expressionFor(expression, {"office:9100", "node", {}, false}, "5s");
            const auto local = test::answerOf(expression, stores_->local, stores_->steps);
            const auto plain = test::answerOf(*there, stores_->plain, stores_->steps);
            QVERIFY2(plain.size() == local.size(), there->c_str());
        }
    }

  private:
    std::unique_ptr<Stores> stores_;
    std::set<std::string> asked_;
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::HostChartsTest)
#include "HostChartsTest.moc"
