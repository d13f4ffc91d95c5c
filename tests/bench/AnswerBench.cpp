// What the window does while a large answer of a server arrives: how long its event loop stands still, until
// the answer is drawn and while its pointer is moved over it, what the answer takes of memory, and how soon a
// question that is no longer wanted is over. Explore asks, as a chart and as a table, and a chart of one of
// the server's hosts. Wants an optimised build, python3 and no screen; run it in the root of the sources.
//
//     bench_answer [MEGABYTES [chart|host|table]]
//
// The bars: 50 ms for each turn of the event loop; no more memory than twice the answer.
#include <malloc.h>

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLabel>
#include <QMouseEvent>
#include <QProcess>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/Numbers.h"
#include "core/hosts/ServerSource.h"
#include "core/prometheus/ServerClient.h"
#include "core/remote/NetworkCarrier.h"
#include "tests/support/WindowParts.h"
#include "ui/MainWindow.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/explore/SourceChoice.h"
#include "ui/pages/PageList.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace {

using namespace baro;

constexpr qint64 patience = 120'000;  // milliseconds
constexpr qint64 settling = 500;      // what was answered is painted by then

std::int64_t wallNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

// Of this process; kB.
long memory(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":"))
            return parseNumber<long>(line.substr(line.find_first_of("0123456789"),
                                                 line.rfind(' ') - line.find_first_of("0123456789")))
                .value_or(0);
    return 0;
}

void forgetPeak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

double processorMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Between two turns of the event loop: how long, and how much of it this thread worked, as others work on the
// machine, too.
class Turns {
  public:
    Turns() {
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { take(); });
        timer_.start(1);
        last_.start();
    }
    void forget() {
        gaps_.clear();
        worked_.clear();
        (void)last_.restart();
        processor_ = processorMilliseconds();
    }
    void print(const char* what) const {
        std::printf("  %-34s longest turn %7.1f ms [50], 99th percentile %6.1f ms; at work %7.1f ms\n", what,
                    share(gaps_, 1), share(gaps_, 0.99), share(worked_, 1));
    }

  private:
    void take() {
        gaps_.push_back(static_cast<double>(last_.nsecsElapsed()) / 1e6);
        last_.restart();
        const double now = processorMilliseconds();
        worked_.push_back(now - processor_);
        processor_ = now;
    }
    static double share(std::vector<double> values, double part) {
        if (values.empty()) return 0;
        std::ranges::sort(values);
        return values[std::min(values.size() - 1,
                               static_cast<std::size_t>(part * static_cast<double>(values.size())))];
    }

    QTimer timer_;
    QElapsedTimer last_;
    double processor_ = processorMilliseconds();
    std::vector<double> gaps_, worked_;
};

