// Whether a plain struct has so many fields, found by trying how many values it can be initialised from.
#pragma once

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace baro {
namespace field_count {

template <class T>
inline constexpr bool isOptional = false;
template <class T>
inline constexpr bool isOptional<std::optional<T>> = true;

// Turns into whatever a field wants. Not into an optional itself: an optional is made from its value, and two
// ways to make one would be ambiguous.
struct Anything {
    template <class T>
    requires(!isOptional<T>) operator T()
        const;  // NOLINT(google-explicit-constructor): never defined, only asked for
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires {
        T{(static_cast<void>(I), Anything{})...};
    };
}

}  // namespace field_count

template <class T, std::size_t N>
consteval bool hasFieldCount() {
    static_assert(std::is_aggregate_v<T>);
    return field_count::takes<T>(std::make_index_sequence<N>{}) &&
           !field_count::takes<T>(std::make_index_sequence<N + 1>{});
}

}  // namespace baro
