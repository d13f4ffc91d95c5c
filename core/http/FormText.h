// The text of a filled-in form (application/x-www-form-urlencoded, https://url.spec.whatwg.org/). Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baro {

using FormFields = std::vector<std::pair<std::string, std::string>>;

// In the order of the text. Anything is a form: what is no escape stands for itself, and a field without '='
// is empty.
FormFields parseForm(std::string_view text);

// Escapes all but letters, digits and -._~
std::string formText(const FormFields& fields);

}  // namespace baro
