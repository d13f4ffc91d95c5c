// What happened, in words and as a mark on the timeline: the events of the record.
#pragma once

#include <QString>

#include "core/history/Event.h"
#include "ui/theme/Palette.h"

namespace baro::ui {

// "The machine woke up from sleep", "sda was plugged in": one line of plain text. An event of a kind that is
// not known is called by its kind.
QString eventText(const history::Event& event);

// "Fri 03:12:40  The machine woke up from sleep".
QString eventTextWithTime(const history::Event& event);

// The colour of its mark: trouble, a break in time, or anything else.
Role eventRole(const history::Event& event);

}  // namespace baro::ui