template <class Condition>
bool waitFor(Condition condition) {
    QElapsedTimer waited;
    waited.start();
    while (!condition() && waited.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

void rest(qint64 milliseconds) {
    QElapsedTimer rested;
    rested.start();
    (void)waitFor([&] { return rested.elapsed() >= milliseconds; });
}

struct AnsweringServer {
    AnsweringServer() {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral("python3"), {QStringLiteral("tests/bench/answers.py")});
        if (process.waitForReadyRead()) port = process.readLine().trimmed();
    }
    ~AnsweringServer() {
        process.closeWriteChannel();
        process.waitForFinished();
    }
    AnsweringServer(const AnsweringServer&) = delete;
    AnsweringServer& operator=(const AnsweringServer&) = delete;

    QProcess process;
    QByteArray port;
};

struct Window {
    explicit Window(const QByteArray& port) {
        http::Connection connection;
        connection.name = "lab";
        connection.url = "http://127.0.0.1:" + port.toStdString();
        client = std::make_shared<const prometheus::ServerClient>(connection, carrier, nullptr);
        parts.hosts.setServers({client});
        main = std::make_unique<ui::MainWindow>(parts.context(), ui::pageList(), QStringLiteral("explore"));
        main->resize(1280, 800);
        main->show();
        // All of the range is over, and so kept for the next question.
        parts.cursor.setRange(std::chrono::hours(2));
        parts.cursor.advance(wallNow() / 60'000 * 60'000 - 3'600'000);
        main->findChild<ui::SourceChoice*>()->tick({QStringLiteral("lab")});
    }
    ~Window() {
        main.reset();
        parts.hosts.setServers({});
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void run(const QString& text) const {
        auto* const editor = main->findChild<ui::PromQlEditor*>();
        editor->setPlainText(text);
        emit editor->runWanted();
    }
    void press(const QString& text) const {
        for (QToolButton* button : main->findChildren<QToolButton*>())
            if (button->text() == text) button->click();
    }
    ui::SeriesChart* chart() const { return main->findChild<ui::SeriesChart*>(); }
    ui::SubjectTable* table() const { return main->findChild<ui::SubjectTable*>(); }
    bool says(const QString& text) const {
        for (const QLabel* label : main->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }

    std::shared_ptr<http::HttpCarrier> carrier = remote::makeNetworkCarrier();
    test::WindowParts parts;
    std::shared_ptr<const prometheus::ServerClient> client;
    std::unique_ptr<ui::MainWindow> main;
};

struct Measured {
    Turns& turns;
    double megabytes;

    void operator()(const char* what, const std::function<void()>& ask,
                    const std::function<bool()>& isThere) {
        malloc_trim(0);
        const long before = memory("VmRSS");
        forgetPeak();
        turns.forget();
        QElapsedTimer taken;
        taken.start();
        ask();
        if (!waitFor(isThere)) {
            std::printf("  %-34s is not there within %lld s\n", what, patience / 1000);
            return;
        }
        const qint64 shown = taken.elapsed();
        rest(settling);
        turns.print(what);
        const auto mega = [before](const char* name) {
            return static_cast<double>(memory(name) - before) / 1e3;
        };
        std::printf("  %-34s there after %5lld ms; memory at most %+7.1f MB [%.0f], afterwards %+7.1f MB\n",
                    "", shown, mega("VmHWM"), 2 * megabytes, mega("VmRSS"));
    }
};

QString question(double megabytes, const char* more = "") {
    return QStringLiteral("many{bytes=\"%1\"%2}").arg(megabytes * 1e6, 0, 'f', 0).arg(QLatin1String(more));
}

// Over the chart from left to right.
void point(QWidget& chart) {
    for (int x = 100; x < chart.width() - 20; x += 20) {
        const QPointF at(x, chart.height() / 2.0);
        QWidget* const under = chart.childAt(at.toPoint());
        if (under == nullptr) continue;
        QMouseEvent move(QEvent::MouseMove, under->mapFrom(&chart, at), chart.mapToGlobal(at), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(under, &move);
        rest(16);
    }
}

void exploreAsChart(Window& window, Turns& turns, double megabytes) {
    std::printf("Explore, a chart\n");
    Measured measure{turns, megabytes};
    ui::SeriesChart& chart = *window.chart();
    const auto hasData = [&] { return !chart.data().series.empty(); };
    measure(
        "an answer", [&] { window.run(question(megabytes)); }, hasData);
    std::printf("  %-34s %zu series drawn, of %zu columns\n", "", chart.data().series.size(),
                chart.data().columns());
    turns.forget();
    point(chart);
    turns.print("pointed at");
    turns.forget();
    window.main->resize(1200, 780);
    rest(3 * settling);
    turns.print("asked again by another width");
    measure(
        "the same again", [&] { window.run(question(megabytes)); }, hasData);
    QElapsedTimer canceled;
    measure(
        "given up in the middle",
        [&] {
            window.run(question(megabytes, ",pause=\"0.02\""));
            rest(2000);
            canceled.start();
            window.run(QStringLiteral("nothing"));
        },
        [&] { return window.says(QStringLiteral("0 series in")); });
    std::printf("  %-34s the next question was answered after %lld ms\n", "", canceled.elapsed() - settling);
    measure(
        "given up at its end",
        [&] {
            for (int pause = 300; pause < 1500; pause += 60) {
                window.run(question(megabytes, ",end=\"1\""));
                rest(pause);
            }
            window.run(QStringLiteral("nothing"));
        },
        [&] { return window.says(QStringLiteral("0 series in")); });
    measure(
        "tiny series without end", [&] { window.run(question(1000, ",points=\"1\"")); },
        [&] { return window.says(QStringLiteral("more than")); });
}

void exploreAsTable(Window& window, Turns& turns, double megabytes) {
    std::printf("Explore, a table\n");
    Measured measure{turns, megabytes};
    window.press(QStringLiteral("Table"));
    measure(
        "an answer", [&] { window.run(question(megabytes / 5, ",points=\"1\"")); },
        [&] { return window.table() != nullptr && window.table()->model()->rowCount() > 0; });
}

void chartOfHost(Window& window, Turns& turns, double megabytes) {
    std::printf("A chart of a host\n");
    Measured measure{turns, megabytes};
    const ServerSource source(window.client, HostTarget{"office:9100", "node"}, wallNow);
    ui::SeriesFeed feed(source, window.parts.cursor);
    feed.setSampleInterval(std::chrono::seconds(15));
    ui::ChartSpec spec;
    spec.lines = {{question(megabytes).toStdString(), QStringLiteral("{device}")}};
    ui::SeriesChart chart(window.parts.context().withSeries(feed, source), spec);
    chart.resize(1000, 400);
    measure(
        "an answer", [&] { chart.show(); },
        [&] { return !chart.data().series.empty() || !chart.data().problem.isEmpty(); });
    std::printf("  %-34s %zu series drawn, of %zu columns %s\n", "", chart.data().series.size(),
                chart.data().columns(), qPrintable(chart.data().problem));
    turns.forget();
    window.parts.cursor.advance(window.parts.cursor.newest() + 15'000);
    rest(3 * settling);
    turns.print("the next sample");
}

}  // namespace

int main(int count, char** arguments) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    const auto megabytes = count > 1 ? parseNumber<double>(arguments[1]) : 50.0;
    const AnsweringServer server;
    if (!megabytes || server.port.isEmpty()) {
        std::fprintf(
            stderr,
            "bench_answer: usage: bench_answer [MEGABYTES [chart|host|table]], in the root of the sources\n");
        return 1;
    }
    Window window(server.port);
    rest(settling);
    Turns turns;
    const std::string only = count > 2 ? arguments[2] : "";
    if (only.empty() || only == "chart") exploreAsChart(window, turns, *megabytes);
    if (only.empty() || only == "host") chartOfHost(window, turns, *megabytes);
    if (only.empty() || only == "table") exploreAsTable(window, turns, *megabytes);
    return 0;
}
