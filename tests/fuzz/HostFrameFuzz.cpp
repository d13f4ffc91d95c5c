#include <bit>
#include <cmath>

#include "core/hosts/ApplicationRates.h"
#include "core/hosts/HostFigures.h"
#include "core/hosts/HostFrame.h"
#include "core/hosts/HostList.h"
#include "core/hosts/HostOverview.h"
#include "core/metrics/MetricCatalog.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

// Numbers and words that have been trouble elsewhere, beside those of the input.
constexpr std::array<double, 8> numbers{0, -1, 1e300, 4294967296.0, 0x1p64, NAN, INFINITY, 1};
constexpr std::array<std::string_view, 12> words{"",     "0",   "4294967295", "-1",   "999999999999", "user",
                                                 "idle", "sda", "sda1",       "dm-0", "BAT0",         "eth0"};
constexpr std::array<std::string_view, 15> others{"up",
                                                  "ALERTS",
                                                  "node_memory_MemTotal_bytes",
                                                  "node_memory__bytes",
                                                  "node_memory_",
                                                  "node_vmstat_",
                                                  "node_rapl__joules_total",
                                                  "node_rapl_joules_total",
                                                  "node_hwmon_temp_min_celsius",
                                                  "node_power_supply_",
                                                  "node_power_supply_voltage_min_design",
                                                  "node_netstat_Tcp_CurrEstab",
                                                  "node_thermal_zone_temp",
                                                  "node_network_address_info",
                                                  "node_drm_gpu_busy_percent"};

class SampleMaker {
  public:
    explicit SampleMaker(std::string_view bytes) : rest_(bytes) {}

    std::vector<HostSample> all() {
        std::vector<HostSample> samples;
        while (!rest_.empty() && samples.size() < 100)
            samples.push_back(one());
        return samples;
    }

  private:
    std::size_t byte() {
        if (rest_.empty()) return 0;
        const auto first = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return first;
    }

    std::string word() {
        const std::size_t choice = byte();
        if (choice < 200) return std::string(words[choice % words.size()]);
        const std::string_view own = rest_.substr(0, choice % 16);
        rest_.remove_prefix(own.size());
        return std::string(own);
    }

    double number() {
        const std::size_t choice = byte();
        if (choice < 100) return numbers[choice % numbers.size()];
        if (choice < 200) return static_cast<double>(byte());
        std::uint64_t bits = 0;
        for (int i = 0; i < 8; ++i)
            bits = bits << 8 | byte();
        return std::bit_cast<double>(bits);
    }

    HostSample one() {
        const auto catalog = metricCatalog();
        const std::size_t choice = byte() << 8 | byte();
        const std::size_t index = choice % (catalog.size() + others.size());
        const bool isRow = index < catalog.size();
        std::vector<std::pair<std::string, std::string>> pairs{
            {"__name__", std::string(isRow ? catalog[index].name : others[index - catalog.size()])}};
        if (isRow)
            for (const std::string_view label : catalog[index].labels)
                pairs.emplace_back(label, word());
        else
            pairs.emplace_back(word(), word());
        const std::size_t time = byte();
        const std::int64_t at = time == 255   ? std::numeric_limits<std::int64_t>::max()
                                : time == 254 ? std::numeric_limits<std::int64_t>::min()
                                              : static_cast<std::int64_t>(time % 3) * 15'000;
        return {std::make_shared<const Labels>(std::move(pairs)), {at, number()}};
    }

    std::string_view rest_;
};

}  // namespace

// Any series at any times: Frames of them, one after the other, whatever they say.
BARO_FUZZ_TARGET(HostFrameFuzz, text) {
    const auto first = SampleMaker(text.substr(0, text.size() / 2)).all();
    const auto second = SampleMaker(text.substr(text.size() / 2)).all();
    const Frame before = frameOf(HostSeries(first, "office"), nullptr);
    const Frame after = frameOf(HostSeries(second, "office"), &before);
    fuzz::require(after.sequence == 1 && timeOf(after) >= 0);
    applicationRates(&before, after);
    if (after.rates.cpu) fuzz::require(after.readings.cpu->cpus.size() == after.rates.cpu->cpus.size());

    const auto hosts = hostsIn(second, first);
    std::vector<NamedHost> named;
    for (const KnownHost& host : hosts)
        named.push_back({&host, "server"});
    fuzz::require(menuNames(named).size() == hosts.size());
    std::vector<HostStanding> standings;
    for (const HostSample& sample : first) {
        HostStanding& standing = standings.emplace_back();
        standing.figures[standings.size() % hostFigureCount] = sample.sample.value;
    }
    fuzz::require(worstFirst(standings).size() == standings.size());

    std::vector<SampleSeries> series;
    for (const HostSample& sample : second)
        series.push_back({*sample.labels, {sample.sample}});
    const TrendGrid grid = trendGrid(timeOf(after), std::chrono::minutes(1), std::chrono::seconds(1));
    HostFigures figures;
    figures.takeFigure(HostFigure::Alerts, series);
    figures.takeTrend(HostFigure::Cpu, grid, series);
    figures.takeLastSeen(series);
    for (const KnownHost& host : hosts) {
        const auto alerts = figures.standingOf(host).of(HostFigure::Alerts);
        const auto trend = figures.trendOf(host, HostFigure::Cpu);
        fuzz::require(!alerts || !std::isnan(*alerts));
        fuzz::require(trend.empty() || trend.size() == grid.count);
        figures.lastSeen(host);
    }
}
