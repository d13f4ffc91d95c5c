// `barograph`: the window. Sampling starts before Qt does, so that there is data when the window appears.
#include <malloc.h>

#include <QApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QIcon>
#include <QLocale>
#include <QTimer>
#include <QTranslator>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

#include "app/AlertEvents.h"
#include "app/AppliedSettings.h"
#include "app/DataDirectory.h"
#include "app/EndpointSwitch.h"
#include "app/PastFailures.h"
#include "app/RecordedPasts.h"
#include "app/ReportCommand.h"
#include "app/Screenshot.h"
#include "app/Secrets.h"
#include "app/SharedFrames.h"
#include "app/ShownMachine.h"
#include "app/SingleInstance.h"
#include "app/StartTrace.h"
#include "app/WatchedRules.h"
#include "app/WindowAlerts.h"
#include "app/WindowOptions.h"
#include "app/WindowRecord.h"
#include "app/WindowSending.h"
#include "app/WindowServers.h"
#include "app/WindowWriting.h"
#include "core/base/Log.h"
#include "core/base/Version.h"
#include "core/connections/ServersFile.h"
#include "core/history/Record.h"
#include "core/metrics/FrameSeries.h"
#include "core/remote/NetworkCarrier.h"
#include "core/sampling/Sampler.h"
#include "core/series/Head.h"
#include "core/series/JoinedSeries.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/MainWindow.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/UserPages.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/connections/ServerBook.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/hosts/HostSwitch.h"
#include "ui/hosts/ServerPast.h"
#include "ui/hosts/ThisMachineThere.h"
#include "ui/pages/PageList.h"
#include "ui/theme/Theme.h"
#include "ui/tray/TrayIcon.h"

