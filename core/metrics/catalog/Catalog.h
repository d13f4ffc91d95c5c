// The subjects of the metric catalog, one function per file of this folder. Rows are in no particular order
// here.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/metrics/MetricCatalog.h"

namespace baro::catalog {

using Rows = std::vector<Metric>;

Rows clockMetrics();
Rows applicationMetrics();
Rows cpuMetrics();
Rows diskMetrics();
Rows filesystemMetrics();
Rows gpuMetrics();
Rows hardwareMetrics();
Rows kernelMetrics();
Rows kernelWorkMetrics();
Rows memoryMetrics();
Rows networkMetrics();
Rows networkTableMetrics();
Rows powerMetrics();
Rows pressureMetrics();
Rows selfMetrics();
Rows sensorMetrics();
Rows simpleKernelFileMetrics();
Rows serviceMetrics();
Rows storageStackMetrics();
Rows usagePercentageMetrics();

// Every subject; what is not in this list is not in the catalog.
inline constexpr std::array subjects{serviceMetrics,      usagePercentageMetrics,
                                     applicationMetrics,  storageStackMetrics,
                                     cpuMetrics,          diskMetrics,
                                     filesystemMetrics,   gpuMetrics,
                                     kernelMetrics,       memoryMetrics,
                                     networkMetrics,      powerMetrics,
                                     pressureMetrics,     selfMetrics,
                                     sensorMetrics,       simpleKernelFileMetrics,
                                     networkTableMetrics, kernelWorkMetrics,
                                     clockMetrics,        hardwareMetrics};

// Says of rows that their values come from this section.
template <auto Section>
Rows readFrom(Rows rows) {
    for (Metric& row : rows)
        row.readAt = [](const Frame& frame) { return (frame.readings.*Section).takenAt(); };
    return rows;
}

// Rows without an extractor: their collector fills this section of FamilyReadings.
template <auto Section>
Rows passedOn(std::string_view collector, Rows rows) {
    for (Metric& row : rows) {
        row.collector = collector;
        row.families = Section;
        row.readAt = [](const Frame& frame) { return (frame.readings.families.*Section).takenAt(); };
    }
    return rows;
}

template <class... More>
Rows together(Rows rows, More... more) {
    (rows.insert(rows.end(), more.begin(), more.end()), ...);
    return rows;
}

template <class T>
void addKnown(SampleSink& sink, std::initializer_list<std::string_view> labelValues,
              const std::optional<T>& value) {
    if (value) sink.add(labelValues, static_cast<double>(*value));
}

}  // namespace baro::catalog
