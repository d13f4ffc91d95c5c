// How a list became another one: which elements were kept, which are new, which ended. What writer and reader
// of Frame differences share.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

#include "core/model/Process.h"

namespace baro::history {

// A step of a list is a number: how many elements stay as they are, times 4, and what comes after them.
enum class ListStep : std::uint8_t {
    Changed,  // an element of both lists
    New,      // only of the second
    Ended,    // only of the first
    End,      // what is left of the first list stays as it is
};
inline constexpr std::uint64_t listSteps = 4;

template <class T>
concept HasProcessIdentity = requires(const T& element) {
    { element.identity } -> std::same_as<const ProcessIdentity&>;
};

// Processes come and go in the middle of their list, ascending by identity. Elements of other lists are told
// apart by their place: they hardly ever change it.
template <class T>
std::strong_ordering orderOf(const T& before, const T& now) {
    if constexpr (HasProcessIdentity<T>)
        return before.identity <=> now.identity;
    else
        return std::strong_ordering::equal;
}

// How a section became another one. The instant of a reading is mostly its Frame's.
enum class SectionChange : std::uint8_t {
    None,
    Unknown,               // there is no reading now, or another reason than before
    Values,                // read anew at the Frame's instant
    ValuesAtOtherInstant,  // read anew, with its instant
    Instant,               // read anew at the Frame's instant, with the same values as before
    OtherInstant,          // read anew, with its instant, with the same values as before
};

}  // namespace baro::history
