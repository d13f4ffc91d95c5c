// What an editor offers at the place of its cursor.
#pragma once

#include <QString>
#include <vector>

#include "core/promql/Completion.h"
#include "ui/explore/SeriesNames.h"

namespace baro::ui {

struct Candidate {
    QString text;    // what is put in; plain
    QString kind;    // "function", "counter", "label"; translated
    QString help;    // one line; may be empty
    int goBack = 0;  // how far the cursor stands before the end of the text afterwards
};

// Those that begin with what is written first, then those that hold it; at most 200.
std::vector<Candidate> candidatesFor(const promql::CompletionContext& place, const NameIndex& names);

}  // namespace baro::ui
