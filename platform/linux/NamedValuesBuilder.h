// Builds NamedValues line by line, sharing the names with an earlier reading as long as they are the same.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/NamedValues.h"

namespace baro::platform {

using SharedNames = std::shared_ptr<const std::vector<std::string>>;

class NamedValuesBuilder {
  public:
    // known: the names of the reading before, in their order; null when there is none.
    explicit NamedValuesBuilder(SharedNames known);

    void add(std::string_view name, double value);
    NamedValues finish() &&;

  private:
    bool sharing_;
    SharedNames known_;
    std::vector<std::string> own_;  // used from the first name on that differs
    std::vector<double> values_;
};

}  // namespace baro::platform
