// Writes JSON (RFC 8259) as it goes; commas are put where they belong.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "core/base/Escape.h"

namespace baro::app {

class JsonWriter {
  public:
    void open(char bracket) {
        separate();
        text_ += bracket;
        first_ = true;
    }
    void close(char bracket) {
        text_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        separate();
        quote(name);
        text_ += ':';
        first_ = true;
    }
    // Bytes that are not UTF-8 become U+FFFD: JSON has no way to write them.
    void text(std::string_view raw) {
        separate();
        quote(raw);
    }
    void null() {
        separate();
        text_ += "null";
    }
    void flag(bool value) {
        separate();
        text_ += value ? "true" : "false";
    }
    void number(std::integral auto value) {
        separate();
        fmt::format_to(std::back_inserter(text_), "{}", value);
    }
    // The shortest digits that read back as the same value. JSON knows no infinity and no NaN.
    void number(double value) {
        if (!std::isfinite(value)) return null();
        separate();
        fmt::format_to(std::back_inserter(text_), "{}", value);
    }

    std::string take() && { return std::move(text_); }

  private:
    void separate() {
        if (!first_) text_ += ',';
        first_ = false;
    }
    void quote(std::string_view raw) {
        text_ += '"';
        for (const char c : validUtf8(raw)) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned char>(c));
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    std::string text_;
    bool first_ = true;
};

}  // namespace baro::app
