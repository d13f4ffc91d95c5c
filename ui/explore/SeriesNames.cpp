#include "ui/explore/SeriesNames.h"

#include <QThreadPool>
#include <utility>

#include "core/metrics/MetricCatalog.h"

namespace baro::ui {
namespace {

const char* kindWord(MetricKind kind) {
    return kind == MetricKind::Counter ? "counter" : "gauge";
}

class Meanings final : public NamedSampleSink {
  public:
    explicit Meanings(NameIndex& index) : index_(index) {}
    void add(const KernelNamedMetric& metric, double) override {
        index_.meanings.try_emplace(std::string(metric.name),
                                    MetricMeaning{std::string(metric.help), kindWord(metric.kind)});
    }

  private:
    NameIndex& index_;
};

// A failing source offers no names; the query itself will say why.
NameIndex readNames(const SeriesSource& source, TimeRange range, const FramePtr& frame) {
    NameIndex index;
    const SeriesQuery everything{
        {{std::string(metricNameLabel), LabelMatcher::Kind::NotEqual, ""}}, range, false};
    if (const auto found = source.series(everything)) {
        for (const LabelsPtr& labels : *found) {
            auto& known = index.metrics[std::string(labels->metric())];
            for (const auto& [name, value] : labels->pairs())
                if (name != metricNameLabel) known[name].insert(value);
        }
    }
    for (const Metric& metric : metricCatalog())
        index.meanings.try_emplace(std::string(metric.name),
                                   MetricMeaning{std::string(metric.help), kindWord(metric.kind)});
    Meanings meanings(index);
    if (frame) extractKernelNamed(*frame, meanings);
    return index;
}

}  // namespace

NameIndex::ValuesByLabel NameIndex::labelsOf(std::string_view metric) const {
    if (const auto found = metrics.find(metric); found != metrics.end()) return found->second;
    ValuesByLabel all;
    for (const auto& [name, labels] : metrics)
        for (const auto& [label, values] : labels)
            all[label].insert(values.begin(), values.end());
    return all;
}

MetricMeaning NameIndex::meaningOf(std::string_view metric) const {
    const auto found = meanings.find(metric);
    return found == meanings.end() ? MetricMeaning{} : found->second;
}

SeriesNames::SeriesNames(const SeriesSource& source, QObject* parent)
    : QObject(parent), source_(source), own_(std::make_shared<const NameIndex>()), index_(own_) {}

void SeriesNames::setOffersOwn(bool offersOwn) {
    if (std::exchange(offersOwn_, offersOwn) != offersOwn) merge();
}

void SeriesNames::setOthers(NameIndex others) {
    others_ = std::move(others);
    merge();
}

void SeriesNames::merge() {
    if (offersOwn_ && others_.metrics.empty()) {
        index_ = own_;
    } else {
        NameIndex both;
        both.meanings = own_->meanings;
        if (offersOwn_) both.metrics = own_->metrics;
        for (const auto& [metric, labels] : others_.metrics)
            for (auto& known = both.metrics[metric]; const auto& [label, values] : labels)
                known[label].insert(values.begin(), values.end());
        index_ = std::make_shared<const NameIndex>(std::move(both));
    }
    emit changed();
}

SeriesNames::~SeriesNames() {
    // The reader uses the source, which may go after this.
    if (reading_) QThreadPool::globalInstance()->waitForDone();
}

void SeriesNames::refresh(TimeRange range, const FramePtr& frame) {
    if (reading_) return;
    reading_ = true;
    QThreadPool::globalInstance()->start([this, range, frame] {
        auto index = std::make_shared<const NameIndex>(readNames(source_, range, frame));
        QMetaObject::invokeMethod(
            this,
            [this, index = std::move(index)] {
                reading_ = false;
                own_ = index;
                merge();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace baro::ui
