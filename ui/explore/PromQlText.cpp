#include "ui/explore/PromQlText.h"

#include <algorithm>

namespace baro::ui {

PromQlText::PromQlText(const QString& text) : bytes_(text.toUtf8()) {
    positions_.reserve(static_cast<std::size_t>(bytes_.size()) + 1);
    int position = -1;
    for (const char byte : bytes_) {
        const auto unit = static_cast<unsigned char>(byte);
        const bool continues = (unit & 0xC0) == 0x80;
        if (!continues) ++position;
        positions_.push_back(position);
        if (unit >= 0xF0) ++position;  // four bytes are two units in UTF-16
    }
    positions_.push_back(static_cast<int>(text.size()));
    bytes_.replace("$interval", "00000060s");
}

int PromQlText::positionOf(std::size_t byte) const {
    return positions_[std::min(byte, positions_.size() - 1)];
}

std::size_t PromQlText::byteOf(int position) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(positions_, position) - positions_.begin());
}

}  // namespace baro::ui
