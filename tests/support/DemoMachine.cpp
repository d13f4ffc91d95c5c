#include "tests/support/DemoMachine.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/support/DemoFamilies.h"
#include "tests/support/DemoHardware.h"

namespace baro::test {
namespace {

constexpr double bootTime = 1'750'000'000;
constexpr double memoryTotal = 32.0 * (1ull << 30);

double tick(double seconds) {
    return std::floor(seconds * 100 + 1e-6) / 100;
}
double page(double bytes) {
    return std::floor(bytes / 4096) * 4096;
}

constexpr int storySeconds = 180;  // then it happens again

// 0 outside, 1 within, with edges of two seconds.
double during(int second, int from, int to) {
    return std::clamp(std::min(second - from, to - second) / 2.0, 0.0, 1.0);
}

Instant instantAt(int second) {
    const auto sinceBoot = std::chrono::seconds(static_cast<int>(DemoProcesses::bootedBefore) + second);
    return {std::chrono::seconds(static_cast<std::int64_t>(bootTime)) + sinceBoot, sinceBoot, sinceBoot};
}

void transfer(DiskCounters& disk, double readBytes, double writtenBytes, double secondsPerRequest) {
    const double reads = std::floor(readBytes / 65536), writes = std::floor(writtenBytes / 131072);
    disk.readsCompleted += reads;
    disk.readBytes += reads * 65536;
    disk.readSeconds = tick(disk.readSeconds + reads * secondsPerRequest);
    disk.writesCompleted += writes;
    disk.writtenBytes += writes * 131072;
    disk.writeSeconds = tick(disk.writeSeconds + writes * secondsPerRequest * 2);
    const double busy = (reads + writes * 2) * secondsPerRequest;
    disk.busySeconds = tick(disk.busySeconds + std::min(busy / 4, 0.98));
    disk.weightedBusySeconds = tick(disk.weightedBusySeconds + busy);
}

void transfer(NetworkCounters& counters, double bytes) {
    counters.packets += std::floor(bytes / 1200);
    counters.bytes += std::floor(bytes / 1200) * 1200;
}

NamedValues named(std::initializer_list<std::pair<const char*, double>> values) {
    std::vector<std::string> names;
    NamedValues named;
    for (const auto& [name, value] : values) {
        names.emplace_back(name);
        named.values.push_back(value);
    }
    named.names = std::make_shared<const std::vector<std::string>>(std::move(names));
    return named;
}

Memory memoryFor(const DemoLoad& load) {
    const double used = 8.4e9 + load.browserGrowth + load.compiling * 2.4e8;
    const double cached = page(9.1e9 + load.writing * 2);
    const double available = page(memoryTotal - used);
    return {named({{"MemTotal", memoryTotal},
                   {"MemFree", page(available - cached * 0.93)},
                   {"MemAvailable", available},
                   {"Buffers", 412'000'256},
                   {"Cached", cached},
                   {"SwapCached", 0},
                   {"Active", page(used * 0.7)},
                   {"Inactive", page(cached * 0.8)},
                   {"Dirty", page(4e6 + load.writing * 1.5)},
                   {"Writeback", page(load.writing * 0.1)},
                   {"AnonPages", page(used * 0.8)},
                   {"Mapped", 1'300'234'240},
                   {"Shmem", 622'120'960},
                   {"Slab", 1'104'224'256},
                   {"SReclaimable", 801'112'064},
                   {"SUnreclaim", 303'112'192},
                   {"KernelStack", 22'020'096},
                   {"PageTables", 91'226'112},
                   {"SwapTotal", 8'589'930'496},
                   {"SwapFree", 8'589'930'496},
                   {"Committed_AS", page(used * 1.9)},
                   {"HugePages_Total", 0}}),
            std::nullopt, std::nullopt};
}

Sensor sensor(SensorKind kind, const char* chip, const char* channel, const char* label, double value,
              std::optional<double> high, std::optional<double> critical) {
    Sensor sensor;
    sensor.kind = kind;
    sensor.identity = std::string("platform:") + chip + ":" + channel;
    sensor.chip = chip;
    sensor.channel = channel;
    sensor.label = label;
    sensor.value = std::round(value * 10) / 10;
    sensor.high = high;
    sensor.critical = critical;
    return sensor;
}

Sensors sensorsAt(double warmth, const DemoLoad& load) {
    using enum SensorKind;
    const double graphics = 41 + 28 * load.playingVideo;
    Sensors list;
    list.sensors = {sensor(Temperature, "amdgpu", "temp1", "edge", graphics, 95, 100),
                    sensor(Temperature, "coretemp", "temp1", "Package id 0", 42 + 46 * warmth, 90, 100),
                    sensor(Temperature, "coretemp", "temp2", "Core 0", 40 + 45 * warmth, 90, 100),
                    sensor(Fan, "nct6798", "fan1", "CPU fan", std::round(820 + 1100 * warmth), {}, {}),
                    sensor(Fan, "nct6798", "fan2", "Chassis fan", std::round(640 + 300 * warmth), {}, {}),
                    sensor(Voltage, "nct6798", "in0", "Vcore", 1.1 + 0.1 * warmth, 1.5, {}),
                    sensor(Temperature, "nvme", "temp1", "Composite", 38 + load.writing / 1e8, 80, 85)};
    return list;
}

}  // namespace

double DemoMachine::random() {  // xorshift64*
    randomState_ ^= randomState_ >> 12;
    randomState_ ^= randomState_ << 25;
    randomState_ ^= randomState_ >> 27;
    return static_cast<double>((randomState_ * 0x2545F4914F6CDD1Du) >> 40) / (1 << 24);
}

DemoLoad DemoMachine::loadNow() {
    DemoLoad load;
    load.noise = 0.6 + 0.5 * random() + 0.3 * std::sin(second_ * std::numbers::pi / 17);
    const int moment = second_ % storySeconds;
    load.compiling = std::round(during(moment, 40, 70) * (9 + random()));
    load.playingVideo = during(moment, 84, 140) * (0.55 + 0.1 * random());
    load.downloading =
        during(moment, 18, 36) * (9e7 + 2e7 * random()) + during(moment, 120, 152) * (4e7 + 3e7 * random());
    load.writing = during(moment, 98, 113) * (1.5e8 + 4e7 * random());
    load.browserGrowth = 1.6e9 * std::clamp((second_ - 60) / 100.0, 0.0, 1.0);
    return load;
}

void DemoMachine::spend(const DemoLoad& load) {
    const auto [user, system] = processes_.spend(second_, load);
    std::array<double, demoCpus> weights{};
    double sum = 0;
    for (double& weight : weights)
        sum += weight = 0.3 + random();
    const double interrupts = 0.004 + load.downloading / 2e9;
    ioWaitShare_ = std::min(load.writing / 4e9, 0.1);
    const double processors = user + system + interrupts;
    for (int i = 0; i < demoCpus; ++i) {
        CpuTimes& cpu = cpus_[static_cast<std::size_t>(i)];
        // Evenly when there is much to do, so that none would have to work more than a second.
        const double even = std::min(processors / 12, 1.0);
        const double part = even / demoCpus + (1 - even) * weights[static_cast<std::size_t>(i)] / sum;
        cpu.userSeconds += user * part;
        cpu.systemSeconds += system * part;
        cpu.softirqSeconds += interrupts * part;
        const double left = std::max(1 - processors * part, 0.0);
        cpu.iowaitSeconds += left * ioWaitShare_;
        cpu.idleSeconds += left * (1 - ioWaitShare_);
    }
    warmth_ += (std::min(processors / 12, 1.0) - warmth_) * 0.12;
    joules_ += std::floor((14 + processors * 7) * 100) / 100;
    batteryJoules_ -= 9;
    interrupts_ += std::floor(2400 + processors * 900 + load.downloading / 3e4);
    switches_ += std::floor(5200 + processors * 1300 + load.downloading / 2e4);
    forks_ += std::floor(2 + load.compiling * 3);
    stalledCpu_ += std::max(processors - 6, 0.0) / 40;
    stalledIo_ += std::min(load.writing / 4e8, 0.6);
    transfer(nvme_, 2e5 + 3e6 * random() + load.compiling * 4e6, 6e5 * random() + load.downloading, 0.0001);
    transfer(sata_, load.writing > 0 ? 1e5 : 0, load.writing, 0.0012);
    transfer(received_, 3e4 * random() + load.downloading);
    transfer(transmitted_, 1e4 * random() + load.downloading / 40);
}

CpuActivity DemoMachine::cpuActivity() const {
    CpuActivity activity;
    for (int i = 0; i < demoCpus; ++i) {
        const CpuTimes& exact = cpus_[static_cast<std::size_t>(i)];
        CpuTimes shown;
        const auto show = [&](double CpuTimes::*field, double atStart) {
            shown.*field = tick(exact.*field + atStart);
            activity.total.*field = std::round((activity.total.*field + shown.*field) * 100) / 100;
        };
        show(&CpuTimes::userSeconds, 310.5);
        show(&CpuTimes::systemSeconds, 92.25);
        show(&CpuTimes::idleSeconds, 8100);
        show(&CpuTimes::iowaitSeconds, 12);
        show(&CpuTimes::softirqSeconds, 4.5);
        activity.cpus.push_back({i, shown});
    }
    return activity;
}

FramePtr DemoMachine::next() {
    ++second_;
    const DemoLoad load = loadNow();
    if (second_ > 0) spend(load);
    auto frame = std::make_shared<Frame>();
    frame->sequence = static_cast<std::uint64_t>(second_);
    frame->takenAt = instantAt(second_);
    frame->readings = readings(load);
    frame->health = {{"demo",
                      CollectorHealth::State::Ok,
                      {},
                      std::chrono::seconds(1),
                      {},
                      static_cast<std::uint64_t>(second_) + 1,
                      0,
                      0}};
    if (previous_) {
        frame->discontinuity = discontinuityBetween(previous_->takenAt, frame->takenAt);
        frame->rates = deriveRates(*previous_, frame->readings, frame->takenAt);
    }
    previous_ = frame;
    return previous_;
}

void DemoMachine::pass(int seconds) {
    for (; seconds > 0; --seconds) {
        ++second_;
        const DemoLoad load = loadNow();
        if (second_ > 0) spend(load);
    }
}

Readings DemoMachine::readings(const DemoLoad& load) {
    Readings into = previous_ ? previous_->readings : Readings();
    const Instant now = instantAt(second_);
    const double running = std::floor(1 + load.compiling);
    into.cpu = Section(cpuActivity(), now);
    into.kernel = Section(KernelActivity{interrupts_,
                                         switches_,
                                         forks_,
                                         bootTime,
                                         static_cast<std::uint64_t>(running),
                                         load.writing > 1e8 ? 1u : 0u,
                                         {}},
                          now);
    into.load = Section(
        Load{std::round((0.8 + warmth_ * 10) * 100) / 100, std::round((0.9 + warmth_ * 4) * 100) / 100, 0.94,
             static_cast<std::uint64_t>(running), 1190},
        now);
    into.memory = Section(memoryFor(load), now);
    into.virtualMemory = Section(
        VirtualMemory{named({{"pgfault", interrupts_ * 3},
                             {"pgmajfault", 91'000 + std::floor(forks_ / 9)},
                             {"pgpgin", std::floor(nvme_.readBytes / 1024)},
                             {"pgpgout", std::floor((nvme_.writtenBytes + sata_.writtenBytes) / 1024)},
                             {"pswpin", 0},
                             {"pswpout", 0},
                             {"oom_kill", 0}})},
        now);
    const auto line = [](double ratio, double stalled) {
        return PressureLine{ratio, ratio / 2, ratio / 8, stalled};
    };
    Pressure pressure;
    const double writing = std::round(std::min(load.writing / 4e8, 0.6) * 100) / 100;
    pressure.cpu = PressureOfResource{
        line(std::round(std::max(warmth_ - 0.4, 0.0) * 30) / 100, tick(stalledCpu_)), line(0, 0)};
    pressure.memory = PressureOfResource{line(0, 0.25), line(0, 0.12)};
    pressure.io =
        PressureOfResource{line(writing, tick(stalledIo_)), line(writing / 2, tick(stalledIo_ / 2))};
    into.pressure = Section(std::move(pressure), now);
    const DiskCounters idle;
    into.disks = Section(Disks{{{"nvme0n1", nvme_, 0, demoDiskFacts(0)},
                                {"nvme0n1p1", idle, 0, demoDiskFacts(1)},
                                {"nvme0n1p2", nvme_, 0, demoDiskFacts(2)},
                                {"sda", sata_, load.writing > 1e8 ? 4u : 0u, demoDiskFacts(3)},
                                {"sda1", sata_, 0, demoDiskFacts(4)}}},
                         now);
    const NetworkCounters wifi{41'000'000, 52'000, 0, 0, 0, 0, 0, 0};
    into.network =
        Section(Network{{{"lo", 1, {3'400'000, 12'000}, {3'400'000, 12'000}, demoInterfaceFacts(0)},
                         {"enp4s0", 2, received_, transmitted_, demoInterfaceFacts(1)},
                         {"wlp5s0", 3, wifi, wifi, demoInterfaceFacts(2)}}},
                now);
    into.sockets = Section(Sockets{named({{"Tcp_ActiveOpens", 20'400 + std::floor(second_ / 3.0)},
                                          {"Tcp_PassiveOpens", 310},
                                          {"Tcp_CurrEstab", 38},
                                          {"Tcp_RetransSegs", 912 + std::floor(received_.packets / 90'000)},
                                          {"Tcp_InSegs", received_.packets},
                                          {"Tcp_OutSegs", transmitted_.packets},
                                          {"Udp_InDatagrams", 81'000 + second_ * 3.0}}),
                                   named({{"sockets_used", 1204}, {"TCP_inuse", 44}, {"UDP_inuse", 12}})},
                           now);
    into.processes = Section(processes_.table(), now);
    into.self = Section(SelfCost{.cpuSeconds = 4 + second_ * 0.004,
                                 .residentBytes = 41u << 20,
                                 .openDescriptors = 322,
                                 .threads = 5,
                                 .virtualBytes = 410u << 20,
                                 .mostVirtualBytes = ~std::uint64_t{0},
                                 .mostDescriptors = 524'288,
                                 .startedAtSeconds = bootTime + 60,
                                 .writtenBytes = 4096.0 * second_},
                        now);
    readSlowSections(load, into);
    addFamilies(into, now);
    return into;
}

void DemoMachine::readSlowSections(const DemoLoad& load, Readings& into) {
    const Instant now = instantAt(second_);
    if (second_ == 0) {
        into.cpuTopology = Section(demoTopology(), now);
        into.host = Section(demoHost(DemoProcesses::bootedBefore, bootTime), now);
    }
    Gpu card;
    card.identity = "0000:03:00.0";
    card.driver = "amdgpu";
    card.model = "Demo graphics card";
    card.discrete = true;
    card.busyRatio = std::round((0.03 + load.playingVideo) * 100) / 100;
    card.memoryUsedBytes = page(1.1e9 + 9e8 * load.playingVideo);
    card.memoryTotalBytes = 8'589'934'592;
    card.coreClockHertz = std::round(500 + 1700 * load.playingVideo) * 1e6;
    card.temperatureCelsius = std::round(41 + 28 * load.playingVideo);
    card.temperatureLimitCelsius = 100;
    card.powerWatts = std::round(11 + 120 * load.playingVideo);
    card.powerLimitWatts = 190;
    card.fanRpm = std::round(1400 * load.playingVideo);
    Gpu sleeping;
    sleeping.identity = "0000:0a:00.0";
    sleeping.driver = "amdgpu";
    sleeping.model = "Demo second card";
    sleeping.asleep = true;
    into.gpus = Section(Gpus{{std::move(card), std::move(sleeping)}}, now);
    if (second_ % 2 == 0) into.sensors = Section(sensorsAt(warmth_, load), now);
    if (second_ % 5 != 0) return;
    into.socketTraffic = Section(processes_.traffic(), now);
    CpuFrequencies frequencies;
    for (int cpu = 0; cpu < demoCpus; ++cpu)
        frequencies.cpus.push_back({.cpu = cpu,
                                    .currentHertz = std::round(1200 + 3200 * warmth_ + cpu * 7) * 1e6,
                                    .minimumHertz = 8e8,
                                    .maximumHertz = cpu < 16 ? 5.2e9 : 3.9e9,
                                    .hardwareMaximumHertz = cpu < 16 ? 5.2e9 : 3.9e9,
                                    .governor = "powersave",
                                    .governors = {"performance", "powersave"},
                                    .coreThrottles = 0u,
                                    .packageThrottles = 0u});
    into.cpuFrequencies = Section(std::move(frequencies), now);
    Power power;
    Battery battery{"BAT0", "Demo cell",    "Synthetic", "Discharging", {},   0.93,
                    9.0,    batteryJoules_, 320'000.0,   15.4,          112u, false};
    battery.chargeRatio = std::round(batteryJoules_ / 320'000 * 1000) / 1000;
    power.batteries.push_back(std::move(battery));
    power.mains.push_back({"AC", false});
    power.energy.push_back({"package-0", "intel-rapl:0", std::round(joules_ * 100) / 100, 262'143.33});
    into.power = Section(std::move(power), now);
    if (second_ % 30 == 0) into.filesystems = Section(demoFilesystems(sata_.writtenBytes), now);
}

}  // namespace baro::test
