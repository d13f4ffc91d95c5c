// The parameters of Prometheus's HTTP API, read as it reads them and refused in its words
// (https://prometheus.io/docs/prometheus/latest/querying/api/, web/api/v1/api.go of 3.5). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/server/Http.h"

namespace baro {

// Unix seconds, with or without a fraction, or RFC 3339. In milliseconds since 1970-01-01 UTC.
Result<std::int64_t> parseApiTime(std::string_view text);

// Seconds, or a duration such as 1h30m. In nanoseconds, of which Prometheus counts its resolution.
Result<std::int64_t> parseApiDuration(std::string_view text);

class ApiParameters {
  public:
    explicit ApiParameters(const HttpRequest& request) : request_(request) {}

    // The first of that name; empty when there is none.
    std::string_view value(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;

    // Nothing when it is not given. The error is a whole message.
    Result<std::optional<std::int64_t>> optionalTime(const std::string& name) const;
    Result<std::int64_t> requiredTime(const std::string& name) const;
    Result<std::optional<std::int64_t>> optionalDuration(const std::string& name) const;
    Result<std::int64_t> requiredDuration(const std::string& name) const;
    Result<std::size_t> limit() const;  // 0: none

  private:
    const HttpRequest& request_;
};

// `invalid parameter "step": ...`
Error invalidParameter(std::string_view name, std::string_view why);

}  // namespace baro
