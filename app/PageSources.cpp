#include "app/PageSources.h"

#include <QFileInfo>
#include <utility>

#include "app/AppliedSettings.h"
#include "app/RecordedPasts.h"
#include "app/Secrets.h"
#include "core/connections/ServersFile.h"
#include "core/remote/NetworkCarrier.h"

namespace baro::app {
namespace {

ui::RecordedPast shownPast(const WindowScope& scope, const history::Record& record, ShownMachine& machine) {
    return scope.showsRecord ? pastOf(record) : pastOf(std::exchange(machine.past, {}));
}

// Beside the settings; empty when there is no place for it.
QString besideSettings(const Settings& settings, const QString& name) {
    if (settings.path().empty()) return {};
    return QFileInfo(QString::fromStdString(settings.path())).absolutePath() + QLatin1Char('/') + name;
}

// What is played happened to nobody, and nothing of it is silent.
std::shared_ptr<alerts::Silences> silencesOf(const WindowScope& scope, const Settings& settings) {
    const QString file =
        scope.isForItself ? QString() : besideSettings(settings, QStringLiteral("silences.json"));
    return std::make_shared<alerts::Silences>(file.toStdString());
}

ui::ServerBook::Means serverMeans(const WindowScope& scope, const Settings& settings,
                                  const std::shared_ptr<http::SecretStore>& secrets) {
    return {scope.showsOthers ? http::serversPath(settings.path()) : std::string(), secrets,
            [] { return std::shared_ptr<http::HttpCarrier>(remote::makeNetworkCarrier()); }};
}

}  // namespace

PageSources::PageSources(const WindowScope& scope, Settings& settings, SampledMachine& machine)
    : theme_(themeChoice(settings.text("window.theme"))),
      record_(scope.recordPath),
      all_(record_, machine.head(), [&head = machine.head()] { return head.oldestTime(); }),
      frames_(machine.hub(), cursor_, shownPast(scope, record_, machine.shown())),
      series_(all_, cursor_),
      following_(followSettings(settings, {machine.sampler(), theme_, format_, cursor_, series_})),
      userPages_(besideSettings(settings, QStringLiteral("pages"))),
      historyPages_(besideSettings(settings, QStringLiteral("history"))),
      alertFeed_(frames_),
      silences_(silencesOf(scope, settings), navigation_),
      secrets_(backgroundSecretStore(settings.path(), true)),
      serverBook_(serverMeans(scope, settings, secrets_)),
      context_{frames_,
               cursor_,
               series_,
               all_,
               userPages_,
               historyPages_,
               theme_,
               format_,
               navigation_,
               settings,
               machine.shown().platform->processControl(),
               machine.shown().platform->processInspector(),
               machine.collection(),
               alertFeed_,
               silences_,
               directory_,
               serverBook_} {
    series_.setServerPast(&serverPast_);
    frames_.setServerPast(&serverPast_);
    userPages_.load();
    historyPages_.load();
    silences_.watch();
    directory_.setPlace(besideSettings(settings, QStringLiteral("servers.yml")));
}

}  // namespace baro::app
