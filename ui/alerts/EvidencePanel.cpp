#include "ui/alerts/EvidencePanel.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

#include "core/exports/AlertPage.h"
#include "core/exports/MaskedEvidence.h"
#include "core/promql/Parser.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/SavedFile.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/EvidenceChart.h"
#include "ui/explore/UnitGuess.h"
#include "ui/models/EvidenceTable.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

Unit evidenceUnit(const alerts::AlertEvidence& evidence) {
    const promql::Parsed parsed = promql::parse(evidence.values.expression);
    return parsed.ok() ? unitGuess(*parsed.expression()) : Unit::None;
}

QString captionOf(const alerts::EvidenceValues& values, Unit unit, const FormatStyle& style) {
    QString caption = machineText(values.expression).left(500);
    if (values.limit)
        caption += QLatin1Char(' ') + machineText(values.sign) + QLatin1Char(' ') +
                   QString::fromStdString(formatValue(*values.limit, unit, style));
    return caption;
}

}  // namespace

EvidencePanel::EvidencePanel(const PageContext& context, const RecordedEvidence& evidence, QWidget* parent)
    : Card(context.theme, tr("Alert"), parent), context_(context), evidence_(evidence) {
    facts_ = new FactList(context.theme, this);
    caption_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    caption_->setWordWrap(true);
    chart_ = new EvidenceChart(context.theme, this);
    processesTitle_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    body()->addWidget(facts_);
    body()->addWidget(caption_);
    body()->addWidget(chart_);
    body()->addWidget(processesTitle_);
    processes_ =
        new SubjectTable(context.theme, tr("Processes of the alert"), evidenceProcessColumns(), this);
    processes_->keep(context, QStringLiteral("alerts.processes"));
    addTable(processes_);
    addActions();
    connect(&evidence_, &RecordedEvidence::changed, this, &EvidencePanel::look);
    hide();
}

void EvidencePanel::addActions() {
    hides_ = new QCheckBox(tr("Without names of users and hosts, and addresses"), this);
    hides_->setToolTip(tr("What the file is to have stand-ins for: user1, host1, 192.0.2.1"));
    save_ = new QPushButton(tr("Save as file …"), this);
    save_->setToolTip(tr("One page for a browser, with all that stands here"));
    show_ = new QPushButton(tr("Show"), this);
    show_->setToolTip(tr("Opens the window at the moment at which the alert fired"));
    auto* row = new QHBoxLayout;
    row->addWidget(hides_);
    row->addStretch();
    row->addWidget(save_);
    row->addWidget(show_);
    auto* actions = new QWidget(this);
    actions->setLayout(row);
    row->setContentsMargins(2 * gridStep, 0, 2 * gridStep, gridStep);
    addTable(actions);
    connect(save_, &QPushButton::clicked, this, &EvidencePanel::save);
    connect(show_, &QPushButton::clicked, this, &EvidencePanel::goThere);
}

void EvidencePanel::showAlert(const ChosenAlert& alert) {
    if (alert_ == alert && shown_ != nullptr) return;
    alert_ = alert;
    shown_ = nullptr;
    look();
    show();
}

void EvidencePanel::clear() {
    alert_.reset();
    shown_ = nullptr;
    hide();
}

void EvidencePanel::look() {
    if (!alert_ || shown_ != nullptr) return;
    if (alert_->firedAt) shown_ = evidence_.of(alert_->labels, *alert_->firedAt);
    if (shown_ != nullptr && alert_->endedAt && !shown_->resolvedAt) {
        auto ended = std::make_shared<alerts::AlertEvidence>(*shown_);
        ended->resolvedAt = alert_->endedAt;
        shown_ = std::move(ended);
    }
    fill();
}

void EvidencePanel::fill() {
    setTitle(machineText(alert_->labels.value("alertname")).left(200));
    save_->setEnabled(shown_ != nullptr);
    hides_->setEnabled(shown_ != nullptr);
    show_->setEnabled(alert_->firedAt.has_value());
    const FormatStyle& style = context_.format.style();
    const Unit unit = shown_ == nullptr ? Unit::None : evidenceUnit(*shown_);
    chart_->setEvidence(shown_, unit, style);
    const bool hasProcesses = shown_ != nullptr && !shown_->processes.empty();
    processes_->setVisible(hasProcesses);
    processesTitle_->setVisible(hasProcesses);
    if (shown_ == nullptr) {
        facts_->setFacts({});
        caption_->setText(alert_->firedAt ? tr("Nothing more was kept of this alert.")
                                          : tr("It waits still. What led to it is kept when it fires."));
        return;
    }
    facts_->setFacts(evidenceFacts(*shown_, unit, style));
    caption_->setText(captionOf(shown_->values, unit, style));
    processesTitle_->setText(evidenceProcessTitle(*shown_));
    processes_->setRows(evidenceProcessRows(*shown_, style));
    processes_->setColumnUsed(processes_->model()->columnCount() - 1,
                              shown_->fault.resource == alerts::FaultResource::Network);
}

void EvidencePanel::goThere() {
    if (!alert_ || !alert_->firedAt) return;
    travelToAlert(context_.cursor, shown_ == nullptr ? *alert_->firedAt : shown_->moment);
    context_.navigation.openPage(shown_ == nullptr ? QStringLiteral("processes") : pageOf(shown_->fault));
}

QByteArray EvidencePanel::file() const {
    if (shown_ == nullptr) return {};
    alerts::AlertEvidence evidence = *shown_;
    const Unit unit = evidenceUnit(evidence);
    if (hides_->isChecked()) {
        exports::TextMask mask({.users = true, .commands = true, .addresses = true});
        exports::learnFrom(evidence, mask);
        evidence = exports::masked(std::move(evidence), mask);
    }
    return QByteArray::fromStdString(exports::alertPage(evidence, unit, context_.format.style()));
}

void EvidencePanel::save() {
    if (shown_ == nullptr) return;
    const QString path = QFileDialog::getSaveFileName(window(), tr("Save the alert"),
                                                      QString::fromStdString(exports::alertFileName(*shown_)),
                                                      tr("Pages (*.html)"));
    if (!path.isEmpty()) saveInBackground(path, file(), context_.navigation);
}

}  // namespace baro::ui
