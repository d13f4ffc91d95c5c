// Typed members of an answer's tree. What is missing or null has the value of nothing, for servers differ in
// what they tell; what is of another type is an error with its place: "data.groups[2].rules[0].name is no
// text".
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Json.h"
#include "core/base/Result.h"
#include "core/series/Labels.h"

namespace baro::prometheus {

// The JSON and the problem must outlive it. Only the first problem is kept.
class JsonFields {
  public:
    using Texts = std::vector<std::pair<std::string, std::string>>;

    JsonFields(const Json& json, std::string place, std::optional<Error>& problem);

    std::string text(std::string_view member) const;
    std::optional<double> number(std::string_view member) const;
    // Milliseconds since 1970 UTC; a time before that is Go's word for never.
    std::optional<std::int64_t> time(std::string_view member) const;
    Labels labels(std::string_view member) const { return Labels(texts(member)); }
    Texts texts(std::string_view member) const;  // an object of texts, ascending by name
    JsonFields object(std::string_view member) const;
    // Of each element of a list, which must be an object.
    void forEach(std::string_view member, const std::function<void(const JsonFields&)>& take) const;
    // A number that is written as a text, as Prometheus writes values, or as a number.
    std::optional<double> value(std::string_view member) const;

  private:
    const Json* find(std::string_view member) const;  // null when missing or null
    std::string placeOf(std::string_view member) const;
    void wrong(const std::string& place, std::string_view what) const;

    const Json& json_;
    const std::string place_;
    std::optional<Error>& problem_;
};

}  // namespace baro::prometheus
