#include "core/model/TextPattern.h"

#include <algorithm>

#include "core/base/Characters.h"

namespace baro {
namespace {

bool sameLetter(char any, char lowerCase) {
    return lowered(any) == lowerCase;
}

}  // namespace

TextPattern::TextPattern(std::string_view pattern) : whole_(lowered(pattern)) {
    std::string_view rest = whole_;
    while (!rest.empty()) {
        const auto star = rest.find('*');
        if (star != 0) parts_.emplace_back(rest.substr(0, star));
        rest.remove_prefix(star == std::string_view::npos ? rest.size() : star + 1);
    }
}

bool TextPattern::equals(std::string_view text) const {
    return std::equal(text.begin(), text.end(), whole_.begin(), whole_.end(), sameLetter);
}

bool TextPattern::isWithin(std::string_view text) const {
    for (const std::string& part : parts_) {
        const auto found = std::search(text.begin(), text.end(), part.begin(), part.end(), sameLetter);
        if (found == text.end()) return false;
        text.remove_prefix(static_cast<std::size_t>(found - text.begin()) + part.size());
    }
    return true;
}

}  // namespace baro
