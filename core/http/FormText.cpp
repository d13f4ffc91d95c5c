#include "core/http/FormText.h"

#include <algorithm>

#include "core/base/AppendFormat.h"
#include "core/base/Characters.h"
#include "core/base/Numbers.h"

namespace baro {
namespace {

std::string decodedField(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto escape = text[at] == '%' && text.size() - at > 2
                                ? parseHexadecimal<unsigned char>(text.substr(at + 1, 2))
                                : std::nullopt;
        if (escape) {
            plain += static_cast<char>(*escape);
            at += 2;
        } else {
            plain += text[at] == '+' ? ' ' : text[at];
        }
    }
    return plain;
}

bool standsForItself(char c) {
    return isWordCharacter(c) || c == '-' || c == '.' || c == '~';
}

void appendEncoded(std::string& text, std::string_view plain) {
    for (const char c : plain) {
        if (standsForItself(c)) {
            text += c;
        } else {
            appendFormat(text, "%{:02X}", static_cast<unsigned char>(c));
        }
    }
}

}  // namespace

FormFields parseForm(std::string_view text) {
    FormFields fields;
    while (!text.empty()) {
        const std::string_view field = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(field.size() + 1, text.size()));
        if (field.empty()) continue;
        const std::size_t equals = std::min(field.find('='), field.size());
        const std::string_view value = field.substr(std::min(equals + 1, field.size()));
        fields.emplace_back(decodedField(field.substr(0, equals)), decodedField(value));
    }
    return fields;
}

std::string formText(const FormFields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        appendEncoded(text, name);
        text += '=';
        appendEncoded(text, value);
    }
    return text;
}

}  // namespace baro
