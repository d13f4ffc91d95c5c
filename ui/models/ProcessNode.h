// A row of the process table: a process, or a group of them. GUI thread only.
#pragma once

#include <QString>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/ProcessSums.h"

namespace baro::ui {

struct ProcessNode {
    // A process. Null for a group, and for a process that has ended and waits to be forgotten.
    const Process* process = nullptr;
    const ProcessRate* rate = nullptr;
    ProcessIdentity identity;   // of a process
    bool matches = false;       // the filter; else it is there for its children's sake
    bool wanted = false;        // it has a row
    std::uint32_t changed = 0;  // fields with another value than in the Frame before, by bit

    // A group.
    bool isGroup = false;
    std::string key;  // what its processes have in common; may be empty
    ProcessSums sums;

    // Its place, as views know it.
    ProcessNode* parent = nullptr;  // never null below the root
    int row = 0;
    std::vector<ProcessNode*> children;

    // Its place from the next commit on.
    ProcessNode* nextParent = nullptr;
    std::vector<ProcessNode*> nextChildren;

    // Texts that only change with the facts, made when first shown.
    std::unique_ptr<std::array<QString, processFieldCount>> texts;

    ProcessView view() const { return {process, rate}; }
};

}  // namespace baro::ui
