// Writes JSON (RFC 8259) as it goes; commas are put where they belong.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"

namespace baro {

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
        appendFormat(text_, "{}", value);
    }
    // The shortest digits that read back as the same value. JSON knows no infinity and no NaN.
    void number(double value) {
        if (!std::isfinite(value)) return null();
        separate();
        appendFormat(text_, "{}", value);
    }
    // One value that append(text) writes as JSON itself: what has a form of its own, and what there is so
    // much of that it must be quick.
    template <class Append>
    void raw(Append append) {
        separate();
        append(text_);
    }

    // That much more is about to come; without it a long text is copied each time it grows.
    void reserve(std::size_t bytes) {
        if (text_.capacity() - text_.size() < bytes)
            text_.reserve(std::max(text_.size() + bytes, 2 * text_.capacity()));
    }

    std::string take() && { return std::move(text_); }

  private:
    void separate() {
        if (!first_) text_ += ',';
        first_ = false;
    }
    static bool standsForItself(char c) {
        return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';  // of UTF-8's bytes, all beyond are refused
    }
    void quote(std::string_view raw) {
        text_ += '"';
        std::size_t plain = 0;
        while (plain < raw.size() && standsForItself(raw[plain]))
            ++plain;
        text_.append(raw.substr(0, plain));
        if (plain < raw.size()) escape(validUtf8(raw.substr(plain)));
        text_ += '"';
    }
    void escape(std::string_view rest) {
        for (const char c : rest) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                appendFormat(text_, "\\u{:04x}", static_cast<unsigned char>(c));
            } else {
                text_ += c;
            }
        }
    }

    std::string text_;
    bool first_ = true;
};

}  // namespace baro
