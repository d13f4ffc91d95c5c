#include "ui/pages/ServerAlertsPage.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include "ui/alerts/ServerAlertFeed.h"
#include "ui/alerts/ServerAlertPanel.h"

namespace baro::ui {
namespace {

class ServerAlertsPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(ServerAlertsPage)

  public:
    ServerAlertsPage(const PageContext& context, QWidget* parent)
        : Page(context, parent), panel_(new ServerAlertPanel(context, *context.serverAlerts, this)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(panel_);
    }

    void showFrame(const Frame&) override { panel_->showAges(); }
    void refresh() override { context().serverAlerts->refresh(); }

  private:
    ServerAlertPanel* panel_;
};

}  // namespace

PageEntry serverAlertsPage() {
    return {.id = QStringLiteral("alerts"),
            .title = ServerAlertsPage::tr("Alerts"),
            .icon = QStringLiteral("warning"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new ServerAlertsPage(context, parent);
            },
            .badge = [](const PageContext& context) -> std::size_t {
                return context.serverAlerts == nullptr ? 0 : context.serverAlerts->firing();
            }};
}

}  // namespace baro::ui
