#include "core/base/Json.h"

#include <optional>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro {
namespace {

constexpr int deepest = 100;

void appendUtf8(std::string& text, std::uint32_t code) {
    const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xc0 | (code >> 6));
    } else if (code < 0x10000) {
        put(0xe0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3f));
    } else {
        put(0xf0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3f));
        put(0x80 | ((code >> 6) & 0x3f));
    }
    put(0x80 | (code & 0x3f));
}

class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<Json> whole() {
        auto value = takeValue(0);
        skipBlanks();
        return rest_.empty() ? value : std::nullopt;
    }

  private:
    void skipBlanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool takeSign(char sign) {
        skipBlanks();
        return take({&sign, 1});
    }

    std::optional<Json> takeValue(int depth) {
        if (depth > deepest) return std::nullopt;
        skipBlanks();
        if (rest_.starts_with('{')) return takeObject(depth);
        if (rest_.starts_with('[')) return takeArray(depth);
        if (rest_.starts_with('"')) {
            auto text = takeText();
            return text ? std::optional(Json(std::move(*text))) : std::nullopt;
        }
        if (take("null")) return Json();
        if (take("true")) return Json(true);
        if (take("false")) return Json(false);
        return takeNumber();
    }

    std::optional<Json> takeNumber() {
        const std::string_view digits = rest_.substr(0, rest_.find_first_not_of("+-.0123456789eE"));
        const auto number = parseNumber<double>(digits);
        if (!number) return std::nullopt;
        rest_.remove_prefix(digits.size());
        return Json(*number);
    }

    std::optional<Json> takeArray(int depth) {
        Json::Array array;
        takeSign('[');
        if (takeSign(']')) return Json(std::move(array));
        do {
            auto value = takeValue(depth + 1);
            if (!value) return std::nullopt;
            array.push_back(std::move(*value));
        } while (takeSign(','));
        return takeSign(']') ? std::optional(Json(std::move(array))) : std::nullopt;
    }

    std::optional<Json> takeObject(int depth) {
        Json::Object object;
        takeSign('{');
        if (takeSign('}')) return Json(std::move(object));
        do {
            skipBlanks();
            auto name = takeText();
            if (!name || !takeSign(':')) return std::nullopt;
            auto value = takeValue(depth + 1);
            if (!value) return std::nullopt;
            object.insert_or_assign(std::move(*name), std::move(*value));
        } while (takeSign(','));
        return takeSign('}') ? std::optional(Json(std::move(object))) : std::nullopt;
    }

    std::optional<std::string> takeText() {
        if (!take("\"")) return std::nullopt;
        std::string text;
        while (!rest_.empty() && rest_.front() != '"') {
            const char c = rest_.front();
            if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
            rest_.remove_prefix(1);
            if (c != '\\') {
                text += c;
            } else if (!takeEscape(text)) {
                return std::nullopt;
            }
        }
        if (!take("\"")) return std::nullopt;
        return validUtf8(text);
    }

    bool takeEscape(std::string& text) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (rest_.empty()) return false;
        const char letter = rest_.front();
        rest_.remove_prefix(1);
        if (const std::size_t at = letters.find(letter); at != std::string_view::npos)
            return text += meanings[at], true;
        auto code = letter == 'u' ? takeHexadecimal() : std::nullopt;
        if (!code) return false;
        if (*code >= 0xd800 && *code < 0xdc00 && take("\\u")) {
            const auto low = takeHexadecimal();
            if (!low || *low < 0xdc00 || *low > 0xdfff) return false;
            code = 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00);
        }
        appendUtf8(text, *code);  // a lone surrogate is no UTF-8 and is mended with the rest
        return true;
    }

    std::optional<std::uint32_t> takeHexadecimal() {
        if (rest_.size() < 4) return std::nullopt;
        const auto code = parseHexadecimal<std::uint32_t>(rest_.substr(0, 4));
        rest_.remove_prefix(4);
        return code;
    }

    std::string_view rest_;
};

}  // namespace

Result<Json> Json::parse(std::string_view text) {
    auto json = Reader(text).whole();
    if (!json) return malformed("the text is no JSON");
    return *std::move(json);
}

const Json* Json::member(std::string_view name) const {
    const Object* const members = object();
    if (members == nullptr) return nullptr;
    const auto found = members->find(name);
    return found == members->end() ? nullptr : &found->second;
}

const Json* Json::element(std::size_t index) const {
    const Array* const elements = array();
    return elements != nullptr && index < elements->size() ? &(*elements)[index] : nullptr;
}

std::string_view textOf(const Json& json, std::string_view member) {
    const Json* const found = json.member(member);
    const std::string* const text = found != nullptr ? found->text() : nullptr;
    return text != nullptr ? std::string_view(*text) : std::string_view();
}

}  // namespace baro
