#include "core/history/TickTimes.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/history/Checked.h"
#include "core/history/IntegerColumn.h"
#include "core/history/SeriesPart.h"

namespace baro::history {

std::string encodeTickTimes(std::span<const std::int64_t> times) {
    const std::vector<WrappingInteger> integers(times.begin(), times.end());
    ByteWriter out;
    out.number(times.size());
    encodeIntegers(integers, 0, NumberForm::Smallest, out);
    return withChecksum(std::move(out).take());
}

Result<std::vector<std::int64_t>> decodeTickTimes(std::string_view bytes) {
    const auto checked = checkedBytes(bytes);
    if (!checked) return malformed("a block's times are cut or damaged");
    ByteReader in(*checked);
    const std::uint64_t count = in.number();
    if (count > mostTicks) return malformed("a block has too many ticks");
    std::vector<WrappingInteger> integers(count);
    decodeIntegers(in, 0, integers);
    if (!in.ok() || in.remaining() > 0) return malformed("a block's times are no numbers");
    std::vector<std::int64_t> times(integers.begin(), integers.end());
    if (!std::ranges::is_sorted(times, std::less_equal())) return malformed("a block's times do not ascend");
    return times;
}

}  // namespace baro::history
