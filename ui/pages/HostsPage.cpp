#include "ui/pages/HostsPage.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/hosts/HostOverviewFeed.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/FilterField.h"
#include "ui/widgets/HostTableView.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/TableFilterBar.h"

namespace baro::ui {
namespace {

class HostsPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(HostsPage)

  public:
    HostsPage(const PageContext& context, QWidget* parent)
        : Page(context, parent), feed_(context), model_(context.format) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
        column->setSpacing(gridStep);
        problem_ = new MessageStrip(context.theme, this);
        problem_->hide();
        mistake_ = new Label(context.theme, TextSize::Caption, Role::Danger, this);
        mistake_->hide();
        summary_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
        summary_->setElided(Qt::ElideRight);
        card_ = new Card(context.theme, {}, this);
        table_ = new HostTableView(context.theme, model_, card_);
        table_->keep(context, QStringLiteral("hosts.all"));
        card_->addTable(table_);
        message_ = new StateMessage(context.theme, this);
        connect(message_, &StateMessage::acted, this,
                [this] { this->context().navigation.openPage(QStringLiteral("settings")); });
        column->addWidget(problem_);
        column->addWidget(mistake_);
        column->addWidget(summary_);
        column->addWidget(card_, 1);
        column->addWidget(message_, 1);
        setFocusProxy(table_);
        connect(&feed_, &HostOverviewFeed::changed, this, [this] { showHosts(); });
        connect(&context.hosts, &HostDirectory::changed, this, [this] { showHosts(); });
        connect(table_, &QTreeView::activated, this, [this](const QModelIndex& index) { open(index.row()); });
        showHosts();
    }
    ~HostsPage() override { delete table_; }  // before its model

    void showFrame(const Frame&) override {}
    void refresh() override { feed_.refresh(); }
    QString searchHint() const override { return tr("Filter: web, cpu > 80 or state ~ down"); }
    void search(const QString& text) override {
        wanted_ = text;
        showHosts();
    }

  protected:
    void showEvent(QShowEvent* event) override {
        Page::showEvent(event);
        feed_.setWatched(true);
        table_->setFocus();
    }
    void hideEvent(QHideEvent* event) override {
        Page::hideEvent(event);
        feed_.setWatched(false);
    }

  private:
    void open(int row) { context().hosts.choose(model_.host(row).listed); }

    // With a mistake in it all hosts are shown.
    TableFilter wantedFilter() {
        const std::vector<FilterColumn> columns = HostTableModel::filterColumns();
        const TableFilterFields fields(columns, context().format.style());
        FilterText parsed = parseFilter(wanted_.toStdString(), fields);
        mistake_->setVisible(parsed.problem.has_value());
        if (parsed.problem) {
            mistake_->setText(placedProblem(wanted_, *parsed.problem, tableFilterProblem(*parsed.problem)));
            return {};
        }
        std::vector<std::string> titles;
        for (const FilterColumn& column : columns)
            titles.push_back(column.title);
        return {std::move(parsed.tree), fields, titles};
    }

    void showHosts() {
        table_->setServerShown(context().hosts.servers().size() > 1);
        std::vector<OverviewHostPtr> wanted;
        const TableFilter filter = wantedFilter();
        std::ranges::copy_if(feed_.hosts(), std::back_inserter(wanted), [&](const OverviewHostPtr& host) {
            return filter.matchesEverything() || filter.matches(model_.filterCells(host));
        });
        const bool hasNone = wanted.empty();
        const auto count = static_cast<int>(wanted.size());
        model_.setHosts(std::move(wanted), context().cursor.isLive() ? QDateTime::currentMSecsSinceEpoch()
                                                                     : context().cursor.moment());
        showSummary(count);
        showProblems();
        showState(hasNone);
    }

    void showProblems() {
        const QStringList problems = feed_.problems();
        if (problems.isEmpty()) return problem_->hide();
        const QString more = problems.size() > 1
                                 ? tr(" (and %n more)", nullptr, static_cast<int>(problems.size()) - 1)
                                 : QString();
        problem_->say(problems.front() + more, MessageStrip::Tone::Bad);
        problem_->show();
    }

