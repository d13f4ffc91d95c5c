// How much time is read at once: as much as fits into a fixed amount of memory, however long the export is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace baro::exports {

class WindowWidth {
  public:
    static constexpr std::size_t mostSamples = 1'000'000;
    static constexpr std::int64_t least = 1000;
    static constexpr std::int64_t most = 3'600'000;

    // Before anything is known ten samples a second of every series are expected, the most there are.
    explicit WindowWidth(std::size_t series)
        : width_(std::clamp(static_cast<std::int64_t>(mostSamples * 100 / std::max<std::size_t>(series, 1)),
                            least, most)) {}

    std::int64_t milliseconds() const { return width_; }

    // The newest window had so many samples.
    void learn(std::size_t samples) {
        if (samples > mostSamples) width_ = std::max(width_ / 2, least);
        if (samples < mostSamples / 4) width_ = std::min(width_ * 2, most);
    }

  private:
    std::int64_t width_;
};

}  // namespace baro::exports
