#include "core/exports/CsvExport.h"

#include <algorithm>
#include <utility>

#include "core/base/Rfc3339.h"
#include "core/exports/CsvText.h"
#include "core/exports/WindowWidth.h"

namespace baro::exports {
namespace {

struct CsvColumn {
    std::vector<Sample> samples;  // of the window
    std::size_t next = 0;         // the first one that is after the newest row
    bool hasValue = false;        // ever
};

class CsvTable {
  public:
    CsvTable(const SeriesSource& source, const SeriesSelection& selection, std::vector<LabelsPtr> series,
             std::int64_t step, const Write& write, const GoOn& goOn)
        : source_(source),
          selection_(selection),
          series_(std::move(series)),
          columns_(series_.size()),
          width_(series_.size()),
          step_(step),
          write_(write),
          goOn_(goOn) {}

    Status header(const std::vector<MetricMetadata>& metadata) {
        std::string line = "time";
        for (const LabelsPtr& labels : series_) {
            std::string name = toString(*labels);
            const auto known =
                std::ranges::lower_bound(metadata, labels->metric(), {}, &MetricMetadata::name);
            if (known != metadata.end() && known->name == labels->metric())
                if (const auto unit = unitName(known->measuredIn); !unit.empty())
                    name.append(" [").append(unit).append("]");
            line.append(",").append(csvText(name));
        }
        return write_(line.append("\r\n"));
    }

    Status rows() {
        const TimeRange range = selection_.range;
        for (std::int64_t from = range.from; from <= range.to;) {
            const std::int64_t steps =
                step_ > 0 ? std::max<std::int64_t>(width_.milliseconds() / step_, 1) : 0;
            const std::int64_t width = step_ > 0 ? steps * step_ : width_.milliseconds();
            const std::int64_t to = width > range.to - from ? range.to : from + width - 1;
            if (Status read = readWindow(from, to, step_ > width_.milliseconds()); !read) return read;
            width_.learn(samplesRead_);
            if (Status written = step_ > 0 ? stepRows(from, to) : tickRows(); !written) return written;
            if (Status flushed = flush(); !flushed) return flushed;
            from = to + 1;
            if (samplesRead_ == 0 && step_ == 0) {
                const auto next = skipNothing(source_, selection_, from, width_.milliseconds());
                if (!next) return next.error();
                from = next.value();
            }
            if (!mayGoOn(from)) return cancelled();
        }
        return Done{};
    }

    Exported exported() const {
        const auto known = std::ranges::count_if(columns_, &CsvColumn::hasValue);
        return {.series = static_cast<std::uint64_t>(known), .samples = samples_};
    }

  private:
    bool mayGoOn(std::int64_t at) const {
        const auto whole = static_cast<double>(selection_.range.to - selection_.range.from + 1);
        return goOn_({.ratio = static_cast<double>(at - selection_.range.from) / whole, .samples = samples_});
    }

    // A row at the window's start needs the step before it.
    Status readWindow(std::int64_t from, std::int64_t to, bool newestOnly) {
        for (CsvColumn& column : columns_) {
            column.samples.clear();
            column.next = 0;
        }
        samplesRead_ = 0;
        // The newest sample of a step is that before its only row.
        const TimeRange range = newestOnly  ? TimeRange{from - step_ + 1, from}
                                : step_ > 0 ? TimeRange{from - step_ + 1, to}
                                            : TimeRange{from, to};
        for (SeriesQuery& query : selection_.queries(range)) {
            query.newestOnly = newestOnly;
            query.leadingMarkers = step_ > 0;
            const auto cursor = source_.read(query);
            if (!cursor) return cursor.error();
            if (Status taken = take(**cursor, from); !taken) return taken;
        }
        return Done{};
    }

    Status take(SeriesCursor& cursor, std::int64_t from) {
        auto known = series_.begin();
        for (int count = 0;; ++count) {
            const auto more = cursor.next();
            if (!more) return more.error();
            if (!*more) return Done{};
            if (count % 64 == 63 && !mayGoOn(from)) return cancelled();
            known = std::lower_bound(known, series_.end(), cursor.labels(),
                                     [](const LabelsPtr& a, const LabelsPtr& b) { return *a < *b; });
            // One that came while the table was written has no column.
            if (known == series_.end() || **known != *cursor.labels()) continue;
            auto& samples = columns_[static_cast<std::size_t>(known - series_.begin())].samples;
            samples.assign(cursor.samples().begin(), cursor.samples().end());
            samplesRead_ += samples.size();
        }
    }

    Status tickRows() {
        std::vector<std::int64_t> times;
        for (const CsvColumn& column : columns_) {
            const std::size_t known = times.size();
            for (const Sample& sample : column.samples)
                if (!std::binary_search(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(known),
                                        sample.timeMilliseconds))
                    times.push_back(sample.timeMilliseconds);
            if (times.size() > known) std::ranges::sort(times);
        }
        for (const std::int64_t time : times)
            if (Status written = row(time, time - 1); !written) return written;
        return Done{};
    }

    Status stepRows(std::int64_t from, std::int64_t to) {
        for (std::int64_t time = from; time <= to; time += step_)
            if (Status written = row(time, time - step_); !written) return written;
        return Done{};
    }

    // The last values of (after, time].
    Status row(std::int64_t time, std::int64_t after) {
        const std::size_t begin = text_.size();
        text_ += rfc3339(time);
        bool hasAny = false;
        for (CsvColumn& column : columns_) {
            text_ += ',';
            while (column.next < column.samples.size() &&
                   column.samples[column.next].timeMilliseconds <= time)
                ++column.next;
            if (column.next == 0) continue;
            const Sample& last = column.samples[column.next - 1];
            if (last.timeMilliseconds <= after || isStaleMarker(last.value)) continue;
            appendNumber(text_, last.value);
            column.hasValue = hasAny = true;
            ++samples_;
        }
        if (!hasAny) return text_.resize(begin), Done{};
        text_ += "\r\n";
        return text_.size() < mostText ? Status(Done{}) : flush();
    }

    Status flush() {
        Status written = text_.empty() ? Status(Done{}) : write_(text_);
        text_.clear();
        return written;
    }

    static constexpr std::size_t mostText = std::size_t{1} << 20;

    const SeriesSource& source_;
    const SeriesSelection& selection_;
    const std::vector<LabelsPtr> series_;
    std::vector<CsvColumn> columns_;
    WindowWidth width_;
    const std::int64_t step_;
    const Write& write_;
    const GoOn& goOn_;
    std::string text_;
    std::size_t samplesRead_ = 0;
    std::uint64_t samples_ = 0;
};

}  // namespace

Result<Exported> writeCsv(const SeriesSource& source, const SeriesSelection& selection,
                          std::int64_t stepMilliseconds, const std::vector<MetricMetadata>& metadata,
                          const Write& write, const GoOn& goOn) {
    auto series = seriesOf(source, selection);
    if (!series) return series.error();
    CsvTable table(source, selection, std::move(series).value(), stepMilliseconds, write, goOn);
    if (Status written = table.header(metadata); !written) return written.error();
    if (Status written = table.rows(); !written) return written.error();
    return table.exported();
}

}  // namespace baro::exports
