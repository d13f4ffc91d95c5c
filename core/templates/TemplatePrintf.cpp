// fmt.Sprintf of Go (https://pkg.go.dev/fmt): verbs, flags, widths, chosen arguments, and its words for what
// does not fit.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/templates/TemplateValue.h"

namespace baro::alerts {
namespace {

constexpr int widest = 1000;

struct Verb {
    bool minus = false;
    bool plus = false;
    bool sharp = false;
    bool space = false;
    bool zero = false;
    std::optional<int> width;
    std::optional<int> precision;
    char letter = 'v';
    std::string written;  // the letter with all its bytes
};

std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string text, const Verb& verb) {
    const std::size_t length = characterCount(text);
    const auto width = static_cast<std::size_t>(verb.width.value_or(0));
    if (length >= width) return text;
    if (verb.minus) return text.append(width - length, ' ');
    return std::string(width - length, ' ') + text;
}

// Zeros go between the sign and the digits.
std::string paddedNumber(std::string_view sign, std::string digits, const Verb& verb, bool mayHaveZeros) {
    const auto width = static_cast<std::size_t>(verb.width.value_or(0));
    const std::size_t length = sign.size() + digits.size();
    if (verb.zero && mayHaveZeros && !verb.minus && length < width) digits.insert(0, width - length, '0');
    return padded(std::string(sign) + digits, verb);
}

std::string_view signOf(bool negative, const Verb& verb) {
    if (negative) return "-";
    return verb.plus ? "+" : verb.space ? " " : "";
}

std::string firstCharacters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count)
        at += promql::characterAt(text, at).bytes;
    return std::string(text.substr(0, at));
}

std::string inDigits(std::uint64_t magnitude, int base, bool upper) {
    switch (base) {
        case 2:
            return fmt::format("{:b}", magnitude);
        case 8:
            return fmt::format("{:o}", magnitude);
        case 16:
            return upper ? fmt::format("{:X}", magnitude) : fmt::format("{:x}", magnitude);
        default:
            return fmt::format("{}", magnitude);
    }
}

std::optional<std::string> formattedInteger(std::int64_t value, const Verb& verb) {
    int base = 10;
    std::string_view prefix;
    switch (verb.letter) {
        case 'v':
        case 'd':
            break;
        case 'b':
            base = 2;
            prefix = verb.sharp ? "0b" : "";
            break;
        case 'o':
            base = 8;
            prefix = verb.sharp ? "0" : "";
            break;
        case 'O':
            base = 8;
            prefix = "0o";
            break;
        case 'x':
        case 'X':
            base = 16;
            prefix = verb.sharp ? (verb.letter == 'x' ? "0x" : "0X") : "";
            break;
        case 'c':
            return padded(
                promql::unquoted(fmt::format("\"\\U{:08x}\"", std::clamp<std::int64_t>(value, 0, 0x10FFFF))),
                verb);
        case 'q':
            return padded(
                promql::quotedCharacter(static_cast<char32_t>(std::clamp<std::int64_t>(value, 0, 0x10FFFF))),
                verb);
        case 'U':
            return padded(fmt::format("U+{:04X}", value), verb);
        default:
            return std::nullopt;
    }
    const auto magnitude =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::string digits = inDigits(magnitude, base, verb.letter == 'X');
    const auto least = static_cast<std::size_t>(verb.precision.value_or(0));
    if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
    if (verb.precision == 0 && value == 0) digits.clear();
    return paddedNumber(std::string(signOf(value < 0, verb)).append(prefix), digits, verb, !verb.precision);
}

std::string byPrintf(char letter, int precision, double magnitude, bool sharp) {
    const std::string format = fmt::format("%{}.{}{}", sharp ? "#" : "", precision, letter);
    const int length = std::snprintf(nullptr, 0, format.c_str(), magnitude);
    std::string text(static_cast<std::size_t>(std::max(length, 0)) + 1, '\0');
    std::snprintf(text.data(), text.size(), format.c_str(), magnitude);
    text.pop_back();
    return text;
}

