// The fields of the model's structs, by name: what the Frame format and the JSON form walk.
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
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

// `list` is a tuple of Field, in the order of the list.
template <class T>
struct FieldsOf;

template <class T>
concept HasFieldList = requires {
    FieldsOf<T>::list;
};

// Calls act(name, value) for each field, in order.
template <class T, class Act>
requires HasFieldList<std::remove_const_t<T>>
void forEachField(T& object, Act act) {
    std::apply([&](const auto&... each) { (act(each.name, object.*each.member), ...); },
               FieldsOf<std::remove_const_t<T>>::list);
}

}  // namespace baro

// A struct that gained a field without gaining a line in its list does not compile.
#define BARO_FIELDS(Type, ...)                                                         \
    template <>                                                                        \
    struct FieldsOf<Type> {                                                            \
        using Self = Type;                                                             \
        static constexpr auto list = std::make_tuple(__VA_ARGS__);                     \
        static_assert(std::tuple_size_v<decltype(list)> == fieldCount<Type>(), #Type); \
    }
#define BARO_FIELD(name) field(#name, &Self::name)
#define BARO_FIELD_SINCE(version, name) field(#name, &Self::name, version)
