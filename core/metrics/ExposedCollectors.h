// node_exporter's collectors, by its names: what `--collectors` and `collect[]` choose from.
// Which ones it runs by itself: https://github.com/prometheus/node_exporter#collectors
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/model/Families.h"

namespace baro {

struct ExposedCollector {
    std::string_view name;
    bool onByDefault = true;
    // Null where the values come from sections that pages need too, which are read whatever is chosen.
    Section<Families> FamilyReadings::*families = nullptr;
    // The collector here that reads it (CollectorHealth::name), where that is called otherwise.
    std::string_view readBy = {};

    std::string_view source() const { return readBy.empty() ? name : readBy; }
};

std::span<const ExposedCollector> exposedCollectors();  // ascending by name
const ExposedCollector* findExposedCollector(std::string_view name);

class CollectorChoice {
  public:
    CollectorChoice();  // those that are on by default

    // "all", or changes to what is on by default: "+interrupts,-zfs". Empty: no change. A name that is not
    // known is an error that says which there are.
    static Result<CollectorChoice> parse(std::string_view text);

    bool isOn(std::string_view collector) const { return on_.contains(collector); }

  private:
    std::set<std::string, std::less<>> on_;
};

}  // namespace baro
