// An alert in words, for notifications and the banner. Plain text, and not too much of it: rules and machines
// chose the words.
#pragma once

#include <QString>
#include <span>

#include "core/telling/AlertNotices.h"

namespace baro::ui {

struct NoticeText {
    QString title;  // one line
    QString body;   // few lines
};

// blame: who uses most of what the rule is about ("firefox 212 %, cc1plus 98 %"); empty: nobody is known.
NoticeText textOf(const alerts::AlertNotice& notice, const QString& blame);

// Of several rules at once: how many, and the names of some.
NoticeText textOfMany(std::span<const alerts::AlertNotice* const> notices);

// The name of an alert's rule, in one line.
QString alertName(const alerts::Alert& alert);

}  // namespace baro::ui
