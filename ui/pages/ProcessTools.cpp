#include "ui/pages/ProcessTools.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/theme/Theme.h"
#include "ui/widgets/ProcessFilterField.h"

namespace baro::ui {

ProcessTools::ProcessTools(const Theme& theme, const std::vector<QAction*>& buttons, QMenu* more,
                           QWidget* parent)
    : QWidget(parent),
      arrangement_(makeArrangement()),
      cpuOf_(makeCpuOf()),
      filter_(new ProcessFilterField(theme, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridStep);
    row->addWidget(arrangement_);
    row->addWidget(cpuOf_);
    row->addWidget(filter_, 1);
    for (QAction* const action : buttons) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(button);
    }
    auto* button = new QToolButton(this);
    button->setText(tr("More"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(more);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
}

QComboBox* ProcessTools::makeArrangement() {
    auto* box = new QComboBox(this);
    box->setAccessibleName(tr("Arrangement"));
    const std::pair<Arrangement, QString> arrangements[] = {
        {Arrangement::Flat, tr("Table")},
        {Arrangement::Tree, tr("Tree")},
        {Arrangement::ByApplication, tr("By application")},
        {Arrangement::ByUser, tr("By user")},
        {Arrangement::ByUnit, tr("By unit")},
        {Arrangement::ByContainer, tr("By container")}};
    for (const auto& [arrangement, name] : arrangements)
        box->addItem(name, static_cast<int>(arrangement));
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box] { emit arrangementChosen(static_cast<Arrangement>(box->currentData().toInt())); });
    return box;
}

QComboBox* ProcessTools::makeCpuOf() {
    auto* box = new QComboBox(this);
    box->setAccessibleName(tr("What 100 % of processor time is"));
    box->setToolTip(tr("What 100 % of processor time is"));
    box->addItem(tr("CPU % of the machine"), QStringLiteral("machine"));
    box->addItem(tr("CPU % of one core"), QStringLiteral("core"));
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box] { emit cpuOfChosen(box->currentData().toString()); });
    return box;
}

void ProcessTools::setArrangement(Arrangement arrangement) {
    const QSignalBlocker quiet(arrangement_);
    arrangement_->setCurrentIndex(arrangement_->findData(static_cast<int>(arrangement)));
}

void ProcessTools::setCpuOf(const std::string& cpuOf) {
    const QSignalBlocker quiet(cpuOf_);
    cpuOf_->setCurrentIndex(cpuOf_->findData(QString::fromStdString(cpuOf)));
}

}  // namespace baro::ui
