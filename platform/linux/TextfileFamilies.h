// Joins what several files of Prometheus' text format say into families of one name each.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/metrics/ExpositionText.h"
#include "core/model/Families.h"

namespace baro::platform {

class TextfileFamilies {
  public:
    // All of the file or nothing. Refused: timestamps, since samples are of now; a metric that is Barograph's
    // own; a metric that another file has with another type; a sample that another file has too.
    Status add(const std::vector<ExpositionFamily>& file);

    // Label names are those of all samples of a metric; a sample without one has it empty, which is the same.
    // The parts of histograms and summaries become metrics without a type, by their own names.
    Families take();

  private:
    struct Metric {
        std::string help;
        MetricKind kind = MetricKind::Untyped;
        std::vector<ExpositionSample> samples;
    };
    Status check(const ExpositionFamily& family) const;

    std::map<std::string, Metric, std::less<>> metrics_;
    std::set<std::pair<std::string, Labels>> seen_;
};

}  // namespace baro::platform
