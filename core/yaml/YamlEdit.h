// Changes one item of a list at the top of a YAML text, and in it one key after the other. The file is
// somebody's: all else in it stays as it is, byte by byte, comments too. What comes out was read again: it
// says the change and nothing but the change. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/yaml/YamlTree.h"

namespace baro {

struct YamlChange {
    std::string key;
    YamlNode value;  // a null: the key goes
};

// list: the key at the top, whose items are maps; begun where there is none. The error of each says what
// stands in the way and on which line: a mistake in the text, or a layout that cannot be changed in parts.
Result<std::string> withItemAdded(std::string_view text, std::string_view list, const YamlNode& item);
// place: counted from 0. An item that does not stand on lines of its own, key by key, is written anew.
Result<std::string> withItemChanged(std::string_view text, std::string_view list, std::size_t place,
                                    const std::vector<YamlChange>& changes);
Result<std::string> withItemRemoved(std::string_view text, std::string_view list, std::size_t place);

}  // namespace baro
