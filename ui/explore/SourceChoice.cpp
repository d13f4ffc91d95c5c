#include "ui/explore/SourceChoice.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QWidgetAction>

#include "ui/MachineText.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

constexpr int widestChoice = 40 * gridStep;

}  // namespace

QString sourceName(const QString& source) {
    return source.isEmpty() ? SourceChoice::tr("This machine") : source;
}

SourceChoice::SourceChoice(QWidget* parent) : QToolButton(parent) {
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setObjectName(QStringLiteral("sources"));
    setMenu(new QMenu(this));
    setMaximumWidth(widestChoice);
    fill();
}

void SourceChoice::setServers(const QStringList& names) {
    if (names == servers_ && !boxes_.isEmpty()) return;
    servers_ = names;
    const QStringList before = ticked_;
    fill();
    tick(before);
}

// Boxes in the menu, so that it stays open while several are ticked.
void SourceChoice::fill() {
    menu()->clear();
    boxes_.clear();
    for (const QString& source : QStringList(thisMachine()) + servers_) {
        auto* const row = new QWidget(menu());
        auto* const box = new QCheckBox(withoutMnemonics(sourceName(source)), row);
        box->setAccessibleName(sourceName(source));
        auto* const layout = new QHBoxLayout(row);
        layout->setContentsMargins(gridStep, gridStep / 2, 2 * gridStep, gridStep / 2);
        layout->addWidget(box);
        row->setFocusProxy(box);
        auto* const action = new QWidgetAction(menu());
        action->setDefaultWidget(row);
        menu()->addAction(action);
        boxes_ << box;
        connect(box, &QCheckBox::toggled, this, &SourceChoice::take);
    }
    setVisible(!servers_.isEmpty());
    showChoice();
}

void SourceChoice::tick(const QStringList& names) {
    QStringList wanted;
    for (const QString& source : QStringList(thisMachine()) + servers_)
        if (names.contains(source)) wanted << source;
    if (wanted.isEmpty()) wanted << thisMachine();
    for (qsizetype i = 0; i < boxes_.size(); ++i) {
        const QSignalBlocker quiet(boxes_[i]);
        boxes_[i]->setChecked(wanted.contains(i == 0 ? thisMachine() : servers_[i - 1]));
    }
    if (wanted == ticked_) return showChoice();
    ticked_ = wanted;
    showChoice();
    emit changed();
}

void SourceChoice::take() {
    QStringList wanted;
    for (qsizetype i = 0; i < boxes_.size(); ++i)
        if (boxes_[i]->isChecked()) wanted << (i == 0 ? thisMachine() : servers_[i - 1]);
    tick(wanted);
}

void SourceChoice::showChoice() {
    QStringList names;
    for (const QString& source : ticked_)
        names << sourceName(source);
    const QString all = names.join(QStringLiteral(", "));
    const QString text =
        fontMetrics().elidedText(tr("Ask %1").arg(all), Qt::ElideRight, widestChoice - 4 * gridStep);
    setText(withoutMnemonics(text));
    setToolTip(Qt::convertFromPlainText(tr("Who is asked: %1").arg(all)));
    setAccessibleName(tr("Who is asked: %1").arg(all));
}

}  // namespace baro::ui
