#include "ui/EventText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/Json.h"
#include "ui/ClockText.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

enum class Weight { Trouble, Break, Plain };

struct EventKind {
    std::string_view kind;
    Weight weight;
    const char* sentence;       // about nobody in particular
    const char* sentenceAbout;  // with the name of whom it is about; null: it is about the machine
};

constexpr std::array eventKinds{
    EventKind{"start", Weight::Plain, QT_TRANSLATE_NOOP("EventText", "Recording began"), nullptr},
    EventKind{"stop", Weight::Plain, QT_TRANSLATE_NOOP("EventText", "Recording ended"), nullptr},
    EventKind{"crash", Weight::Trouble, QT_TRANSLATE_NOOP("EventText", "Recording broke off"), nullptr},
    EventKind{"boot", Weight::Break, QT_TRANSLATE_NOOP("EventText", "The machine was started"), nullptr},
    EventKind{"sleep", Weight::Break, QT_TRANSLATE_NOOP("EventText", "The machine woke up from sleep"),
              nullptr},
    EventKind{"clock", Weight::Break, QT_TRANSLATE_NOOP("EventText", "The clock was set"), nullptr},
    EventKind{"plugged", Weight::Plain, QT_TRANSLATE_NOOP("EventText", "A device was plugged in"),
              QT_TRANSLATE_NOOP("EventText", "%1 was plugged in")},
    EventKind{"gone", Weight::Plain, QT_TRANSLATE_NOOP("EventText", "A device went away"),
              QT_TRANSLATE_NOOP("EventText", "%1 went away")},
    EventKind{"failed", Weight::Trouble, QT_TRANSLATE_NOOP("EventText", "Something cannot be read"),
              QT_TRANSLATE_NOOP("EventText", "%1 cannot be read")},
    EventKind{"recovered", Weight::Plain, QT_TRANSLATE_NOOP("EventText", "All can be read again"),
              QT_TRANSLATE_NOOP("EventText", "%1 can be read again")},
    EventKind{"alert", Weight::Trouble, QT_TRANSLATE_NOOP("EventText", "An alert fired"),
              QT_TRANSLATE_NOOP("EventText", "Alert: %1")},
    EventKind{"refused", Weight::Trouble,
              QT_TRANSLATE_NOOP("EventText", "A server refused samples of the record"),
              QT_TRANSLATE_NOOP("EventText", "%1 refused samples of the record")},
    EventKind{"disk", Weight::Trouble, QT_TRANSLATE_NOOP("EventText", "The disk of the record ran short"),
              QT_TRANSLATE_NOOP("EventText", "Disk: %1")},
};

const EventKind* kindOf(const history::Event& event) {
    const auto found = std::ranges::find(eventKinds, event.kind, &EventKind::kind);
    return found == eventKinds.end() ? nullptr : &*found;
}

// The first of these members that the event's JSON has as a text.
QString memberOf(const Json& about, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (const std::string_view text = textOf(about, name); !text.empty()) return machineText(text);
    return {};
}

}  // namespace

QString eventText(const history::Event& event) {
    const auto parsed = Json::parse(event.about);
    const Json about = parsed ? *parsed : Json();
    const QString name = memberOf(about, {"name", "device", "collector", "alert", "destination"});
    const QString reason = memberOf(about, {"reason", "message", "state"});
    const EventKind* kind = kindOf(event);
    QString text;
    if (kind == nullptr)
        text =
            name.isEmpty() ? machineText(event.kind) : machineText(event.kind) + QStringLiteral(": ") + name;
    else if (name.isEmpty() || kind->sentenceAbout == nullptr)
        text = EventWords::tr(kind->sentence);
    else
        text = EventWords::tr(kind->sentenceAbout).arg(name);
    return reason.isEmpty() ? text : text + QStringLiteral(" (") + reason + QLatin1Char(')');
}

QString eventTextWithTime(const history::Event& event) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(event.timeMilliseconds);
    return momentText(time, dayFormOf(time, QDateTime::currentDateTime()), ClockForm::Seconds) +
           QStringLiteral("  ") + eventText(event);
}

Role eventRole(const history::Event& event) {
    const EventKind* kind = kindOf(event);
    if (kind == nullptr || kind->weight == Weight::Plain) return Role::QuietText;
    return kind->weight == Weight::Trouble ? Role::Danger : Role::Warning;
}

}  // namespace baro::ui
