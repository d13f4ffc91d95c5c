#include "platform/linux/ConnectionTracking.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

struct StatColumn {
    std::string_view column;
    std::string_view metric;
};
constexpr std::array statColumns{
    StatColumn{"found", "node_nf_conntrack_stat_found"},
    StatColumn{"invalid", "node_nf_conntrack_stat_invalid"},
    StatColumn{"ignore", "node_nf_conntrack_stat_ignore"},
    StatColumn{"insert", "node_nf_conntrack_stat_insert"},
    StatColumn{"insert_failed", "node_nf_conntrack_stat_insert_failed"},
    StatColumn{"drop", "node_nf_conntrack_stat_drop"},
    StatColumn{"early_drop", "node_nf_conntrack_stat_early_drop"},
    StatColumn{"search_restart", "node_nf_conntrack_stat_search_restart"},
};

class ConnectionTrackingCollector final : public FamiliesCollector {
  public:
    explicit ConnectionTrackingCollector(const Roots& roots)
        : FamiliesCollector("conntrack", std::chrono::seconds(1), &FamilyReadings::conntrack),
          entries_(roots.procfs + "/sys/net/netfilter/nf_conntrack_count"),
          limit_(roots.procfs + "/sys/net/netfilter/nf_conntrack_max"),
          statistics_(roots.procfs + "/net/stat/nf_conntrack") {}

  protected:
    Result<Families> read() override {
        const auto entries = numberIn(entries_);
        if (!entries) return entries.error();
        const auto limit = numberIn(limit_);
        if (!limit) return limit.error();
        Families families;
        // Needs CONFIG_NF_CONNTRACK_PROCFS, which not every kernel has.
        if (const auto text = statistics_.read()) {
            Result<Families> parsed = parseConnectionTrackingStatistics(*text);
            if (!parsed) return parsed.error();
            families = std::move(parsed).value();
        } else if (text.error().kind != ErrorKind::Absent) {
            return text.error();
        }
        families.families.push_back({"node_nf_conntrack_entries", {{{}, *entries}}, {}});
        families.families.push_back({"node_nf_conntrack_entries_limit", {{{}, *limit}}, {}});
        return families;
    }

  private:
    static Result<double> numberIn(KeptFile& file) {
        const auto text = file.read();
        if (!text) return text.error();
        const auto number = parseNumber<std::uint64_t>(trimmed(*text));
        if (!number) return malformed(file.path() + " is not a number");
        return static_cast<double>(*number);
    }

    KeptFile entries_;
    KeptFile limit_;
    KeptFile statistics_;
};

}  // namespace

Result<Families> parseConnectionTrackingStatistics(std::string_view text) {
    if (endsWithin(text)) return malformed("nf_conntrack is cut");
    std::string_view header = takeLine(text).value_or("");
    std::vector<std::string_view> names;
    for (std::string_view name = takeField(header); !name.empty(); name = takeField(header))
        names.push_back(name);
    if (names.empty()) return malformed("nf_conntrack has no line of column names");
    if (text.empty()) return malformed("nf_conntrack has no line of a processor");
    std::vector<double> sums(names.size());
    while (auto line = takeLine(text)) {
        for (double& sum : sums) {
            const auto count = parseHexadecimal<std::uint64_t>(takeField(*line));
            if (!count) return malformed("a line of nf_conntrack is not one hexadecimal number per column");
            sum += static_cast<double>(*count);
        }
    }
    FamilyBuilder families;
    for (const StatColumn& each : statColumns) {
        const auto column = std::ranges::find(names, each.column);
        if (column != names.end())
            families.add(each.metric, {}, sums[static_cast<std::size_t>(column - names.begin())]);
    }
    return families.take();
}

std::unique_ptr<Collector> makeConnectionTrackingCollector(const Roots& roots) {
    return std::make_unique<ConnectionTrackingCollector>(roots);
}

}  // namespace baro::platform
