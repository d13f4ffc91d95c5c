// Whether two values of the model are the same bit by bit, so that one can stand for the other in the record.
#pragma once

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/FrameFields.h"

namespace baro::history {

class SameBits {
  public:
    template <class T>
    static bool of(const T& a, const T& b) {
        if constexpr (HasFieldList<T>)
            return FieldsOf<T>::apply(
                [&](const auto&... each) { return (of(a.*each.member, b.*each.member) && ...); });
        else
            return a == b;
    }

    static bool of(double a, double b) {
        return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    }

    template <class T>
    static bool of(const std::optional<T>& a, const std::optional<T>& b) {
        return a.has_value() == b.has_value() && (!a || of(*a, *b));
    }

    template <class T>
    static bool of(const std::vector<T>& a, const std::vector<T>& b) {
        return std::ranges::equal(a, b, [](const T& left, const T& right) { return of(left, right); });
    }

    // Null is the same as an empty value, as in the Frame format.
    template <class T>
    static bool of(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
        if (a == b) return true;
        static const T empty{};
        return of(a ? *a : empty, b ? *b : empty);
    }

    static bool of(const NamedValues& a, const NamedValues& b) {
        return of(a.names, b.names) && of(a.values, b.values);
    }
};

}  // namespace baro::history
