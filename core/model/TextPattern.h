// How the filter language compares text: without regard to the case of ASCII letters, and `*` standing for
// anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baro {

class TextPattern {
  public:
    TextPattern() = default;
    explicit TextPattern(std::string_view pattern);

    bool equals(std::string_view text) const;    // the whole text; `*` is only a star
    bool isWithin(std::string_view text) const;  // anywhere, the parts between stars in order

  private:
    std::string whole_;
    std::vector<std::string> parts_;  // none of them empty
};

}  // namespace baro
