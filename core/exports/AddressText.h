// Addresses within text: where one begins, which kind it is and where it ends. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace baro::exports {

enum class AddressKind {
    None,
    V4,         // 192.0.2.1
    V6,         // 2001:db8::1, ::ffff:192.0.2.1
    Hardware,   // 02:00:00:00:00:01, 02-00-00-00-00-01, and longer ones (InfiniBand)
    Interface,  // enx020000000001: the name of an interface that has its hardware address
};

struct AddressSpan {
    AddressKind kind = AddressKind::None;
    std::size_t length = 0;
};

// The address at the start of the text; the character before it is neither letter nor digit. Those that tell
// nothing are none: loopback, "any" and broadcast. Of a text with more fields than an address has, such as a
// version with five numbers, none is taken.
AddressSpan addressAt(std::string_view text);

}  // namespace baro::exports
