// JSON (RFC 8259) as it comes, piece by piece: what is read is told at once, so a text of any size needs no
// memory. By yajl; names, texts and depth are limited here. Pure.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "core/base/Result.h"

namespace baro::prometheus {

// Who is told. Each call returns whether to go on.
class JsonListener {
  public:
    virtual ~JsonListener() = default;
    virtual bool takeOpen(char bracket) = 0;  // '{' or '['
    virtual bool takeClose() = 0;
    virtual bool takeKey(std::string_view key) = 0;
    virtual bool takeText(std::string_view text) = 0;
    virtual bool takeNumber(std::string_view digits) = 0;
    virtual bool takeFlag(bool flag) = 0;
    virtual bool takeNull() = 0;
};

class JsonPush {
  public:
    static constexpr int deepest = 32;
    static constexpr std::size_t longestText = 1 << 20;  // of one name, text or number; bytes

    // The listener must outlive it.
    explicit JsonPush(JsonListener& listener);
    ~JsonPush();
    JsonPush(const JsonPush&) = delete;
    JsonPush& operator=(const JsonPush&) = delete;

    // An error stays. Where the listener did not want to go on, it is "stopped".
    Status take(std::string_view bytes);
    Status finish();  // an error where the text is not whole

  private:
    struct Parser;
    const std::unique_ptr<Parser> parser_;
};

}  // namespace baro::prometheus
