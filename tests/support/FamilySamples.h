// Families as a test compares them: the value by "name label label".
#pragma once

#include <map>
#include <string>

#include "core/model/Families.h"

namespace baro::test {

using FamilySamples = std::map<std::string, double>;

inline FamilySamples samplesOf(const Families& families) {
    FamilySamples samples;
    for (const Family& family : families.families)
        for (const FamilySample& sample : family.samples) {
            std::string key = family.name;
            for (const std::string& value : sample.labelValues)
                key += " " + value;
            samples[key] = sample.value;
        }
    return samples;
}

}  // namespace baro::test
