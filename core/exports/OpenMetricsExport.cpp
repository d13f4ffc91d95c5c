#include "core/exports/OpenMetricsExport.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "core/base/Characters.h"
#include "core/exports/CsvText.h"
#include "core/series/PromQlText.h"

namespace baro::exports {
namespace {

constexpr std::string_view totalSuffix = "_total";
// What is read of a series at once.
constexpr std::int64_t pieceMilliseconds = std::int64_t{6} * 3'600'000;
constexpr std::size_t mostPending = std::size_t{1} << 18;

std::string escapedHelp(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\n') {
            escaped += "\\n";
            continue;
        }
        if (c == '\\' || c == '"') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

// Without blanks, as the format wants it; names that need quotes as Prometheus 3 writes them.
std::string openMetricsName(const Labels& labels) {
    const std::string_view metric = labels.metric();
    const bool isPlain = isMetricName(metric);
    std::string text(isPlain ? metric : "");
    char before = '{';
    if (!isPlain) {
        text.append("{").append(quotedForPromQl(metric));
        before = ',';
    }
    for (const auto& [name, value] : labels.pairs()) {
        if (name == metricNameLabel) continue;
        text.append(1, std::exchange(before, ','));
        text.append(isLabelName(name) ? name : quotedForPromQl(name))
            .append("=")
            .append(quotedForPromQl(value));
    }
    if (before == ',') text += '}';
    return text;
}

// Exactly these labels; a series with more of them is told apart by its labels.
std::vector<LabelMatcher> matchersFor(const Labels& labels) {
    std::vector<LabelMatcher> matchers;
    for (const auto& [name, value] : labels.pairs())
        matchers.push_back({name, LabelMatcher::Kind::Equal, value});
    return matchers;
}

class OpenMetricsText {
  public:
    OpenMetricsText(const SeriesSource& source, TimeRange range, const std::vector<LabelsPtr>& series,
                    const Write& write, const GoOn& goOn)
        : source_(source), range_(range), series_(series), write_(write), goOn_(goOn) {}

    Status families(const std::vector<MetricMetadata>& metadata) {
        std::set<std::string_view> names;
        for (const LabelsPtr& labels : series_)
            names.insert(labels->metric());
        std::string_view newest;
        for (const LabelsPtr& labels : series_) {
            if (labels->metric().empty()) continue;  // no exposition has such
            if (labels->metric() != newest) {
                newest = labels->metric();
                const auto known = std::ranges::lower_bound(metadata, newest, {}, &MetricMetadata::name);
                if (known != metadata.end() && known->name == newest) describe(*known, names);
            }
            if (Status written = samplesOf(*labels); !written) return written;
            ++done_;
        }
        text_ += "# EOF\n";
        return write_(text_);
    }

    Exported exported() const { return exported_; }

  private:
    // A counter's family is called without the suffix of its samples, unless another family is called so.
    void describe(const MetricMetadata& metric, const std::set<std::string_view>& names) {
        std::string_view family = metric.name;
        std::string_view type = metric.type;
        if (type == "counter") {
            const std::string_view base =
                family.substr(0, family.size() - std::min(family.size(), totalSuffix.size()));
            if (family.ends_with(totalSuffix) && !base.empty() && !names.contains(base)) {
                family = base;
            } else {
                type = "unknown";
            }
        }
        text_.append("# TYPE ").append(family).append(" ").append(type).append("\n");
        if (!metric.unit.empty() && family.ends_with("_" + metric.unit))
            text_.append("# UNIT ").append(family).append(" ").append(metric.unit).append("\n");
        if (!metric.help.empty())
            text_.append("# HELP ").append(family).append(" ").append(escapedHelp(metric.help)).append("\n");
    }

    Status samplesOf(const Labels& labels) {
        const std::string name = openMetricsName(labels) + ' ';
        const std::uint64_t before = exported_.samples;
        for (std::int64_t from = range_.from; from <= range_.to;) {
            const std::int64_t to =
                pieceMilliseconds > range_.to - from ? range_.to : from + pieceMilliseconds - 1;
            if (Status written = piece(labels, name, {from, to}); !written) return written;
            from = to + 1;
            if (!mayGoOn(from)) return cancelled();
        }
        if (exported_.samples > before) ++exported_.series;
        return Done{};
    }

    Status piece(const Labels& labels, const std::string& name, TimeRange range) {
        const auto cursor = source_.read({.matchers = matchersFor(labels), .range = range});
        if (!cursor) return cursor.error();
        while (true) {
            const auto more = (*cursor)->next();
            if (!more) return more.error();
            if (!*more) return Done{};
            if (*(*cursor)->labels() != labels) continue;
            for (const Sample& sample : (*cursor)->samples())
                if (Status added = add(name, sample); !added) return added;
        }
    }

    Status add(const std::string& name, const Sample& sample) {
        if (isStaleMarker(sample.value)) return Done{};
        text_ += name;
        if (std::isinf(sample.value)) {
            text_ += sample.value > 0 ? "+Inf" : "-Inf";
        } else {
            appendNumber(text_, sample.value);
        }
        text_.append(" ").append(openMetricsTime(sample.timeMilliseconds)).append("\n");
        ++exported_.samples;
        if (text_.size() < mostPending) return Done{};
        Status written = write_(text_);
        text_.clear();
        return written;
    }

    bool mayGoOn(std::int64_t at) const {
        const double ofSeries =
            static_cast<double>(at - range_.from) / static_cast<double>(range_.to - range_.from + 1);
        const double ratio = (static_cast<double>(done_) + ofSeries) / static_cast<double>(series_.size());
        return goOn_({.ratio = ratio, .samples = exported_.samples});
    }

    const SeriesSource& source_;
    const TimeRange range_;
    const std::vector<LabelsPtr>& series_;
    const Write& write_;
    const GoOn& goOn_;
    std::string text_;
    std::size_t done_ = 0;
    Exported exported_;
};

}  // namespace

std::string openMetricsTime(std::int64_t milliseconds) {
    if (milliseconds % 1000 == 0) return fmt::format("{}", milliseconds / 1000);
    double seconds = static_cast<double>(milliseconds) / 1000;
    // 1800000000.001 is a little less than that, and would be cut to ...000.
    const double away =
        milliseconds > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    for (int tries = 0; tries < 4 && static_cast<std::int64_t>(seconds * 1000) != milliseconds; ++tries)
        seconds = std::nextafter(seconds, away);
    return fmt::format("{}", seconds);
}

Result<Exported> writeOpenMetrics(const SeriesSource& source, const SeriesSelection& selection,
                                  const std::vector<MetricMetadata>& metadata, const Write& write,
                                  const GoOn& goOn) {
    auto series = seriesOf(source, selection);
    if (!series) return series.error();
    // The order of labels is not that of names where a label sorts before __name__.
    std::ranges::stable_sort(*series, {}, [](const LabelsPtr& labels) { return labels->metric(); });
    OpenMetricsText text(source, selection.range, *series, write, goOn);
    if (Status written = text.families(metadata); !written) return written.error();
    return text.exported();
}

}  // namespace baro::exports
