#include "app/WindowScope.h"

#include "app/DataDirectory.h"

namespace baro::app {

WindowScope scopeOf(const WindowOptions& options, const Settings& settings, const std::string& momentFile) {
    WindowScope scope;
    scope.showsFile = !momentFile.empty();
    scope.isForItself = !options.screenshot.empty() || options.playsRecording() || scope.showsFile;
    scope.records = !scope.isForItself && settings.boolean("record.on");
    // A record that is named is shown in a picture too.
    scope.showsRecord =
        scope.records || scope.showsFile || (!options.dataDirectory.empty() && !options.playsRecording());
    scope.showsOthers = !options.playsRecording() && !scope.showsFile;
    if (scope.showsFile)
        scope.recordPath = momentFile;
    else if (scope.showsRecord)
        scope.recordPath = dataDirectoryOr(options.dataDirectory);
    return scope;
}

}  // namespace baro::app
