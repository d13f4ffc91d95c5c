// Texts and trees as they stand in a YAML file. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/yaml/YamlTree.h"

namespace baro {

// On one line, so that YAML reads the same text and never a number or a truth.
std::string yamlText(std::string_view text);

// A value after its key and colon, with the end of the line: a text, or the lines of a list or a map, whose
// keys and dashes then stand so many columns from the left. All texts become quoted where they need it.
std::string yamlValue(const YamlNode& node, std::size_t column);

// Whether both say the same, wherever and however they stand.
bool isSameYaml(const YamlNode& a, const YamlNode& b);

// Nodes made by hand.
YamlNode yamlScalar(std::string_view text);
void setYaml(YamlNode& map, std::string_view key, YamlNode value);  // makes a map of a null

}  // namespace baro
