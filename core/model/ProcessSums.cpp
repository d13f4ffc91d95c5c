#include "core/model/ProcessSums.h"

namespace baro {
namespace {

using Field = ProcessField;

constexpr std::array additive{Field::Cpu,     Field::Memory,     Field::MemoryShare, Field::Virtual,
                              Field::Swap,    Field::DiskRead,   Field::DiskWritten, Field::Threads,
                              Field::CpuTime, Field::MajorFaults};

}  // namespace

bool isAdditive(ProcessField field) {
    for (const Field one : additive)
        if (one == field) return true;
    return false;
}

void ProcessSums::add(const ProcessView& view, const ProcessMoment& moment) {
    ++count_;
    for (const Field field : additive) {
        const auto value = processNumber(field, view, moment);
        if (!value) continue;
        auto& sum = sums_[static_cast<std::size_t>(field)];
        sum = sum.value_or(0) + *value;
    }
}

}  // namespace baro
