#include "ui/pages/PageList.h"

#include "ui/pages/AlertsPage.h"
#include "ui/pages/CpuPage.h"
#include "ui/pages/DisksPage.h"
#include "ui/pages/ExplorePage.h"
#include "ui/pages/GpuPage.h"
#include "ui/pages/HistoryPage.h"
#include "ui/pages/HostsPage.h"
#include "ui/pages/MemoryPage.h"
#include "ui/pages/NetworkPage.h"
#include "ui/pages/OverviewPage.h"
#include "ui/pages/ProcessesPage.h"
#include "ui/pages/SensorsPage.h"
#include "ui/pages/ServerAlertsPage.h"
#include "ui/pages/SettingsPage.h"

namespace baro::ui {

std::vector<PageEntry> pageList() {
    return {
        overviewPage(), cpuPage(),     memoryPage(),    disksPage(),  networkPage(),
        gpuPage(),      sensorsPage(), processesPage(), alertsPage(), hostsPage(),
        historyPage(),  explorePage(), settingsPage(),
    };
}

std::vector<PageEntry> pagesOfAnyHost() {
    return {
        overviewPage(), cpuPage(),       memoryPage(),       disksPage(),   networkPage(), gpuPage(),
        sensorsPage(),  processesPage(), serverAlertsPage(), historyPage(), explorePage(),
    };
}

}  // namespace baro::ui
