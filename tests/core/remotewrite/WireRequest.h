// A request as its receiver reads it: by protobuf and Snappy.
#pragma once

#include <snappy.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/series/Labels.h"
#include "core/series/Sample.h"
#include "remote.pb.h"

namespace baro::test {

// Nothing when the body is no request.
inline std::optional<prometheus::WriteRequest> readRequest(const std::string& body) {
    std::string message;
    prometheus::WriteRequest request;
    if (!snappy::Uncompress(body.data(), body.size(), &message) || !request.ParseFromString(message))
        return std::nullopt;
    return request;
}

inline std::string namesOf(const prometheus::TimeSeries& series) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& label : series.labels())
        pairs.emplace_back(label.name(), label.value());
    return toString(Labels(std::move(pairs)));
}

}  // namespace baro::test
