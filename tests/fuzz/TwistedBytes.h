// For formats that random bytes hardly ever hit: the input is a list of edits of a valid encoding, so the
// fuzzer starts deep inside and still learns which edits lead to new places.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace baro::fuzz {

// Removes the first `count` bytes and returns them as a number; bytes that are not there count as 0.
inline std::size_t takeNumber(std::string_view& input, int count) {
    std::size_t number = 0;
    for (; count > 0; --count) {
        number = (number << 8) | (input.empty() ? 0u : static_cast<unsigned char>(input.front()));
        input.remove_prefix(std::min<std::size_t>(input.size(), 1));
    }
    return number;
}

// Each edit is four bytes of input: where (two, scaled to the length), what, and with which byte.
inline std::string twisted(std::string bytes, std::string_view edits) {
    while (!edits.empty()) {
        const std::size_t at = takeNumber(edits, 2) * (bytes.size() + 1) / 65536;
        const std::size_t what = takeNumber(edits, 1);
        const std::size_t with = takeNumber(edits, 1);
        const auto rest = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        const auto length = static_cast<std::ptrdiff_t>(std::min(with, bytes.size() - at));
        switch (what % 5) {
            case 0:
                if (at < bytes.size()) bytes[at] = static_cast<char>(with);
                break;
            case 1:
                bytes.insert(rest, static_cast<char>(with));
                break;
            case 2:
                bytes.erase(rest, rest + length);
                break;
            case 3:
                bytes.append(bytes, at, with);
                break;
            default:
                if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << (with % 8)));
        }
    }
    return bytes;
}

}  // namespace baro::fuzz
