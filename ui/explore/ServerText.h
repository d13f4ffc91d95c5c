// What is written in Explore as a server is sent it: whole, with $interval put in so that every other
// character keeps its place, and what a server says of a place is one of what is written. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace baro::ui {

// step: between two points, milliseconds; of a moment 0. pace: between two scrapes. A rate reaches over four
// of them at least.
std::string serverText(std::string_view written, std::int64_t step, std::chrono::milliseconds pace);

}  // namespace baro::ui
