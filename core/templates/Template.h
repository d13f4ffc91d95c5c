// The texts of labels and annotations: Go's text/template with the functions of Prometheus
// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/templates/TemplateFunctions.h"
#include "core/templates/TemplateTree.h"
#include "core/templates/TemplateValue.h"

namespace baro::alerts {

// Any thread may expand it.
class Template {
  public:
    // The error is in the words of text/template, where the template has this name.
    static Result<Template> parse(std::string text, std::string name);

    // At most environment.mostBytes, and as much work as that may take: more is an error.
    Result<std::string> expand(const TemplateData& data, const TemplateEnvironment& environment) const;

  private:
    std::string name_;
    std::shared_ptr<const TemplateTree> tree_;
};

// The text of an alert's label or annotation, in which $labels, $value, $externalLabels and $externalURL are
// set. Parsed once; never fails: what is wrong stands in the text, as Prometheus has it.
class AlertText {
  public:
    AlertText(const std::string& text, const std::string& alertName);

    const std::optional<std::string>& problem() const { return problem_; }  // of parsing
    std::string expanded(const TemplateData& data, const TemplateEnvironment& environment) const;

  private:
    std::string name_;
    std::string plain_;  // of a text without actions
    std::optional<Template> template_;
    std::optional<std::string> problem_;
};

}  // namespace baro::alerts
