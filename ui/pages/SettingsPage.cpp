#include "ui/pages/SettingsPage.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>

#include "core/config/Settings.h"
#include "core/sampling/CollectionLog.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/SettingsSaver.h"
#include "ui/TimeCursor.h"
#include "ui/connections/ConnectionsCard.h"
#include "ui/models/CollectorTable.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Figure.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SettingEditor.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

// The others are kept by the program, or set where they are used: by the tools, the header and the menus of
// the process table.
bool isForPeople(const Setting& setting) {
    if (setting.key.starts_with("processes."))
        return setting.key == "processes.confirm-actions" || setting.key.starts_with("processes.filter");
    return setting.key != "window.last-page" && setting.key != "explore.history" &&
           setting.key != "window.close-to-tray-told" && setting.key != "tables.layouts";
}

constexpr std::array shownServices{Navigation::Service::Record, Navigation::Service::Endpoint,
                                   Navigation::Service::Alertmanagers, Navigation::Service::RemoteWrite};

class SettingsPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(SettingsPage)

  public:
    SettingsPage(const PageContext& context, QWidget* parent)
        : Page(context, parent), saver_(context.settings) {
        connect(&saver_, &SettingsSaver::failed, &context.navigation, &Navigation::say);
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(new ConnectionsCard(context, this));
        QHBoxLayout* top = column->addRow();
        top->addWidget(makeSettings(), 1);
        auto* cost = new QVBoxLayout;
        cost->setSpacing(2 * gridStep);
        cost->addWidget(makeCost());
        cost->addWidget(new SeriesChart(context, cpuSpec(), this));
        cost->addWidget(new SeriesChart(context, memorySpec(), this));
        cost->addStretch(1);  // charts stay as high as elsewhere
        top->addLayout(cost, 1);
        auto* collectors = new Card(context.theme, tr("What each collector costs"), this);
        collectors->setNote(tr("time of one reading, waiting included"));
        collectors_ = new SubjectTable(context.theme, tr("Collectors"), collectorColumns(), this);
        collectors_->keep(context, QStringLiteral("settings.collectors"));
        collectors->body()->addWidget(collectors_);
        column->column()->addWidget(collectors);
        auto* host = new Card(context.theme, tr("This machine"), this);
        host_ = new FactList(context.theme, this);
        host->body()->addWidget(host_);
        column->column()->addWidget(host);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        collectors_->setRows(collectorRows(frame, context().format.style()));
        showCost(frame);
        showHost(frame);
    }

  private:
    QWidget* makeSettings() {
        const Theme& theme = context().theme;
        auto* card = new Card(theme, tr("Settings"), this);
        card->setNote(QString::fromStdString(context().settings.path()));
        auto* grid = new QGridLayout;
        grid->setColumnStretch(0, 1);
        grid->setHorizontalSpacing(2 * gridStep);
        grid->setVerticalSpacing(gridStep);
        for (const Setting& setting : settingTable)
            if (isForPeople(setting)) addSetting(grid, setting);
        card->body()->addLayout(grid);
        for (Label*& notice : notices_) {
            notice = new Label(theme, QString(), TextSize::Caption, Role::QuietText, card);
            notice->setWordWrap(true);
            notice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            card->body()->addWidget(notice);
        }
        connect(&context().navigation, &Navigation::serviceTold, this, &SettingsPage::showNotices);
        showNotices();
        for (const std::string& problem : context().settings.problems()) {
            auto* line = new Label(theme, machineText(problem), TextSize::Caption, Role::Warning, card);
            line->setWordWrap(true);
            card->body()->addWidget(line);
        }
        card->body()->addStretch();
        return card;
    }

    void addSetting(QGridLayout* grid, const Setting& setting) {
        const int row = grid->rowCount();
        const QByteArray description(setting.description.data(),
                                     static_cast<qsizetype>(setting.description.size()));
        auto* label =
            new Label(context().theme, QCoreApplication::translate("Settings", description.constData()),
                      TextSize::Body, Role::Text, this);
        label->setWordWrap(true);
        auto* editor = new SettingEditor(context().settings, setting, this);
        connect(editor, &SettingEditor::edited, &saver_, &SettingsSaver::saveNow);
        connect(editor, &SettingEditor::refused, &context().navigation, &Navigation::say);
        grid->addWidget(label, row, 0);
        grid->addWidget(editor, row, 1);
    }

    void showNotices() {
        for (std::size_t index = 0; index < shownServices.size(); ++index) {
            const auto& [sentence, works] = context().navigation.notice(shownServices[index]);
            notices_[index]->setRole(works ? Role::QuietText : Role::Warning);
            notices_[index]->setText(machineText(sentence.toStdString()));
            notices_[index]->setVisible(!sentence.isEmpty());
        }
    }

    QWidget* makeCost() {
        const Theme& theme = context().theme;
        auto* card = new Card(theme, tr("What Barograph costs"), this);
        cost_ = card;
        auto* figures = new QHBoxLayout;
        figures->setSpacing(4 * gridStep);
        cpu_ = new Figure(theme, tr("Processor"), card);
        cpu_->setNote(tr("of one core"));
        memory_ = new Figure(theme, tr("Memory"), card);
        written_ = new Figure(theme, tr("Written to disk"), card);
        for (Figure* figure : {cpu_, memory_, written_})
            figures->addWidget(figure, 1);
        card->body()->addLayout(figures);
        return card;
    }

    void showCost(const Frame& frame) {
        const Formatting& format = context().format;
        cost_->setNote(whoseCost());
        if (frame.rates.selfCpuRatio)
            cpu_->setValue(format.parts(*frame.rates.selfCpuRatio, Unit::Ratio));
        else
            cpu_->setUnknown(tr("of one core"));
        const Section<SelfCost>& self = frame.readings.self;
        if (!self) {
            memory_->setUnknown(machineText(self.reason().message));
            written_->setUnknown();
            return;
        }
        memory_->setValue(format.parts(static_cast<double>(self->residentBytes), Unit::Bytes));
        memory_->setNote(
            tr("%1 threads, %2 open files").arg(countText(self->threads), countText(self->openDescriptors)));
        if (self->writtenBytes)
            written_->setValue(format.parts(*self->writtenBytes, Unit::Bytes));
        else
            written_->setUnknown();
        written_->setNote(tr("since it started"));
    }

    // Each process tells of itself, so these are the costs of the one that sampled.
    QString whoseCost() const {
        if (!context().cursor.isLive()) return tr("of the process that recorded");
        const std::int32_t sampledBy = context().collection.sampledBy();
        return sampledBy == 0 ? QString() : tr("of process %1, which samples").arg(sampledBy);
    }

    void showHost(const Frame& frame) {
        if (!frame.readings.host) {
            host_->setFacts({{tr("Unknown"), machineText(frame.readings.host.reason().message)}});
            return;
        }
        const Host& host = *frame.readings.host;
        host_->setFacts({{tr("Name"), machineText(host.name)},
                         {tr("System"), machineText(host.osName)},
                         {tr("Kernel"), machineText(host.kernelName + ' ' + host.kernelRelease)},
                         {tr("Architecture"), machineText(host.architecture)},
                         {tr("Machine"), machineText(host.vendor + ' ' + host.model).trimmed()},
                         {tr("Board"), machineText(host.boardName)},
                         {tr("Firmware"), machineText(host.biosVersion)},
                         {tr("Runs in"), machineText(host.virtualization)},
                         {tr("Barograph"), QCoreApplication::applicationVersion()}});
    }

    static ChartSpec cpuSpec() {
        return {.title = tr("Own processor time"),
                .unit = Unit::Ratio,
                .lines = {{rateOf("barograph_self_cpu_seconds_total"), tr("of one core")}},
                .leastMaximum = 0.02};
    }
    static ChartSpec memorySpec() {
        return {.title = tr("Own memory"),
                .unit = Unit::Bytes,
                .lines = {{"barograph_self_resident_bytes", tr("resident")}}};
    }

    std::array<Label*, shownServices.size()> notices_{};
    Card* cost_ = nullptr;
    Figure* cpu_ = nullptr;
    Figure* memory_ = nullptr;
    Figure* written_ = nullptr;
    SettingsSaver saver_;
    SubjectTable* collectors_ = nullptr;
    FactList* host_ = nullptr;
};

}  // namespace

PageEntry settingsPage() {
    return {.id = QStringLiteral("settings"),
            .title = SettingsPage::tr("Settings"),
            .icon = QStringLiteral("settings"),
            .subject = Subject::Settings,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new SettingsPage(context, parent);
            }};
}

}  // namespace baro::ui
