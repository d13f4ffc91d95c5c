// Sums over several processes, for groups and for the totals below a table.
#pragma once

#include <array>
#include <optional>

#include "core/model/ProcessFields.h"

namespace baro {

// Whether the values of several processes can be added up: not for text, numbers of processes and niceness.
// Resident and virtual memory count shared pages once for each process.
bool isAdditive(ProcessField field);

class ProcessSums {
  public:
    void add(const ProcessView& view, const ProcessMoment& moment);
    int count() const { return count_; }
    // Of those processes whose value is known; nothing when none is, or when the field cannot be added up.
    std::optional<double> sum(ProcessField field) const { return sums_[static_cast<std::size_t>(field)]; }

  private:
    std::array<std::optional<double>, processFieldCount> sums_{};
    int count_ = 0;
};

}  // namespace baro
