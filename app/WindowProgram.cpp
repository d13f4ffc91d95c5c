#include "app/WindowProgram.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QTranslator>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "app/PageSources.h"
#include "app/QuitSignals.h"
#include "app/ReportCommand.h"
#include "app/SampledMachine.h"
#include "app/Screenshot.h"
#include "app/ShownMachine.h"
#include "app/SingleInstance.h"
#include "app/StartTrace.h"
#include "app/WindowScope.h"
#include "app/WindowServers.h"
#include "app/WindowServices.h"
#include "app/WindowTray.h"
#include "core/base/Log.h"
#include "core/base/Version.h"
#include "ui/FrameFeed.h"
#include "ui/MainWindow.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/hosts/HostSwitch.h"
#include "ui/hosts/ThisMachineThere.h"
#include "ui/pages/PageList.h"

namespace baro::app {
namespace {

constexpr std::chrono::milliseconds pictureSettleTime{3000};

Settings loadSettings(const WindowOptions& options) {
    SettingsSources sources = userSettings();
    if (!options.theme.empty()) sources.commandLine.emplace_back("window.theme", options.theme);
    if (options.interval)
        sources.commandLine.emplace_back("sampling.interval", std::to_string(options.interval->count()));
    Settings settings = Settings::load(sources);
    for (const std::string& problem : settings.problems())
        log(Severity::Warning, problem);
    return settings;
}

std::string startPage(const WindowOptions& options, const Settings& settings) {
    if (!options.page.empty()) return options.page;
    const std::string& chosen = settings.text("window.start-page");
    return chosen == "last" ? settings.text("window.last-page") : chosen;
}

// The page's search, the moment and the size that the command line asks for.
void openAsAsked(ui::MainWindow& window, ui::TimeCursor& cursor, const WindowOptions& options) {
    if (!options.search.empty() && options.host.empty())
        window.openPage(window.currentPage(), QString::fromStdString(options.search));
    // With the first Frame it is known what now is, and what is shown can be left. How far the record reaches
    // is known later, if there is one: the cursor goes on then to the moment that was meant.
    QObject::connect(
        &cursor, &ui::TimeCursor::advanced, &window,
        [&window, at = options.at] {
            if (!at.empty() && !window.goTo(QString::fromStdString(at)))
                log(Severity::Warning, "--at " + at + " is no moment: 03:12, yesterday 03:12, -2h");
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    if (options.width > 0) window.resize(options.width, options.height);
}

void showAskedHost(ui::MainWindow& window, ui::HostSwitch& hosts, const WindowOptions& options) {
    if (options.host.empty()) return;
    window.awaitHost();
    hosts.showNamed(QString::fromStdString(options.host),
                    options.search.empty() ? QString() : QString::fromStdString(options.search));
}

// A moment file has one Frame to show, and nothing live.
void standStill(SampledMachine& machine, const ui::PageContext& context) {
    QObject::connect(&context.frames, &ui::FrameFeed::arrived, &context.cursor, &ui::TimeCursor::pause,
                     Qt::SingleShotConnection);
    context.navigation.say(
        QCoreApplication::translate("MomentFile", "%1 is shown: a part of a record, and nothing live")
            .arg(QString::fromStdString(machine.shown().momentFile)));
    machine.hub().publish(machine.shown().lastMoment);
}

// Everything that lives as long as the window, in the order in which it is made; it goes in the opposite
// order.
int runWindow(QApplication& application, const WindowOptions& options, Settings& settings,
              SampledMachine& machine) {
    SingleInstance instance;
    const WindowScope scope = scopeOf(options, settings, machine.shown().momentFile);
    if (!scope.isForItself && instance.handOver()) {
        std::fputs("barograph: it runs already; its window was raised\n", stderr);
        return 0;
    }
    PageSources sources(scope, settings, machine);
    const ui::PageContext& context = sources.context();
    const std::vector<ui::PageEntry> pages = ui::pageList();
    ui::MainWindow window(context, pages, QString::fromStdString(startPage(options, settings)));
    QObject::connect(&window, &ui::MainWindow::firstPaintWithRates,
                     [] { traceStart("first-paint-with-rates"); });
    QObject::connect(&instance, &SingleInstance::raiseWanted, &window, &ui::MainWindow::bringToFront);
    openAsAsked(window, context.cursor, options);
    const ui::ThisMachineThere thisMachineThere(context.hosts, context.frames, sources.serverPast());
    ui::HostSwitch hosts(window, context, ui::pagesOfAnyHost());
    std::optional<WindowServers> servers;
    if (scope.showsOthers)
        servers.emplace(settings, sources.secrets(), context.hosts, context.servers, context.navigation);
    showAskedHost(window, hosts, options);
    if (!options.screenshot.empty())
        writeScreenshotAndQuit(window, QString::fromStdString(options.screenshot), pictureSettleTime);
    WindowTray tray(context, pages, window, options);
    WindowServices services({scope, settings, machine, sources, tray.icon(), window});
    if (scope.isForItself || options.hidden)
        services.begin();
    else
        services.beginAfterFirstPicture();
    if (!options.hidden) window.show();
    if (scope.showsFile) standStill(machine, context);
    traceStart("window-shown");
    const int status = application.exec();
    machine.stop();
    services.stop();
    return status;
}

void nameApplication() {
    QGuiApplication::setApplicationName(QStringLiteral("barograph"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Barograph"));
    QGuiApplication::setApplicationVersion(QString::fromStdString(std::string(programVersion())));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.barograph.Barograph"));
}

// Without those of the language, the forms of English numbers.
void installWords(QTranslator& words) {
    if (!words.load(QLocale(), QStringLiteral("barograph"), QStringLiteral("_"),
                    QStringLiteral(":/translations")))
        (void)words.load(QStringLiteral(":/translations/barograph_en.qm"));
    QCoreApplication::installTranslator(&words);
}

}  // namespace

bool hasScreen() {
    const auto isSet = [](const char* name) {
        const char* const value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

int showWindow(int& count, char** arguments, const WindowOptions& options) {
    Settings settings = loadSettings(options);
    Result<ShownMachine> shown = openMachine(options, servedSources(settings));
    if (!shown) {
        log(Severity::Error, shown.error().message);
        return 1;
    }
    SampledMachine machine(std::move(shown).value(), options,
                           std::chrono::milliseconds(settings.integer("sampling.interval")));
    machine.start();

    if (!options.screenshot.empty() && !hasScreen()) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    const QuitSignals quitSignals;
    traceStart("application");
    nameApplication();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/barograph.svg")));
    QApplication::setQuitOnLastWindowClosed(false);
    QTranslator words;
    installWords(words);
    return runWindow(application, options, settings, machine);
}

int printReport(int& count, char** arguments, const WindowOptions& options) {
    if (!hasScreen()) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(count, arguments);
    nameApplication();
    QTranslator words;
    installWords(words);
    return writeReport(options);
}

}  // namespace baro::app
