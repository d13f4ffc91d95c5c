#include "ui/widgets/SettingEditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <limits>

namespace baro::ui {
namespace {

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

SettingEditor::SettingEditor(Settings& settings, const Setting& setting, QWidget* parent)
    : QWidget(parent), settings_(settings), setting_(setting) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    QWidget* control = makeControl();
    control->setAccessibleName(textOf(setting.description));
    line->addWidget(control);
    setFocusProxy(control);
}

QWidget* SettingEditor::makeControl() {
    switch (setting_.type) {
        case SettingType::Boolean:
            return makeCheckBox();
        case SettingType::Choice:
            return makeChoice();
        case SettingType::Integer:
            return makeNumber();
        case SettingType::Text:
        case SettingType::List:
            return makeLine();
    }
    return new QWidget(this);
}

QString SettingEditor::current() const {
    return QString::fromStdString(settings_.rawText(setting_.key));
}

void SettingEditor::apply(const QString& text) {
    if (text == current()) return;
    const Status status = settings_.set(setting_.key, text.toStdString());
    if (status)
        emit edited();
    else
        emit refused(QString::fromStdString(status.error().message));
}

QWidget* SettingEditor::makeCheckBox() {
    auto* box = new QCheckBox(tr("On"), this);
    const QString text = current();
    box->setChecked(text == "true" || text == "yes" || text == "on" || text == "1");
    connect(box, &QCheckBox::toggled, this, [this](bool on) { apply(on ? "true" : "false"); });
    return box;
}

QWidget* SettingEditor::makeChoice() {
    auto* box = new QComboBox(this);
    for (const QString& word : textOf(setting_.choices).split(' ', Qt::SkipEmptyParts))
        box->addItem(QCoreApplication::translate("Settings", word.toUtf8().constData()), word);
    box->setCurrentIndex(std::max(0, box->findData(current())));
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box](int index) { apply(box->itemData(index).toString()); });
    return box;
}

QWidget* SettingEditor::makeNumber() {
    auto* box = new QSpinBox(this);
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    box->setRange(static_cast<int>(std::max(setting_.minimum, -most)),
                  static_cast<int>(std::min(setting_.maximum, most)));
    box->setValue(current().toInt());
    box->setKeyboardTracking(false);
    box->setGroupSeparatorShown(true);
    connect(box, &QSpinBox::valueChanged, this, [this](int value) { apply(QString::number(value)); });
    return box;
}

QWidget* SettingEditor::makeLine() {
    auto* line = new QLineEdit(current(), this);
    connect(line, &QLineEdit::editingFinished, this, [this, line] { apply(line->text()); });
    return line;
}

}  // namespace baro::ui
