// What a server with Prometheus's HTTP API answers (prometheus.io, "HTTP API"), as values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/Json.h"
#include "core/series/SeriesSource.h"

namespace baro::prometheus {

// What a server says beside its answer.
struct Notes {
    std::vector<std::string> warnings;
    std::vector<std::string> infos;
};

enum class ResultType { Vector, Matrix, Scalar, Text };

// Of query and query_range. Of a vector, each series has one sample; a scalar is one series without labels.
struct QueryAnswer {
    ResultType type = ResultType::Vector;
    std::vector<SampleSeries> series;  // as the server orders them; samples ascend by time
    std::string text;                  // of a text
    std::size_t histograms = 0;        // native ones, which are left out
    Notes notes;
};

struct SeriesAnswer {
    std::vector<Labels> series;
    Notes notes;
};

struct TextsAnswer {
    std::vector<std::string> texts;
    Notes notes;
};

// Of what is never much: rules, alerts, targets, metadata, and what has built the server.
struct TreeAnswer {
    Json data;
    Notes notes;
};

// What an answer may take at most.
struct AnswerLimits {
    std::size_t series = 100'000;
    std::size_t textBytes = std::size_t{1} << 30;    // of the JSON
    std::size_t keptBytes = std::size_t{256} << 20;  // of what is made of it
};

}  // namespace baro::prometheus