    void showSummary(int shown) {
        int down = 0, alerts = 0, troubled = 0;
        for (const OverviewHostPtr& host : feed_.hosts()) {
            down += host->state == HostState::Down ? 1 : 0;
            alerts += static_cast<int>(host->standing.of(HostFigure::Alerts).value_or(0));
            troubled += hasConcern(*host) ? 1 : 0;
        }
        const auto all = static_cast<int>(feed_.hosts().size());
        QStringList parts{shown < all ? tr("%1 of %n host(s)", nullptr, all).arg(shown)
                                      : tr("%n host(s)", nullptr, all)};
        if (down > 0) parts << tr("%n down", nullptr, down);
        if (alerts > 0) parts << tr("%n alert(s) fire", nullptr, alerts);
        if (troubled > 0) parts << tr("%n under strain", nullptr, troubled);
        if (down + alerts + troubled == 0) parts << tr("none in trouble");
        if (feed_.isLoading()) parts << tr("asking …");
        summary_->setText(parts.join(QStringLiteral("   ·   ")));
    }

    static bool hasConcern(const OverviewHost& host) {
        return std::ranges::any_of(hostFigures(), [&host](const HostFigureRow& row) {
            return row.figure != HostFigure::Alerts &&
                   concernOf(row.figure, host.standing.of(row.figure).value_or(row.easy)) > 0;
        });
    }

    // This machine is always there: with it alone, what is missing is said below.
    void showState(bool hasNone) {
        const bool hasServers = !context().hosts.servers().empty();
        const bool isAlone = feed_.hosts().size() == 1;
        card_->setVisible(!hasNone);
        summary_->setVisible(!hasNone && !(isAlone && !hasServers));
        message_->setVisible(hasNone || isAlone);
        message_->setAction(hasServers || hasNone ? QString() : tr("Open the settings"));
        // The table needs no more than its rows then.
        card_->setMaximumHeight(isAlone ? table_->heightOfRows() + 4 * gridStep : QWIDGETSIZE_MAX);
        if (hasNone)
            return message_->setMessage(StateMessage::Kind::Empty, tr("No host matches the filter"),
                                        tr("Change or clear the filter to see the others (%1).")
                                            .arg(countText(feed_.hosts().size())));
        if (!hasServers) return showHowTo();
        if (feed_.isLoading())
            return message_->setMessage(StateMessage::Kind::Loading, tr("Asking which hosts there are"));
        if (feed_.problems().isEmpty())
            return message_->setMessage(
                StateMessage::Kind::Empty, tr("No server tells of a machine"),
                tr("Its Prometheus must scrape a node_exporter or a Barograph on each of them."));
        message_->setMessage(StateMessage::Kind::Failed, tr("The other hosts could not be asked"),
                             feed_.problems().join(QLatin1Char('\n')));
    }

    void showHowTo() {
        const QString place = context().hosts.place();
        message_->setMessage(
            StateMessage::Kind::Empty, tr("Only this machine is known"),
            tr("Add a server with Prometheus's API under Connections in the settings, or in %1, and all its "
               "hosts are listed here within seconds:")
                    .arg(place.isEmpty() ? QStringLiteral("servers.yml") : place) +
                QStringLiteral("\n\nservers: [{name: lab, url: \"http://prometheus.example:9090\"}]"));
    }

    HostOverviewFeed feed_;
    HostTableModel model_;
    QString wanted_;
    MessageStrip* problem_ = nullptr;
    Label* mistake_ = nullptr;  // in the filter
    Label* summary_ = nullptr;
    Card* card_ = nullptr;
    HostTableView* table_ = nullptr;
    StateMessage* message_ = nullptr;
};

}  // namespace

PageEntry hostsPage() {
    return {.id = QStringLiteral("hosts"),
            .title = HostsPage::tr("Hosts"),
            .icon = QStringLiteral("hosts"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new HostsPage(context, parent);
            }};
}

}  // namespace baro::ui