// 0x1.8p+00
std::string hexadecimalReal(double magnitude) {
    std::string text = fmt::format("{:a}", magnitude);
    if (const std::size_t digits = text.size() - text.find_first_of("+-") - 1; digits < 2)
        text.insert(text.size() - digits, "0");
    return text;
}

std::optional<std::string> formattedReal(double value, const Verb& verb) {
    char letter = verb.letter == 'F' ? 'f' : verb.letter == 'v' ? 'g' : verb.letter;
    if (letter == 'x' && std::isfinite(value) && !verb.precision)
        return paddedNumber(signOf(std::signbit(value), verb), hexadecimalReal(std::abs(value)), verb, true);
    if (std::string_view("eEfgG").find(letter) == std::string_view::npos) return std::nullopt;
    if (!std::isfinite(value)) {
        if (std::isnan(value)) return padded(verb.plus ? "+NaN" : "NaN", verb);
        return padded(value < 0 ? "-Inf" : verb.plus || !verb.space ? "+Inf" : " Inf", verb);
    }
    const double magnitude = std::abs(value);
    std::string digits;
    if (!verb.precision && (letter == 'g' || letter == 'G')) {
        digits = promql::shortText(magnitude);
        if (letter == 'G') std::ranges::replace(digits, 'e', 'E');
    } else {
        digits = byPrintf(letter, verb.precision.value_or(6), magnitude, verb.sharp);
    }
    return paddedNumber(signOf(std::signbit(value), verb), digits, verb, true);
}

std::string inHexadecimal(std::string_view text, bool upper) {
    std::string digits;
    for (const char c : text)
        digits += upper ? fmt::format("{:02X}", static_cast<unsigned char>(c))
                        : fmt::format("{:02x}", static_cast<unsigned char>(c));
    return digits;
}

std::optional<std::string> formattedText(const std::string& text, const Verb& verb) {
    const std::string cut =
        verb.precision ? firstCharacters(text, static_cast<std::size_t>(*verb.precision)) : text;
    switch (verb.letter) {
        case 'v':
        case 's':
            return padded(cut, verb);
        case 'q':
            return padded(promql::quoted(cut), verb);
        case 'x':
        case 'X':
            return padded(inHexadecimal(cut, verb.letter == 'X'), verb);
        default:
            return std::nullopt;
    }
}

// Nothing: the verb is not for this type.
std::optional<std::string> formattedValue(const TemplateValue& value, const Verb& verb) {
    if (verb.letter == 'T') return padded(std::string(typeName(value)), verb);
    if (const auto* const integer = value.as<std::int64_t>()) return formattedInteger(*integer, verb);
    if (const auto* const real = value.as<double>()) return formattedReal(*real, verb);
    if (const auto* const text = value.as<std::string>()) return formattedText(*text, verb);
    if (value.as<bool>() != nullptr) {
        if (verb.letter == 'v' || verb.letter == 't') return padded(printedByV(value), verb);
        return std::nullopt;
    }
    const bool isNil = value.isMissing() || value.as<TemplateNil>() != nullptr;
    if (verb.letter == 'v' || (verb.letter == 's' && !isNil)) return padded(printedByV(value), verb);
    return std::nullopt;
}

class Formatting {
  public:
    Formatting(std::string_view format, const std::vector<TemplateValue>& values, std::size_t most)
        : rest_(format), values_(values), most_(most) {}

    std::string run() {
        while (!rest_.empty() && text_.size() < most_) {
            const std::size_t plain = std::min(rest_.find('%'), rest_.size());
            text_.append(rest_.substr(0, plain));
            rest_.remove_prefix(plain);
            if (!rest_.empty()) directive();
        }
        if (!reordered_ && next_ < values_.size()) extra();
        text_.resize(std::min(text_.size(), most_));
        return std::move(text_);
    }

