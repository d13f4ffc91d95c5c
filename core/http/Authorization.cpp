#include "core/http/Authorization.h"

#include <array>
#include <cstdint>
#include <string>

namespace baro::http {
namespace {

// RFC 4648, with its padding.
std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= group.size() ? digits[bits >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

}  // namespace

Header basicAuthorization(std::string_view user, std::string_view password) {
    return {"Authorization", "Basic " + base64(std::string(user) + ":" + std::string(password))};
}

}  // namespace baro::http
