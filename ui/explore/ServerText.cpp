#include "ui/explore/ServerText.h"

#include <algorithm>

#include "core/pages/ExpressionText.h"

namespace baro::ui {
namespace {

constexpr std::int64_t scrapesInServerRate = 4;

}  // namespace

std::string serverText(std::string_view written, std::int64_t step, std::chrono::milliseconds pace) {
    const std::size_t width = intervalVariable.size() + 1;  // with its $
    std::string range = durationText(std::max<std::int64_t>(step, scrapesInServerRate * pace.count()));
    if (range.size() < width) range.append(width - range.size(), ' ');
    return withVariables(written, {{std::string(intervalVariable), range}});
}

}  // namespace baro::ui