  private:
    bool take(char wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<int> number() {
        if (rest_.empty() || !isDigit(rest_.front())) return std::nullopt;
        int value = 0;
        for (; !rest_.empty() && isDigit(rest_.front()); rest_.remove_prefix(1))
            value = std::min(value * 10 + (rest_.front() - '0'), widest + 1);
        return value;
    }

    // "[2]": the argument that comes next.
    void argumentNumber() {
        if (!take('[')) return;
        reordered_ = true;
        const auto chosen = number();
        const bool isClosed = take(']');
        isGoodIndex_ =
            chosen && isClosed && *chosen >= 1 && static_cast<std::size_t>(*chosen) <= values_.size();
        if (isGoodIndex_) next_ = static_cast<std::size_t>(*chosen) - 1;
    }

    std::optional<int> size(std::string_view problem) {
        if (!take('*')) return number();
        const std::int64_t* const given =
            next_ < values_.size() ? values_[next_].as<std::int64_t>() : nullptr;
        if (next_ < values_.size()) ++next_;
        if (given != nullptr && *given >= -widest && *given <= widest) return static_cast<int>(*given);
        text_ += problem;
        return std::nullopt;
    }

    void flags(Verb& verb) {
        for (;; rest_.remove_prefix(1)) {
            if (rest_.starts_with('-'))
                verb.minus = true;
            else if (rest_.starts_with('+'))
                verb.plus = true;
            else if (rest_.starts_with('#'))
                verb.sharp = true;
            else if (rest_.starts_with(' '))
                verb.space = true;
            else if (rest_.starts_with('0'))
                verb.zero = true;
            else
                return;
        }
    }

    void directive() {
        rest_.remove_prefix(1);
        Verb verb;
        isGoodIndex_ = true;
        flags(verb);
        argumentNumber();
        verb.width = size("%!(BADWIDTH)");
        if (verb.width && *verb.width < 0) {
            verb.minus = true;
            verb.width = -*verb.width;
        }
        if (take('.')) {
            argumentNumber();
            verb.precision = size("%!(BADPREC)");
            if (!verb.precision) verb.precision = 0;
            if (*verb.precision < 0) verb.precision.reset();
        }
        argumentNumber();
        if (rest_.empty()) {
            text_ += "%!(NOVERB)";
            return;
        }
        const std::size_t bytes = promql::characterAt(rest_, 0).bytes;
        verb.letter = rest_.front();
        verb.written = rest_.substr(0, bytes);
        rest_.remove_prefix(bytes);
        // "%+v" asks for names of fields, of which there are none, and not for a sign.
        if (verb.letter == 'v') verb.plus = false;
        finish(verb);
    }

    void finish(const Verb& verb) {
        if (verb.letter == '%') {
            text_ += '%';
        } else if (!isGoodIndex_) {
            text_.append("%!").append(verb.written).append("(BADINDEX)");
        } else if (next_ >= values_.size()) {
            text_.append("%!").append(verb.written).append("(MISSING)");
        } else {
            value(values_[next_++], verb);
        }
    }

    void value(const TemplateValue& value, const Verb& verb) {
        if (const auto text = formattedValue(value, verb)) {
            text_ += *text;
            return;
        }
        text_.append("%!").append(verb.written).append("(");
        if (value.isMissing() || value.as<TemplateNil>() != nullptr) {
            text_ += "<nil>)";
            return;
        }
        Verb plain = verb;
        plain.letter = 'v';
        text_.append(typeName(value))
            .append("=")
            .append(formattedValue(value, plain).value_or(""))
            .append(")");
    }

    void extra() {
        text_ += "%!(EXTRA ";
        for (std::size_t i = next_; i < values_.size(); ++i) {
            if (i > next_) text_ += ", ";
            if (values_[i].isMissing() || values_[i].as<TemplateNil>() != nullptr)
                text_ += "<nil>";
            else
                text_.append(typeName(values_[i])).append("=").append(printedByV(values_[i]));
        }
        text_ += ')';
    }

    std::string_view rest_;
    const std::vector<TemplateValue>& values_;
    const std::size_t most_;
    std::string text_;
    std::size_t next_ = 0;
    bool reordered_ = false;
    bool isGoodIndex_ = true;
};

}  // namespace

std::string formatted(std::string_view format, const std::vector<TemplateValue>& values, std::size_t most) {
    return Formatting(format, values, most).run();
}

}  // namespace baro::alerts
