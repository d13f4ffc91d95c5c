#include "platform/linux/TextfileFamilies.h"

#include "core/metrics/MetricCatalog.h"

namespace baro::platform {
namespace {

MetricKind kindOf(ExpositionFamily::Type type) {
    if (type == ExpositionFamily::Type::Counter) return MetricKind::Counter;
    return type == ExpositionFamily::Type::Gauge ? MetricKind::Gauge : MetricKind::Untyped;
}

Family familyOf(const std::string& name, const std::vector<ExpositionSample>& samples) {
    std::set<std::string> names;
    for (const ExpositionSample& sample : samples)
        for (const auto& pair : sample.labels.pairs())
            names.insert(pair.first);
    Family family{.name = name, .samples = {}, .description = FamilyDescription{}};
    family.description->labelNames.assign(names.begin(), names.end());
    for (const ExpositionSample& sample : samples) {
        FamilySample& told = family.samples.emplace_back();
        told.value = sample.value;
        for (const std::string& label : names)
            told.labelValues.emplace_back(sample.labels.value(label));
    }
    return family;
}

}  // namespace

Status TextfileFamilies::check(const ExpositionFamily& family) const {
    for (const ExpositionSample& sample : family.samples) {
        if (sample.hasTimestamp)
            return malformed(sample.name + " has a timestamp; its samples must be of now");
        if (findMetric(sample.name) != nullptr)
            return malformed(sample.name + " is a metric of Barograph's own");
        const auto known = metrics_.find(sample.name);
        if (known != metrics_.end() && known->second.kind != kindOf(family.type))
            return malformed(sample.name + " is of another type in another file");
        if (seen_.contains({sample.name, sample.labels}))
            return malformed("a sample of " + sample.name + " is in another file too");
    }
    return Done{};
}

Status TextfileFamilies::add(const std::vector<ExpositionFamily>& file) {
    for (const ExpositionFamily& family : file)
        if (Status status = check(family); !status) return status;
    for (const ExpositionFamily& family : file) {
        for (const ExpositionSample& sample : family.samples) {
            const auto [metric, isNew] = metrics_.try_emplace(sample.name);
            if (isNew) metric->second = {family.help, kindOf(family.type), {}};
            metric->second.samples.push_back(sample);
            seen_.emplace(sample.name, sample.labels);
        }
    }
    return Done{};
}

Families TextfileFamilies::take() {
    Families families;
    for (const auto& [name, metric] : metrics_) {
        Family& family = families.families.emplace_back(familyOf(name, metric.samples));
        family.description->kind = metric.kind;
        family.description->help =
            metric.help.empty() ? "Read from a file of the textfile folder" : metric.help;
    }
    metrics_.clear();
    seen_.clear();
    return families;
}

}  // namespace baro::platform
