// The columns of the process table: one for each ProcessField, in that order.
#pragma once

#include <QString>
#include <vector>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/models/ProcessNode.h"
#include "ui/theme/Subject.h"

namespace baro::ui {

struct ProcessColumn {
    ProcessField field = ProcessField::Name;
    int characters = 8;             // usual width, in digits
    bool usual = false;             // shown unless chosen otherwise
    bool isNumber = false;          // right-aligned
    bool startsDescending = false;  // the first click on its header sorts from large to small
    // A cell is tinted by its value's share of fullTint, in the subject's colour; 0: never.
    double fullTint = 0;
    Subject subject = Subject::Processes;
};

const ProcessColumn& processColumn(ProcessField field);
inline const ProcessColumn& processColumn(int column) {
    return processColumn(static_cast<ProcessField>(column));
}

// "CPU %", and the second line of the header: "of one core". Translated.
QString processColumnTitle(ProcessField field, bool cpuOfMachine);
QString processColumnNote(ProcessField field, bool cpuOfMachine);
// In one line, for menus and for screen readers.
QString processColumnName(ProcessField field, bool cpuOfMachine);

// How the values are written.
class ProcessCells {
  public:
    explicit ProcessCells(const Formatting& format) : format_(format) {}

    // "–" when unknown, empty when there is none.
    QString text(const ProcessNode& node, ProcessField field, const ProcessMoment& moment) const;
    QString number(ProcessField field, std::optional<double> value, const ProcessMoment& moment) const;
    // Seconds since 1970-01-01 UTC of the moment; starts are told from it.
    void setWallSeconds(double seconds) { wallSeconds_ = seconds; }
    QString startedAt(double ageSeconds, bool whole) const;

  private:
    QString fixed(double value, int decimals) const;

    const Formatting& format_;
    double wallSeconds_ = 0;
};

// "Sleeping"; the letter itself for one that is not known.
QString processStateText(char state);

}  // namespace baro::ui
