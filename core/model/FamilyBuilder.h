// Makes Families sample by sample.
#pragma once

#include <initializer_list>
#include <string_view>

#include "core/model/Families.h"

namespace baro {

class FamilyBuilder {
  public:
    // Of a metric that the catalog describes; label values in the order of its label names.
    void add(std::string_view name, std::initializer_list<std::string_view> labelValues, double value);
    // Of a metric that the system names. The first sample of a name describes it.
    void add(std::string_view name, const FamilyDescription& description,
             std::initializer_list<std::string_view> labelValues, double value);

    Families take() { return std::move(families_); }

  private:
    Family& familyOf(std::string_view name);
    Families families_;
};

}  // namespace baro
