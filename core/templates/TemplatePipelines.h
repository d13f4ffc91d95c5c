// What stands within an action of a template: pipelines of commands, their operands and constants, and the
// variables that they set (https://pkg.go.dev/text/template#hdr-Pipelines).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/templates/TemplateTree.h"
#include "core/templates/TemplateWords.h"

namespace baro::alerts {

// at: byte of the text. text: as TemplateNode has it.
std::shared_ptr<TemplateNode> madeNode(TemplateNode::Kind kind, std::uint32_t at, std::string text = {});

// Each throws a TemplateSyntaxError.
class TemplatePipelines {
  public:
    using NodePtr = std::shared_ptr<TemplateNode>;

    // Both outlive it. variables: those that are known at this place; what a pipeline declares is added.
    TemplatePipelines(TemplateWords& words, std::vector<std::string>& variables)
        : words_(words), variables_(variables) {}

    // Up to the end, which it takes too. context: for what is wrong. isRange: it may set two variables.
    NodePtr pipeline(std::string_view context, TemplateToken end, bool isRange = false);
    // Of a word in quotes.
    std::string textConstant(const TemplateWord& word) const;

  private:
    void declarations(TemplateNode& pipe, std::string_view context, bool isRange);
    void checkPipeline(const TemplateNode& pipe, std::string_view context) const;
    NodePtr command();
    NodePtr operand();
    NodePtr term();
    NodePtr plain(TemplateNode::Kind kind);
    NodePtr variable(const TemplateWord& word);
    NodePtr number();

    TemplateWords& words_;
    std::vector<std::string>& variables_;
    // A variable that was taken to look for ":=" behind it.
    std::optional<TemplateWord> firstVariable_;
    bool hadSpaceAfterVariable_ = false;
};

}  // namespace baro::alerts
