#include "core/metrics/FrameSeries.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/Escape.h"
#include "core/metrics/MetricCatalog.h"
#include "core/series/NotReadMarker.h"

namespace baro {

// Remembers each series' id in the order in which a Frame tells its samples. Devices hardly ever change, so
// the next sample nearly always is the next entry, and finding its id compares a few bytes and allocates
// nothing.
class FrameSeries::Cache final : public SampleSink, public NamedSampleSink {
  public:
    explicit Cache(Head& head) : head_(head), rows_(metricCatalog().size()) {}

    const std::vector<Head::Entry>& samplesOf(const Frame& frame, std::span<const AddedSample> added,
                                              bool withCounters) {
        withCounters_ = withCounters;
        const std::uint64_t generation = head_.generation();
        if (std::exchange(generation_, generation) != generation) forgetIds();
        tick_.clear();
        const auto catalog = metricCatalog();
        for (std::size_t row = 0; row < catalog.size(); ++row) {
            metric_ = &catalog[row];
            if (isLeftOut(metric_->kind)) continue;
            row_ = &rows_[row];
            row_->next = 0;
            repeated_ = isCounterReadBefore(frame);
            tell(*metric_, frame, *this);
        }
        named_.next = 0;
        extractKernelNamed(frame, *this);
        for (const AddedSample& sample : added)
            tick_.push_back({head_.idOf(*sample.labels), sample.value.value_or(notReadMarker())});
        return tick_;
    }

    using SampleSink::add;
    void add(std::span<const std::string_view> labelValues, double value) override {
        const auto same = [&labelValues](const Known& known) { return known.isFor(labelValues); };
        Known* known = row_->find(same);
        if (known == nullptr) known = row_->insert({joined(labelValues), head_.idOf(labels(labelValues))});
        tick_.push_back({known->id, repeated_ ? notReadMarker() : value});
    }

    void add(const KernelNamedMetric& metric, double value) override {
        if (isLeftOut(metric.kind)) return;
        Known* known = named_.find([&metric](const Known& candidate) { return candidate.isFor(metric); });
        if (known == nullptr) known = named_.insert({joined(metric), head_.idOf(labels(metric))});
        const bool repeated = metric.kind != MetricKind::Gauge && known->readAt == metric.readAt.monotonic;
        tick_.push_back({known->id, repeated ? notReadMarker() : value});
        known->readAt = metric.readAt.monotonic;
    }

  private:
    struct Known {
        std::string
            key;  // the label values, each with a NUL behind it; the name before them if the system chose it
        Head::SeriesId id = 0;
        std::optional<Nanoseconds> readAt =
            std::nullopt;  // of the newest sample; only for kernel-named metrics

        static bool take(std::string_view& rest, std::string_view value) {
            if (!rest.starts_with(value) || rest.size() == value.size() || rest[value.size()] != '\0')
                return false;
            rest.remove_prefix(value.size() + 1);
            return true;
        }
        bool isFor(std::span<const std::string_view> values) const {
            std::string_view rest = key;
            return std::ranges::all_of(values, [&](std::string_view value) { return take(rest, value); }) &&
                   rest.empty();
        }
        bool isFor(const KernelNamedMetric& metric) const {
            std::string_view rest = key;
            return take(rest, metric.name) &&
                   std::ranges::all_of(metric.labelValues,
                                       [&](std::string_view value) { return take(rest, value); }) &&
                   rest.empty();
        }
    };
    struct Row {
        std::vector<Known> known;
        std::size_t next = 0;
        std::optional<Nanoseconds> readAt = std::nullopt;  // of the newest samples

        template <class Matches>
        Known* find(Matches matches) {
            for (std::size_t tried = 0; tried < known.size(); ++tried) {
                const std::size_t index = (next + tried) % known.size();
                if (!matches(known[index])) continue;
                next = index + 1;
                return &known[index];
            }
            return nullptr;
        }
        Known* insert(Known fresh) {
            next = std::min(next, known.size());
            const auto at = known.insert(known.begin() + static_cast<std::ptrdiff_t>(next), std::move(fresh));
            ++next;
            return &*at;
        }
    };

    bool isLeftOut(MetricKind kind) const { return !withCounters_ && kind != MetricKind::Gauge; }

    bool isCounterReadBefore(const Frame& frame) {
        if (metric_->kind == MetricKind::Gauge || metric_->readAt == nullptr) return false;
        const Nanoseconds readAt = metric_->readAt(frame).monotonic;
        return std::exchange(row_->readAt, readAt) == readAt;
    }

    static std::string joined(std::span<const std::string_view> values) {
        std::string key;
        for (const std::string_view value : values)
            key.append(value).push_back('\0');
        return key;
    }
    static std::string joined(const KernelNamedMetric& metric) {
        std::string key(metric.name);
        key.push_back('\0');
        for (const std::string& value : metric.labelValues)
            key.append(value).push_back('\0');
        return key;
    }

    static Labels labels(const KernelNamedMetric& metric) {
        std::vector<std::pair<std::string, std::string>> pairs{
            {std::string(metricNameLabel), std::string(metric.name)}};
        for (std::size_t i = 0; i < std::min(metric.labelNames.size(), metric.labelValues.size()); ++i)
            pairs.emplace_back(metric.labelNames[i], validUtf8(metric.labelValues[i]));
        return Labels(std::move(pairs));
    }
    Labels labels(std::span<const std::string_view> values) const {
        std::vector<std::pair<std::string, std::string>> pairs{
            {std::string(metricNameLabel), std::string(metric_->name)}};
        auto name = metric_->labels.begin();
        for (const std::string_view value : values)
            pairs.emplace_back(*name++, validUtf8(value));
        return Labels(std::move(pairs));
    }

    void forgetIds() {
        for (Row& row : rows_)
            row.known.clear();
        named_.known.clear();
    }

    Head& head_;
    std::vector<Row> rows_;  // by catalog row
    Row named_;
    std::vector<Head::Entry> tick_;
    const Metric* metric_ = nullptr;
    Row* row_ = nullptr;
    bool withCounters_ = true;
    bool repeated_ = false;  // the row's counters are those of the Frame before
    std::uint64_t generation_ = 0;
};

namespace {

// Whether no collector has read more often. Collectors that read once have no part in it.
bool isReadAtMost(std::uint64_t times, const Frame& frame) {
    const auto isRepeated = [](const CollectorHealth& health) {
        return health.interval != Nanoseconds::zero();
    };
    return std::ranges::any_of(frame.health, isRepeated) &&
           std::ranges::all_of(frame.health, [&](const CollectorHealth& health) {
               return !isRepeated(health) || health.readings <= times;
           });
}

}  // namespace

FrameSeries::FrameSeries(Head& head) : head_(head), cache_(std::make_unique<Cache>(head)) {}

FrameSeries::~FrameSeries() = default;

void FrameSeries::append(const Frame& frame, std::span<const AddedSample> added) {
    if (frame.discontinuity != Discontinuity::None) head_.markGap();
    // Not so where the Frames of another process begin, which has sampled for long.
    isWarmingUp_ = frame.discontinuity == Discontinuity::FirstFrame ? isReadAtMost(1, frame)
                                                                    : isWarmingUp_ && isReadAtMost(2, frame);
    head_.append(timeOf(frame), cache_->samplesOf(frame, added, !isWarmingUp_));
}

}  // namespace baro
