#include "ui/widgets/ProcessDialogs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

namespace baro::ui {
namespace {

constexpr std::size_t namedInQuestion = 10;

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    return label;
}

QDialogButtonBox* addButtons(QDialog* dialog) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

QString nameAndPid(const ChosenProcess& process) {
    return QStringLiteral("%1 (%2)").arg(process.name, QString::number(process.identity.pid));
}

}  // namespace

QString chosenText(const std::vector<ChosenProcess>& chosen) {
    if (chosen.size() == 1) return nameAndPid(chosen.front());
    return QDialog::tr("%n processes", nullptr, static_cast<int>(chosen.size()));
}

QMessageBox* makeQuestion(const QString& question, const QString& consequence, const QString& verb,
                          const std::vector<ChosenProcess>& chosen, QWidget* parent) {
    QStringList lines;
    for (std::size_t at = 0; at < std::min(chosen.size(), namedInQuestion); ++at)
        lines.append(nameAndPid(chosen[at]));
    if (chosen.size() > namedInQuestion)
        lines.append(QDialog::tr("and %n more", nullptr, static_cast<int>(chosen.size() - namedInQuestion)));
    auto* box = new QMessageBox(parent);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(verb);
    // An informative text is markup in any format, unlike the text: so all of it stands in the text.
    box->setText(question + QStringLiteral("\n\n") + lines.join(QLatin1Char('\n')) + QStringLiteral("\n\n") +
                 consequence);
    QPushButton* const act = box->addButton(verb, QMessageBox::AcceptRole);
    act->setAutoDefault(false);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    return box;
}

AffinityDialog::AffinityDialog(const QString& whose, const std::vector<int>& cpus,
                               const std::vector<int>& allowed, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("CPU affinity"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(tr("%1 may run on these processors:").arg(whose), this));
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(area);
    auto* grid = new QGridLayout(content);
    constexpr int columns = 4;
    for (const int cpu : cpus) {
        auto* box = new QCheckBox(tr("Core %1").arg(cpu), content);
        box->setChecked(std::find(allowed.begin(), allowed.end(), cpu) != allowed.end());
        const int at = static_cast<int>(boxes_.size());
        grid->addWidget(box, at / columns, at % columns);
        boxes_.emplace_back(cpu, box);
    }
    area->setWidget(content);
    layout->addWidget(area);
    auto* all = new QPushButton(tr("All"), this);
    connect(all, &QPushButton::clicked, this, [this] {
        for (const auto& [cpu, box] : boxes_)
            box->setChecked(true);
    });
    QDialogButtonBox* const buttons = addButtons(this);
    buttons->addButton(all, QDialogButtonBox::ResetRole);
    layout->addWidget(buttons);
    const auto check = [this, buttons] {
        buttons->button(QDialogButtonBox::Ok)->setEnabled(!chosenCpus().empty());
    };
    for (const auto& [cpu, box] : boxes_)
        connect(box, &QCheckBox::toggled, this, check);
    check();
}

std::vector<int> AffinityDialog::chosenCpus() const {
    std::vector<int> chosen;
    for (const auto& [cpu, box] : boxes_)
        if (box->isChecked()) chosen.push_back(cpu);
    return chosen;
}

NiceDialog::NiceDialog(const QString& whose, int nice, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Priority"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(tr("Nice value of %1:").arg(whose), this));
    auto* line = new QHBoxLayout;
    slider_ = new QSlider(Qt::Horizontal, this);
    number_ = new QSpinBox(this);
    slider_->setAccessibleName(tr("Nice value"));
    number_->setAccessibleName(tr("Nice value"));
    slider_->setRange(-20, 19);
    number_->setRange(-20, 19);
    slider_->setTickPosition(QSlider::TicksBelow);
    slider_->setTickInterval(5);
    line->addWidget(slider_, 1);
    line->addWidget(number_);
    layout->addLayout(line);
    meaning_ = plainLabel({}, this);
    layout->addWidget(meaning_);
    layout->addWidget(addButtons(this));
    connect(slider_, &QSlider::valueChanged, number_, &QSpinBox::setValue);
    connect(number_, &QSpinBox::valueChanged, slider_, &QSlider::setValue);
    connect(number_, &QSpinBox::valueChanged, this, &NiceDialog::explain);
    number_->setValue(nice);
    explain();
    setMinimumWidth(400);
}

int NiceDialog::nice() const {
    return number_->value();
}

void NiceDialog::explain() {
    const int value = nice();
    meaning_->setText(value < 0 ? tr("Before others. Below 0 needs administrator rights.")
                      : value == 0
                          ? tr("The usual priority.")
                          : tr("After others. Without administrator rights it cannot be taken back."));
}

IoPriorityDialog::IoPriorityDialog(const QString& whose, IoPriority priority, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("I/O priority"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(tr("Disk priority of %1:").arg(whose), this));
    auto* form = new QFormLayout;
    priorityClass_ = new QComboBox(this);
    priorityClass_->addItem(tr("As its nice value says"), static_cast<int>(IoPriorityClass::None));
    priorityClass_->addItem(tr("Best effort"), static_cast<int>(IoPriorityClass::BestEffort));
    priorityClass_->addItem(tr("Only when the disk is idle"), static_cast<int>(IoPriorityClass::Idle));
    priorityClass_->addItem(tr("Real time (needs administrator rights)"),
                            static_cast<int>(IoPriorityClass::RealTime));
    level_ = new QSpinBox(this);
    level_->setRange(0, 7);
    form->addRow(tr("Class"), priorityClass_);
    form->addRow(tr("Level (0 is first)"), level_);
    layout->addLayout(form);
    layout->addWidget(addButtons(this));
    connect(priorityClass_, &QComboBox::currentIndexChanged, this, [this] {
        const auto chosen = this->priority().priorityClass;
        level_->setEnabled(chosen == IoPriorityClass::BestEffort || chosen == IoPriorityClass::RealTime);
    });
    level_->setValue(priority.level);
    priorityClass_->setCurrentIndex(-1);
    priorityClass_->setCurrentIndex(priorityClass_->findData(static_cast<int>(priority.priorityClass)));
}

IoPriority IoPriorityDialog::priority() const {
    return {static_cast<IoPriorityClass>(priorityClass_->currentData().toInt()), level_->value()};
}

}  // namespace baro::ui
