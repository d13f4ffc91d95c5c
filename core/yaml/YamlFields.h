// Takes typed fields out of a YAML tree as Prometheus's files have them, and collects all that is wrong on
// the way: with the file and the line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/TextPairs.h"
#include "core/yaml/YamlTree.h"

namespace baro {

// One place in a file, and what is wrong there.
struct FileProblem {
    std::string file;
    int line = 0;  // counted from 1; 0: with the whole file
    std::string message;
    bool operator==(const FileProblem&) const = default;
};
std::string toString(const FileProblem& problem);  // "rules.yml:12: ...", in one line

class YamlFields {
  public:
    explicit YamlFields(std::string_view file) : file_(file) {}

    // The tree of a text; a null with a problem where there is none.
    YamlNode tree(std::string_view text);
    void wrong(int line, std::string message);
    // The first hundred.
    const std::vector<FileProblem>& problems() const { return problems_; }
    std::size_t problemCount() const { return problemCount_; }  // of all

    // Whether the node has entries (a null has none), of these keys alone and each only once.
    bool isMap(const YamlNode& node, std::span<const std::string_view> keys);
    bool isMap(const YamlNode& node, std::initializer_list<std::string_view> keys) {
        return isMap(node, std::span(keys.begin(), keys.size()));
    }

    // Of a map: nothing, or what stands for it, where the key is missing, null or wrong.
    std::string text(const YamlNode& map, std::string_view key);
    std::optional<std::int64_t> milliseconds(const YamlNode& map, std::string_view key);
    std::int64_t integer(const YamlNode& map, std::string_view key);
    double number(const YamlNode& map, std::string_view key);
    bool flag(const YamlNode& map, std::string_view key);
    TextPairs texts(const YamlNode& map, std::string_view key);
    const std::vector<YamlNode>& list(const YamlNode& map, std::string_view key);
    std::string itemText(const YamlNode& item);

    // Null when the map has no such key.
    static const YamlNode* find(const YamlNode& map, std::string_view key);
    static int lineOf(const YamlNode& map, std::string_view key);  // the map's own without the key

  private:
    std::string file_;
    std::vector<FileProblem> problems_;
    std::size_t problemCount_ = 0;
};

}  // namespace baro
