// A JSON text (RFC 8259) as a tree, for small answers of others. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/Result.h"

namespace baro {

class Json {
  public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;  // of a repeated name the last one stays
    using Value = std::variant<std::nullptr_t, bool, double, std::string, Array, Object>;

    Json() = default;
    explicit Json(Value value) : value_(std::move(value)) {}

    // Fails beyond 100 levels, too.
    static Result<Json> parse(std::string_view text);

    // Null when there is no such member or element, or this is no such thing.
    const Json* member(std::string_view name) const;
    const Json* element(std::size_t index) const;
    bool isNull() const { return std::holds_alternative<std::nullptr_t>(value_); }
    const Array* array() const { return std::get_if<Array>(&value_); }
    const Object* object() const { return std::get_if<Object>(&value_); }
    const double* number() const { return std::get_if<double>(&value_); }
    const bool* flag() const { return std::get_if<bool>(&value_); }
    const std::string* text() const { return std::get_if<std::string>(&value_); }

  private:
    Value value_;
};

// The text of a member; empty when it has none.
std::string_view textOf(const Json& json, std::string_view member);

}  // namespace baro
