#include "ui/alerts/NumberField.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

constexpr double largestShown = 1e15;
constexpr int shownDecimals = 9;

std::vector<NumberScale> byteScales(const FormatStyle& style, const QString& after) {
    const double base = style.binaryBytes ? 1024 : 1000;
    std::vector<NumberScale> scales{{QStringLiteral("B") + after}};
    double factor = 1;
    for (const char* prefix : {"k", "M", "G", "T"})
        scales.push_back({(style.binaryBytes ? QString::fromLatin1(prefix).toUpper() + QStringLiteral("iB")
                                             : QString::fromLatin1(prefix) + QLatin1Char('B')) +
                              after,
                          factor *= base});
    return scales;
}

std::vector<NumberScale> thousands(const QString& unit, double factor = 1) {
    std::vector<NumberScale> scales;
    for (const char* prefix : {"", "k", "M", "G"}) {
        scales.push_back({QString::fromLatin1(prefix) + unit, factor});
        factor *= 1000;
    }
    return scales;
}

}  // namespace

std::vector<NumberScale> waitingScales() {
    return {{NumberField::tr("s"), 1},
            {NumberField::tr("min"), 60},
            {NumberField::tr("h"), 3600},
            {NumberField::tr("d"), 86'400}};
}

std::vector<NumberScale> scalesOf(Unit unit, const FormatStyle& style) {
    switch (unit) {
        case Unit::Ratio:
            return {{QStringLiteral("%"), 0.01}};
        case Unit::Bytes:
            return byteScales(style, {});
        case Unit::BytesPerSecond:
            return byteScales(style, QStringLiteral("/s"));
        case Unit::NetworkBytesPerSecond:
            return style.ratesInBits ? thousands(QStringLiteral("bit/s"), 1 / bitsOfByte)
                                     : byteScales(style, QStringLiteral("/s"));
        case Unit::BitsPerSecond:
            return thousands(QStringLiteral("bit/s"));
        case Unit::Seconds: {
            auto scales = waitingScales();
            scales.insert(scales.begin(), {QStringLiteral("ms"), 0.001});
            return scales;
        }
        case Unit::Hertz:
            return thousands(QStringLiteral("Hz"));
        case Unit::Celsius:
            if (style.fahrenheit) return {{QStringLiteral("°F"), 5.0 / 9, 32}};
            return {{QStringLiteral("°C")}};
        case Unit::Volts:
            return {{QStringLiteral("V")}};
        case Unit::Amperes:
            return {{QStringLiteral("A")}};
        case Unit::Watts:
            return {{QStringLiteral("W")}};
        case Unit::Joules:
            return {{QStringLiteral("J")}, {QStringLiteral("Wh"), 3600}};
        case Unit::RevolutionsPerMinute:
            return {{QStringLiteral("rpm")}};
        case Unit::PerSecond:
            return {{QStringLiteral("/s")}};
        case Unit::None:
        case Unit::Timestamp:
            break;
    }
    return {{QString()}};
}

PlainSpinBox::PlainSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    setLocale(locale);
    setDecimals(shownDecimals);
    setRange(-largestShown, largestShown);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(true);
}

QString PlainSpinBox::textFromValue(double value) const {
    QString text = locale().toString(value, 'f', shownDecimals);
    while (text.endsWith(locale().zeroDigit()))
        text.chop(1);
    if (text.endsWith(locale().decimalPoint())) text.chop(1);
    return text;
}

NumberField::NumberField(const QString& name, QWidget* parent) : QWidget(parent), scales_{{QString()}} {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridStep);
    number_ = new PlainSpinBox(this);
    number_->setAccessibleName(name);
    unit_ = new QComboBox(this);
    unit_->setAccessibleName(tr("Unit of: %1").arg(name));
    row->addWidget(number_, 1);
    row->addWidget(unit_);
    setFocusProxy(number_);
    connect(number_, &QDoubleSpinBox::valueChanged, this, [this](double shown) {
        value_ = (shown - scale().offset) * scale().factor;
        emit changed();
    });
    // Another unit, the same number: who typed 5 and then finds "GiB" means 5 GiB.
    connect(unit_, &QComboBox::currentIndexChanged, this, [this] {
        value_ = (number_->value() - scale().offset) * scale().factor;
        emit changed();
    });
    setScales(scales_);
}

const NumberScale& NumberField::scale() const {
    return scales_[static_cast<std::size_t>(std::max(0, unit_->currentIndex()))];
}

void NumberField::setScales(std::vector<NumberScale> scales) {
    if (scales == scales_ && unit_->count() > 0) return;
    const QSignalBlocker quiet(unit_);
    unit_->clear();
    scales_ = std::move(scales);
    for (const NumberScale& scale : scales_)
        unit_->addItem(scale.name);
    unit_->setVisible(scales_.size() > 1 || !scales_.front().name.isEmpty());
    unit_->setEnabled(scales_.size() > 1);
    setValue(value_);
}

void NumberField::setMinimum(double shown) {
    const QSignalBlocker quiet(number_);
    number_->setMinimum(shown);
}

void NumberField::setValue(double value) {
    value_ = value;
    // The largest unit in which it is at least 1 and needs few digits.
    int best = 0;
    for (std::size_t i = 0; i < scales_.size(); ++i) {
        const double shown = value / scales_[i].factor;
        if (std::abs(shown) >= 1 && std::abs(shown * 1000 - std::round(shown * 1000)) < 1e-6)
            best = static_cast<int>(i);
    }
    const QSignalBlocker quiet(unit_);
    unit_->setCurrentIndex(best);
    show();
}

void NumberField::show() {
    const QSignalBlocker quiet(number_);
    number_->setValue(value_ / scale().factor + scale().offset);
}

}  // namespace baro::ui
