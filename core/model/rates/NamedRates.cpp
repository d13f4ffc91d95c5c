#include "core/model/rates/NamedRates.h"

#include <algorithm>
#include <array>

#include "core/model/rates/Increase.h"

namespace baro::rates {
namespace {

bool sameNames(const NamedValues& a, const NamedValues& b) {
    return a.names == b.names || (a.names && b.names && *a.names == *b.names);
}

// Collects names and values, and owns names only from the first one on that differs from the known ones.
class NamedRatesBuilder {
  public:
    explicit NamedRatesBuilder(const NamedValues* known) : known_(known ? known->names : nullptr) {}

    void add(const std::string& name, double value) {
        if (known_ && (rates_.values.size() >= known_->size() || (*known_)[rates_.values.size()] != name))
            disown();
        if (!known_) own_.push_back(name);
        rates_.values.push_back(value);
    }

    NamedValues finish() && {
        if (known_ && known_->size() != rates_.values.size()) disown();
        rates_.names = known_ ? known_ : std::make_shared<const std::vector<std::string>>(std::move(own_));
        return std::move(rates_);
    }

  private:
    void disown() {
        own_.assign(known_->begin(), known_->begin() + static_cast<std::ptrdiff_t>(rates_.values.size()));
        known_ = nullptr;
    }

    std::shared_ptr<const std::vector<std::string>> known_;
    std::vector<std::string> own_;
    NamedValues rates_;
};

}  // namespace

// mm/vmstat.c: the "nr_" items are amounts, but for those few that only ever rise.
bool isVirtualMemoryGauge(std::string_view name) {
    constexpr std::array rising = {std::string_view("nr_dirtied"),
                                   std::string_view("nr_written"),
                                   std::string_view("nr_vmscan_write"),
                                   std::string_view("nr_vmscan_immediate_reclaim"),
                                   std::string_view("nr_throttled_written"),
                                   std::string_view("nr_foll_pin_acquired"),
                                   std::string_view("nr_foll_pin_released"),
                                   std::string_view("nr_tlb_remote_flush"),
                                   std::string_view("nr_tlb_remote_flush_received"),
                                   std::string_view("nr_tlb_local_flush_all"),
                                   std::string_view("nr_tlb_local_flush_one")};
    if (name == "workingset_nodes") return true;
    return name.starts_with("nr_") && std::ranges::find(rising, name) == rising.end();
}

// RFC 1213 and RFC 4022 call these Gauge or settings; all others are Counter.
bool isProtocolGauge(std::string_view name) {
    constexpr std::array gauges = {std::string_view("Ip_Forwarding"),    std::string_view("Ip_DefaultTTL"),
                                   std::string_view("Tcp_RtoAlgorithm"), std::string_view("Tcp_RtoMin"),
                                   std::string_view("Tcp_RtoMax"),       std::string_view("Tcp_MaxConn"),
                                   std::string_view("Tcp_CurrEstab")};
    return std::ranges::find(gauges, name) != gauges.end();
}

NamedValues namedRates(const NamedValues& before, const NamedValues& now, double seconds,
                       bool (*isGauge)(std::string_view), const NamedValues* known) {
    NamedRatesBuilder builder(known);
    const bool sameOrder = sameNames(before, now);
    for (std::size_t i = 0; i < now.values.size(); ++i) {
        const std::string& name = (*now.names)[i];
        if (isGauge(name)) continue;
        const auto earlier = sameOrder ? std::optional(before.values[i]) : before.find(name);
        if (const auto by = increase(earlier, std::optional(now.values[i]))) builder.add(name, *by / seconds);
    }
    return std::move(builder).finish();
}

}  // namespace baro::rates
