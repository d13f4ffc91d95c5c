#include "core/base/Escape.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

bool isValidUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

BARO_FUZZ_TARGET(EscapeFuzz, text) {
    const std::string valid = validUtf8(text);
    fuzz::require(isValidUtf8(valid));
    fuzz::require(validUtf8(valid) == valid);
    fuzz::require((valid == text) == isValidUtf8(text));

    const std::string escaped = escapedForTerminal(text);
    fuzz::require(isValidUtf8(escaped) && escapedForTerminal(escaped) == escaped);
    for (const char c : escaped)
        fuzz::require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}
