#include "core/model/FamilyBuilder.h"

#include <algorithm>

namespace baro {
namespace {

void addSample(Family& family, std::initializer_list<std::string_view> labelValues, double value) {
    family.samples.push_back({{labelValues.begin(), labelValues.end()}, value});
}

}  // namespace

void FamilyBuilder::add(std::string_view name, std::initializer_list<std::string_view> labelValues,
                        double value) {
    addSample(familyOf(name), labelValues, value);
}

void FamilyBuilder::add(std::string_view name, const FamilyDescription& description,
                        std::initializer_list<std::string_view> labelValues, double value) {
    Family& family = familyOf(name);
    if (!family.description) family.description = description;
    addSample(family, labelValues, value);
}

// Most samples belong to the family of the sample before.
Family& FamilyBuilder::familyOf(std::string_view name) {
    auto& list = families_.families;
    const auto found = std::ranges::find(list.rbegin(), list.rend(), name, &Family::name);
    if (found != list.rend()) return *found;
    return list.emplace_back(Family{.name = std::string(name), .samples = {}, .description = {}});
}

}  // namespace baro