namespace baro::app {
namespace {

constexpr std::chrono::milliseconds pictureSettleTime{2500};
constexpr std::chrono::seconds longestWaitForPaint{2};

bool hasScreen() {
    const auto isSet = [](const char* name) {
        const char* const value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

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

// Charts and rates of a recording are there at once.
void continueFromPast(const std::vector<FramePtr>& past, FrameSeries& series, Sampler& sampler) {
    for (const FramePtr& frame : past)
        series.append(*frame);
    // The newest is what the first sample shows again.
    if (past.size() > 1) sampler.continueAfter(past[past.size() - 2]);
}

CollectorChoice chosenCollectors(const Settings& settings) {
    auto choice = CollectorChoice::parse(settings.text("endpoint.collectors"));
    if (choice) return std::move(choice).value();
    log(Severity::Warning, "the setting endpoint.collectors is left aside: " + choice.error().message);
    return {};
}

// Beside the settings; empty when there is no place for it.
QString besideSettings(const Settings& settings, const QString& name) {
    if (settings.path().empty()) return {};
    return QFileInfo(QString::fromStdString(settings.path())).absolutePath() + QLatin1Char('/') + name;
}

std::string startPage(const WindowOptions& options, const Settings& settings) {
    if (!options.page.empty()) return options.page;
    const std::string& chosen = settings.text("window.start-page");
    return chosen == "last" ? settings.text("window.last-page") : chosen;
}

// Everything that lives as long as the window, in the order in which it is made; it goes in the opposite
// order.
int runWindow(QApplication& application, const WindowOptions& options, Settings& settings,
              ShownMachine& machine, FrameHub& hub, Head& head, CollectionLog& collection, Sampler& sampler,
              FollowedFrames* followed, RuleTicks& ruleTicks) {
    SingleInstance instance;
    const bool showsFile = !machine.momentFile.empty();
    const bool isForItself = !options.screenshot.empty() || options.playsRecording() || showsFile;
    if (!isForItself && instance.handOver()) {
        std::fputs("barograph: it runs already; its window was raised\n", stderr);
        return 0;
    }
    ui::Theme theme;
    ui::Formatting format;
    ui::TimeCursor cursor;
    ui::Navigation navigation;
    applyTheme(theme, settings.text("window.theme"));
    // Without a folder there is no record: a recording or a picture is not this machine's history.
    const bool records = !isForItself && settings.boolean("record.on");
    // A record that is named is shown in a picture too.
    const bool showsRecord =
        records || showsFile || (!options.dataDirectory.empty() && !options.playsRecording());
    // A recording or a moment file has no other machines.
    const bool showsOthers = !options.playsRecording() && !showsFile;
    const std::string recordPath = showsFile     ? machine.momentFile
                                   : showsRecord ? dataDirectoryOr(options.dataDirectory)
                                                 : std::string();
    const history::Record record(recordPath);
    const JoinedSeries all(record, head, [&head] { return head.oldestTime(); });
    ui::FrameFeed frames(hub, cursor, showsRecord ? pastOf(record) : pastOf(std::exchange(machine.past, {})));
    ui::ServerPast serverPast;
    ui::SeriesFeed series(all, cursor);
    series.setServerPast(&serverPast);
    const Subscription following = followSettings(settings, {sampler, theme, format, cursor, series});
    ui::UserPages userPages(besideSettings(settings, QStringLiteral("pages")));
    userPages.load();
    ui::UserPages historyPages(besideSettings(settings, QStringLiteral("history")));
    historyPages.load();
    ui::AlertFeed alertFeed(frames);
    // What is played happened to nobody, and nothing of it is silent.
    const QString silencesFile =
        isForItself ? QString() : besideSettings(settings, QStringLiteral("silences.json"));
    ui::SilenceFeed silences(std::make_shared<alerts::Silences>(silencesFile.toStdString()), navigation);
    silences.watch();
    ui::HostDirectory directory;
    directory.setPlace(besideSettings(settings, QStringLiteral("servers.yml")));
    const auto secrets = backgroundSecretStore(settings.path(), true);
    ui::ServerBook serverBook({showsOthers ? http::serversPath(settings.path()) : std::string(), secrets, [] {
                                   return std::shared_ptr<http::HttpCarrier>(remote::makeNetworkCarrier());
                               }});
    const ui::PageContext context{frames,
                                  cursor,
                                  series,
                                  all,
                                  userPages,
                                  historyPages,
                                  theme,
                                  format,
                                  navigation,
                                  settings,
                                  machine.platform->processControl(),
                                  machine.platform->processInspector(),
                                  collection,
                                  alertFeed,
                                  silences,
                                  directory,
                                  serverBook};
    const std::vector<ui::PageEntry> pages = ui::pageList();
    ui::MainWindow window(context, pages, QString::fromStdString(startPage(options, settings)));
    QObject::connect(&window, &ui::MainWindow::firstPaintWithRates,
                     [] { traceStart("first-paint-with-rates"); });
    QObject::connect(&instance, &SingleInstance::raiseWanted, &window, &ui::MainWindow::bringToFront);
    if (!options.search.empty() && options.host.empty())
        window.openPage(window.currentPage(), QString::fromStdString(options.search));
    // Before it is known how far the record reaches there is nowhere to go.
    QObject::connect(
        &cursor, &ui::TimeCursor::reachChanged, &window,
        [&window, at = options.at] {
            if (!at.empty() && !window.goTo(QString::fromStdString(at)))
                log(Severity::Warning, "--at " + at + " is no moment: 03:12, yesterday 03:12, -2h");
        },
        Qt::SingleShotConnection);
    const ui::ThisMachineThere thisMachineThere(directory, frames, serverPast);
    ui::HostSwitch hosts(window, context, ui::pagesOfAnyHost());
    std::optional<WindowServers> servers;
    if (showsOthers) servers.emplace(settings, secrets, directory, serverBook, navigation);
    if (!options.host.empty()) {
        window.awaitHost();
        hosts.showNamed(QString::fromStdString(options.host),
                        options.search.empty() ? QString() : QString::fromStdString(options.search));
    }
    if (options.width > 0) window.resize(options.width, options.height);
    if (!options.screenshot.empty())
        writeScreenshotAndQuit(window, QString::fromStdString(options.screenshot), pictureSettleTime);

    ui::TrayIcon tray(context, pages);
    QObject::connect(&tray, &ui::TrayIcon::windowWanted, &window, &ui::MainWindow::bringToFront);
    // After the first paint: asking for a tray is a round trip over D-Bus that the picture need not wait for.
    QMetaObject::invokeMethod(
        &window,
        [&] {
            if (!options.screenshot.empty()) return;
            tray.setWanted(settings.boolean("tray.icon"));
            window.setClosesToTray(tray.isThere() && settings.boolean("window.close-to-tray"));
            if (options.hidden && !tray.isThere()) window.showMinimized();
        },
        Qt::QueuedConnection);
    QObject::connect(&window, &ui::MainWindow::hiddenByClose, &tray, [&] {
        if (settings.boolean("window.close-to-tray-told")) return;
        tray.tell(
            ui::MainWindow::tr("Barograph goes on in the tray"),
            ui::MainWindow::tr("Closing the window keeps sampling. Quit it from the menu of this icon."));
        if (settings.set("window.close-to-tray-told", "true") && !settings.save())
            log(Severity::Warning, "cannot save the settings to " + settings.path());
    });
    std::optional<WindowWriting> writing;
    std::optional<WindowRecord> recording;
    if (records) {
        writing.emplace(
            settings, secrets,
            WrittenRecord{record, all, machine.platform->clock(),
                          [&recording](history::Event event) { recording->keeper().add(std::move(event)); }},
            navigation);
        recording.emplace(record.directory(), settings,
                          WindowFrames{hub, sampler, *followed, frameSource(options.procfs, options.sysfs)},
                          head, navigation, writing->recorded());
    }
    std::optional<WindowSending> sending;
    // What is played happened to nobody.
    if (!isForItself) sending.emplace(settings, recording ? &recording->keeper() : nullptr, navigation);
    // A moment file has nothing new.
    std::optional<WatchedRules> alerts;
    if (!showsFile)
        alerts.emplace(
            record, all, hub, machine.platform->clock(), settings, ruleTicks,
            RuleObservers{[&sending](const alerts::AlertStanding& standing, const Instant& evaluated) {
                              if (sending) sending->take(standing, evaluated);
                          },
                          recording ? alertEventsTo(recording->keeper()) : nullptr});
    if (alerts) {
        alertFeed.setSource([&alerts] { return alerts->standing(); });
        alertFeed.setHurry([&alerts] { alerts->hurry(); });
        alertFeed.setEvidence([&alerts](const Labels& labels, std::int64_t firedAt) {
            return alerts->evidence().of(labels, firedAt);
        });
    }
    const WindowAlerts telling(isForItself || !alerts ? nullptr : &alerts->engine(),
                               machine.platform->clock(), context, tray, window);
    // A recording is not this machine: it is shown, never served.
    std::optional<EndpointSwitch> endpoint;
    if (!isForItself) {
        endpoint.emplace(
            settings,
            Served{hub, all, machine.platform->clock(), collection, [&alerts] { return alerts->standing(); },
                   [&sending, &writing] {
                       Families own = sending->families();
                       if (writing)
                           std::ranges::move(writing->families().families, std::back_inserter(own.families));
                       return own;
                   }},
            chosenCollectors(settings));
        QObject::connect(&*endpoint, &EndpointSwitch::reported, &navigation,
                         [&navigation](const QString& sentence, bool listens) {
                             if (!sentence.isEmpty()) navigation.say(sentence);
                             navigation.tell(ui::Navigation::Service::Endpoint, sentence, listens);
                         });
    }
    std::optional<RememberedFailures> remembered;
    bool hasBegun = false;
    const auto begin = [&] {
        if (std::exchange(hasBegun, true)) return;
        if (alerts) alerts->start();
        if (!recording) return;
        recording->start();
        writing->start(recording->keeper());
        remembered.emplace(record, collection, QDateTime::currentMSecsSinceEpoch());
    };
    // The first picture does not wait for the disk, nor for a processor that reads rules. There may be none.
    if (isForItself || options.hidden) {
        begin();
    } else {
        QObject::connect(&window, &ui::MainWindow::firstPaintWithRates, &window, begin,
                         Qt::SingleShotConnection);
        QTimer::singleShot(longestWaitForPaint, &window, begin);
    }
    if (!options.hidden) window.show();
    if (showsFile) {
        QObject::connect(&frames, &ui::FrameFeed::arrived, &cursor, &ui::TimeCursor::pause,
                         Qt::SingleShotConnection);
        navigation.say(
            QCoreApplication::translate("MomentFile", "%1 is shown: a part of a record, and nothing live")
                .arg(QString::fromStdString(machine.momentFile)));
        hub.publish(machine.lastMoment);
    }
    traceStart("window-shown");
    const int status = application.exec();
    sampler.stop();
    if (writing) writing->stop();
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

int start(int& count, char** arguments, const WindowOptions& options) {
    Settings settings = loadSettings(options);
    Result<ShownMachine> machine =
        openMachine(options, {chosenCollectors(settings), settings.text("endpoint.textfile")});
    if (!machine) {
        log(Severity::Error, machine.error().message);
        return 1;
    }
    FrameHub hub;
    Head head;
    FrameSeries series(head);
    CollectionLog collection;
    RuleTicks ruleTicks;
    // A moment file has its series itself.
    const bool isSampled = machine->lastMoment == nullptr;
    Sampler sampler(machine->platform->makeCollectors(), machine->platform->clock(), hub);
    const Subscription recording =
        hub.subscribe([&series, &collection, &sampler, &ruleTicks, isSampled](const FramePtr& frame) {
            if (isSampled) series.append(*frame, ruleTicks.take());
            collection.take(frame, sampler.sampledBy());
            if (frame->sequence < 2) traceStart("frame");
        });
    continueFromPast(machine->past, series, sampler);
    const std::chrono::milliseconds interval(settings.integer("sampling.interval"));
    sampler.setInterval(interval);  // what is followed must come as often
    // A recording is not this machine.
    std::optional<FollowedFrames> followed;
    if (isSampled && !options.playsRecording())
        followed.emplace(dataDirectoryOr(options.dataDirectory), frameSource(options.procfs, options.sysfs),
                         sampler, *machine->platform);
    if (isSampled) sampler.start(interval);

    if (!options.screenshot.empty() && !hasScreen()) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    traceStart("application");
    nameApplication();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/barograph.svg")));
    QApplication::setQuitOnLastWindowClosed(false);
    QTranslator words;
    installWords(words);
    return runWindow(application, options, settings, *machine, hub, head, collection, sampler,
                     followed ? &*followed : nullptr, ruleTicks);
}

int report(int& count, char** arguments, const WindowOptions& options) {
    if (!hasScreen()) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(count, arguments);
    nameApplication();
    QTranslator words;
    installWords(words);
    return writeReport(options);
}

}  // namespace
}  // namespace baro::app

int main(int count, char** arguments) {
    using namespace baro::app;
    traceStart("main");
    // The sampler thread allocates, others free: many arenas would only hold memory that nobody uses.
    mallopt(M_ARENA_MAX, 2);
    const auto options = parseWindowOptions(std::vector<std::string>(arguments + 1, arguments + count));
    if (!options) {
        std::fprintf(stderr, "%s\n", options.error().message.c_str());
        return 2;
    }
    if (options->help) {
        std::fputs(std::string(windowUsageText()).c_str(), stdout);
        return 0;
    }
    if (options->version) {
        std::printf("barograph %s\n", std::string(baro::programVersion()).c_str());
        return 0;
    }
    if (!options->report.empty()) return report(count, arguments, *options);
    if (options->screenshot.empty() && !hasScreen()) {
        std::fputs(
            "barograph: there is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "start it "
            "in a desktop session, or use `baro record` or --screenshot FILE\n",
            stderr);
        return 1;
    }
    return start(count, arguments, *options);
}
