#include "core/model/ProcessSums.h"

namespace baro {
namespace {

constexpr std::array additive{ProcessField::Cpu,         ProcessField::Memory,  ProcessField::MemoryShare,
                              ProcessField::Virtual,     ProcessField::Swap,    ProcessField::DiskRead,
                              ProcessField::DiskWritten, ProcessField::Threads, ProcessField::CpuTime,
                              ProcessField::MajorFaults};

}  // namespace

bool isAdditive(ProcessField field) {
    for (const ProcessField one : additive)
        if (one == field) return true;
    return false;
}

void ProcessSums::add(const ProcessView& view, const ProcessMoment& moment) {
    ++count_;
    for (const ProcessField field : additive) {
        const auto value = processNumber(field, view, moment);
        if (!value) continue;
        auto& sum = sums_[static_cast<std::size_t>(field)];
        sum = sum.value_or(0) + *value;
    }
}

}  // namespace baro
