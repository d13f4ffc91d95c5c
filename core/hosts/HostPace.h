// How often targets of a server are scraped, asked in one question for all of them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/prometheus/Answer.h"

namespace baro {

// selector: of the targets that count, as selectorOf() has it; the usual one: all.
std::string paceQuery(std::string_view selector = "{}");

// Between two scrapes of most of them, in whole seconds; nothing when the server has scraped none of them
// twice within ten minutes.
std::optional<std::chrono::milliseconds> paceIn(const prometheus::QueryAnswer& answer);

}  // namespace baro
