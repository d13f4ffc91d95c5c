#include "ui/models/ProcessColumns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <array>
#include <cmath>

#include "ui/ClockText.h"
#include "ui/Formatting.h"

namespace baro::ui {
namespace {

using Field = ProcessField;

constexpr double mebibyte = 1024.0 * 1024.0;

// clang-format off
constexpr std::array<ProcessColumn, processFieldCount> processColumns{{
    {Field::Name,         24, true,  false, false},
    {Field::Pid,           8, true,  true,  false},
    {Field::User,         10, true,  false, false},
    {Field::Cpu,          12, true,  true,  true, 100, Subject::Cpu},
    {Field::Memory,       10, true,  true,  true},
    {Field::MemoryShare,  12, true,  true,  true, 100, Subject::Memory},
    {Field::Virtual,      10, false, true,  true},
    {Field::Swap,         10, false, true,  true},
    {Field::DiskRead,     11, true,  true,  true, 50 * mebibyte, Subject::Disk},
    {Field::DiskWritten,  11, true,  true,  true, 50 * mebibyte, Subject::Disk},
    {Field::State,         9, true,  false, false},
    {Field::Nice,          6, false, true,  false},
    {Field::Threads,       8, false, true,  true},
    {Field::Age,          11, false, true,  false},
    {Field::CpuTime,      11, false, true,  true},
    {Field::MajorFaults,  10, false, true,  true},
    {Field::LastCpu,       6, false, true,  false},
    {Field::ParentPid,     8, false, true,  false},
    {Field::Unit,         24, false, false, false},
    {Field::Container,    14, false, false, false},
    {Field::Application,  18, false, false, false},
    {Field::Cgroup,       32, false, false, false},
    {Field::CommandLine,  60, true,  false, false},
}};
// clang-format on

QString tr(const char* text) {
    return QCoreApplication::translate("ProcessColumns", text);
}

const QString unknownText = QStringLiteral("–");

QString durationText(double seconds) {
    const auto whole = static_cast<long long>(seconds);
    if (whole < 3600)
        return QString::asprintf("%lld:%02lld.%02d", whole / 60, whole % 60,
                                 static_cast<int>((seconds - static_cast<double>(whole)) * 100));
    return QString::asprintf("%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
}

// Others that are counts by their kind only name something: pids, processors, priorities.
bool isAmount(ProcessField field) {
    return field == ProcessField::Threads || field == ProcessField::MajorFaults;
}

QString groupText(const ProcessNode& group) {
    const QString name = group.key.empty() ? tr("none") : machineText(group.key);
    return name + QStringLiteral(" (%1)").arg(countText(group.sums.count()));
}

}  // namespace

const ProcessColumn& processColumn(ProcessField field) {
    return processColumns[static_cast<std::size_t>(field)];
}

QString processColumnTitle(ProcessField field, bool) {
    switch (field) {
        case Field::Name:
            return tr("Name");
        case Field::Pid:
            return tr("PID");
        case Field::User:
            return tr("User");
        case Field::Cpu:
            return tr("CPU %");
        case Field::Memory:
            return tr("Memory");
        case Field::MemoryShare:
            return tr("Memory %");
        case Field::Virtual:
            return tr("Virtual");
        case Field::Swap:
            return tr("Swap");
        case Field::DiskRead:
            return tr("Disk read");
        case Field::DiskWritten:
            return tr("Disk write");
        case Field::State:
            return tr("State");
        case Field::Nice:
            return tr("Nice");
        case Field::Threads:
            return tr("Threads");
        case Field::Age:
            return tr("Started");
        case Field::CpuTime:
            return tr("CPU time");
        case Field::MajorFaults:
            return tr("Faults");
        case Field::LastCpu:
            return tr("Core");
        case Field::ParentPid:
            return tr("Parent");
        case Field::Unit:
            return tr("Unit");
        case Field::Container:
            return tr("Container");
        case Field::Application:
            return tr("Application");
        case Field::Cgroup:
            return tr("Control group");
        case Field::CommandLine:
            return tr("Command line");
    }
    return {};
}

QString processColumnNote(ProcessField field, bool cpuOfMachine) {
    switch (field) {
        case Field::Cpu:
            return cpuOfMachine ? tr("of the machine") : tr("of one core");
        case Field::Memory:
            return tr("resident");
        case Field::MemoryShare:
            return tr("of the machine");
        case Field::DiskRead:
        case Field::DiskWritten:
            return tr("per second");
        case Field::MajorFaults:
            return tr("major");
        case Field::LastCpu:
            return tr("last on");
        default:
            return {};
    }
}

QString processColumnName(ProcessField field, bool cpuOfMachine) {
    const QString note = processColumnNote(field, cpuOfMachine);
    const QString title = processColumnTitle(field, cpuOfMachine);
    return note.isEmpty() ? title : title + QLatin1Char(' ') + note;
}

QString ProcessCells::fixed(double value, int decimals) const {
    QString text = QString::number(value, 'f', decimals);
    const char separator = format_.style().decimalSeparator;
    if (separator != '.') text.replace(QLatin1Char('.'), QLatin1Char(separator));
    return text;
}

QString ProcessCells::number(ProcessField field, std::optional<double> value, const ProcessMoment&) const {
    if (!value) return unknownText;
    switch (processField(field).kind) {
        case ProcessFieldKind::Percent:
            return fixed(*value, 1);
        case ProcessFieldKind::Bytes:
            return format_.text(*value, Unit::Bytes);
        case ProcessFieldKind::BytesPerSecond:
            return format_.text(*value, Unit::BytesPerSecond);
        case ProcessFieldKind::Seconds:
            return field == Field::Age ? startedAt(*value, false) : durationText(*value);
        case ProcessFieldKind::Count:
            return isAmount(field) ? countText(static_cast<qint64>(*value))
                                   : QString::number(static_cast<qlonglong>(*value));
        case ProcessFieldKind::Text:
        case ProcessFieldKind::State:
            return {};
    }
    return {};
}

QString ProcessCells::text(const ProcessNode& node, ProcessField field, const ProcessMoment& moment) const {
    if (node.isGroup) {
        if (field == Field::Name) return groupText(node);
        return isAdditive(field) ? number(field, node.sums.sum(field), moment) : QString();
    }
    if (!node.process) return {};
    if (field == Field::State) return processStateText(node.process->state);
    if (processField(field).kind == ProcessFieldKind::Text)
        return machineText(processText(field, *node.process));
    return number(field, processNumber(field, node.view(), moment), moment);
}

QString ProcessCells::startedAt(double ageSeconds, bool whole) const {
    const auto at = [](double wall) {
        return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::llround(wall * 1000)));
    };
    const QDateTime start = at(wallSeconds_ - ageSeconds);
    if (whole) return QLocale().toString(start, QLocale::LongFormat);
    if (start.date() == at(wallSeconds_).date()) return clockText(start.time(), ClockForm::Seconds);
    return momentText(start, DayForm::Day, ClockForm::Minutes);
}

QString processStateText(char state) {
    switch (state) {
        case 'R':
            return tr("Running");
        case 'S':
            return tr("Sleeping");
        case 'D':
            return tr("Waiting");
        case 'Z':
            return tr("Zombie");
        case 'T':
            return tr("Stopped");
        case 't':
            return tr("Traced");
        case 'I':
            return tr("Idle");
        case 'X':
            return tr("Dead");
        default:
            return QString(QLatin1Char(state));
    }
}

}  // namespace baro::ui
