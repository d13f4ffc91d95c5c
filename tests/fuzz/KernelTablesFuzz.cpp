#include <cmath>

#include "platform/linux/ArpTable.h"
#include "platform/linux/ConnectionTracking.h"
#include "platform/linux/FileHandles.h"
#include "platform/linux/Interrupts.h"
#include "platform/linux/SchedulerStatistics.h"
#include "platform/linux/Softnet.h"
#include "platform/linux/UdpQueues.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

namespace {

void check(const Result<Families>& parsed) {
    if (!parsed)
        return fuzz::require(parsed.error().kind == ErrorKind::Malformed && !parsed.error().message.empty());
    for (const Family& family : parsed->families) {
        fuzz::require(!family.name.empty() && !family.samples.empty());
        for (const FamilySample& sample : family.samples)
            fuzz::require(std::isfinite(sample.value) && sample.value >= 0);
    }
}

}  // namespace

BARO_FUZZ_TARGET(KernelTablesFuzz, text) {
    check(parseArpTable(text));
    check(parseConnectionTrackingStatistics(text));
    check(parseFileHandles(text));
    check(parseInterrupts(text));
    check(parseSoftirqs(text));
    check(parseSchedulerStatistics(text));
    check(parseSoftnet(text));
    const auto queues = parseUdpQueues(text);
    fuzz::require(!queues || (queues->transmitBytes >= 0 && queues->receiveBytes >= 0));
}
