// Text from the machine (process names, mount points) made safe to print: control characters are shown, not obeyed.
#pragma once

#include <string>
#include <string_view>

namespace baro {

// Replaces control characters (C0, DEL, and C1 in UTF-8) by their visible \xNN or \n, \t form and bytes that are
// not valid UTF-8 by \xNN. Everything else, Korean and emoji included, is left as it is.
std::string escapedForTerminal(std::string_view text);

// The text with every byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates) replaced by U+FFFD.
std::string validUtf8(std::string_view text);

// Length in bytes of the valid UTF-8 sequence at the start of the text; 0 when there is none.
std::size_t utf8SequenceLength(std::string_view text);

}  // namespace baro
