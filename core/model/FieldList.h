// The fields of the model's structs, by name: what the Frame format and the JSON form walk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "core/model/FieldCount.h"

namespace baro {

template <class Struct, class T>
struct Field {
    std::string_view name;
    T Struct::*member;
    std::uint8_t since = 0;  // the version of the Frame format that brought it; 0: it was always there
};

template <class Struct, class T>
constexpr Field<Struct, T> field(std::string_view name, T Struct::*member, std::uint8_t since = 0) {
    return {name, member, since};
}

// FieldsOf<T>::apply(act) gives what act gives for the Fields of T, all at once and in the order of the list.
// They are no tuple: many files walk the fields of the whole model, and tuples of them took most of the time
// to compile each.
template <class T>
struct FieldsOf;

template <class T>
concept HasFieldList = requires {
    typename FieldsOf<T>::Self;
};

template <class T>
consteval std::size_t listedFields() {
    return FieldsOf<T>::apply([](const auto&... each) { return sizeof...(each); });
}

// Calls act(name, value) for each field, in order.
template <class T, class Act>
requires HasFieldList<std::remove_const_t<T>>
void forEachField(T& object, Act act) {
    FieldsOf<std::remove_const_t<T>>::apply(
        [&](const auto&... each) { (act(each.name, object.*each.member), ...); });
}

}  // namespace baro

// A struct that gained a field without gaining a line in its list does not compile.
#define BARO_FIELDS(Type, ...)                 \
    template <>                                \
    struct FieldsOf<Type> {                    \
        using Self = Type;                     \
        template <class Act>                   \
        static constexpr auto apply(Act act) { \
            return act(__VA_ARGS__);           \
        }                                      \
    };                                         \
    static_assert(hasFieldCount<Type, listedFields<Type>()>(), #Type)
#define BARO_FIELD(name) field(#name, &Self::name)
#define BARO_FIELD_SINCE(version, name) field(#name, &Self::name, version)
