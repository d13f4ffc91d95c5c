// Matchers and label names as they are printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/series/LabelMatcher.h"

namespace baro::promql {

// job="a", job=~"a|b"; a name that is no identifier in quotes.
std::string matcherText(const LabelMatcher& matcher);

// {job="a",mode=~"b|c"}
std::string selectorText(const std::vector<LabelMatcher>& matchers);

// Into the order in which a selector prints them, so that one question has one tree.
void sortAsPrinted(std::vector<LabelMatcher>& matchers);

// In a list of labels: bare where the parser reads it back, else in quotes.
std::string labelText(std::string_view name);

}  // namespace baro::promql
