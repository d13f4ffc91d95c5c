// A template as a tree: actions, texts between them, and their pieces
// (https://pkg.go.dev/text/template#hdr-Actions). The parser makes it; any thread may read it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/templates/TemplateValue.h"

namespace baro::alerts {

struct TemplateNode;
using TemplateNodePtr = std::shared_ptr<const TemplateNode>;

struct TemplateNode {
    enum class Kind {
        Text,
        Action,  // parts: a pipeline
        If,      // parts: a pipeline, a list, and the list of else where there is one
        Range,   // likewise
        With,    // likewise
        Break,
        Continue,
        Invoke,    // {{template "name" pipeline}}: parts: the pipeline, where there is one
        List,      // parts: what stands one after the other
        Pipeline,  // names: variables that it sets; parts: commands
        Command,   // parts: a function or value, and its arguments
        Dot,
        Nil,
        Constant,    // a truth, number or text
        Identifier,  // a function
        Field,       // names: .x.y
        Variable,    // names: $v and its fields
        Chain,       // parts: a term; names: its fields
    };
    Kind kind = Kind::Text;
    std::uint32_t at = 0;  // byte of the text
    std::string text;      // as written; of a Text what is printed
    std::vector<std::string> names;
    std::vector<TemplateNodePtr> parts;
    TemplateValue constant;
    bool declares = false;  // of a Pipeline: := and not =
};

// As messages name it.
std::string toString(const TemplateNode& node);

struct TemplateTree {
    std::string text;  // all of it, for places in it
    TemplateNodePtr root;
    std::map<std::string, TemplateNodePtr, std::less<>> definitions;  // {{define "name"}}
};

// The tree, or what is wrong in the words of text/template, after its name: "1: unexpected EOF".
std::variant<TemplateTree, std::string> parseTemplate(std::string text);

}  // namespace baro::alerts
