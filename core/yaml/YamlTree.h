// A YAML text as a tree of plain values, for files that people write: aliases are put in where they stand,
// merge keys ("<<") too, and both count against the limits, so that a few lines cannot become a gigabyte.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace baro {

struct YamlLimits {
    std::size_t bytes = 4'000'000;
    std::size_t nodes = 200'000;
    int depth = 30;
};

struct YamlEntry;

struct YamlNode {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    int line = 1;           // where it begins, counted from 1
    bool isQuoted = false;  // a scalar that is text whatever it looks like
    std::string text;       // of a scalar
    std::vector<YamlNode> items;
    std::vector<YamlEntry> entries;  // in the order of the text; a key may stand twice

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
};

struct YamlEntry {
    YamlNode key;
    YamlNode value;
};

// What is wrong and on which line, counted from 1.
struct YamlProblem {
    int line = 1;
    std::string message;
};

// The first document; an empty text is a null. A problem where the text is no YAML, or too much of it.
std::variant<YamlNode, YamlProblem> parseYaml(std::string_view text, const YamlLimits& limits = {});

}  // namespace baro
