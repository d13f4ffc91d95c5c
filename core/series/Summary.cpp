#include "core/series/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace baro {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// The first of `count` times, one step apart, that is not before `time`.
std::int64_t firstNotBefore(std::int64_t time, std::int64_t first, const SummaryWindows& windows) {
    if (time <= first) return first;
    const std::int64_t steps = (time - first + windows.step - 1) / windows.step;
    if (static_cast<std::size_t>(steps) >= windows.count) return never;
    return first + steps * windows.step;
}

std::int64_t edgeNotBefore(std::int64_t time, const SummaryWindows& windows) {
    return std::min(firstNotBefore(time, windows.firstEnd, windows),
                    firstNotBefore(time, windows.begin(0), windows));
}

bool isOfTheNewest(SummaryFields fields) {
    for (const SummaryField field : {SummaryField::Count, SummaryField::Least, SummaryField::Greatest,
                                     SummaryField::Sum, SummaryField::First, SummaryField::Lost})
        if (fields.has(field)) return false;
    return true;
}

}  // namespace

void Summary::add(const Sample& sample) {
    if (isStaleMarker(sample.value)) {
        endsUnknown = true;
        return;
    }
    Summary one;
    one.count = 1;
    one.least = one.greatest = one.sum = sample.value;
    one.first = one.last = sample;
    add(one);
}

void Summary::add(const Summary& later) {
    if (later.count == 0) {
        endsUnknown = endsUnknown || later.endsUnknown;
        return;
    }
    if (count == 0) {
        *this = later;
        return;
    }
    if (later.first.value < last.value) lost += last.value;
    lost += later.lost;
    count += later.count;
    if (later.least < least || std::isnan(least)) least = later.least;
    if (later.greatest > greatest || std::isnan(greatest)) greatest = later.greatest;
    sum += later.sum;
    last = later.last;
    endsUnknown = later.endsUnknown;
}

void appendPieces(std::span<const Sample> samples, std::int64_t from, std::int64_t to,
                  const SummaryWindows& windows, std::vector<SummaryPiece>& pieces) {
    const auto begin = std::ranges::upper_bound(samples, from, {}, &Sample::timeMilliseconds);
    std::int64_t until = from;  // the end of the piece that is being filled
    for (auto sample = begin; sample != samples.end() && sample->timeMilliseconds <= to; ++sample) {
        if (sample->timeMilliseconds > until) {
            until = std::min(edgeNotBefore(sample->timeMilliseconds, windows), to);
            pieces.push_back({sample->timeMilliseconds - 1, until, {}});
        }
        pieces.back().summary.add(*sample);
    }
}

void sumUp(std::span<const SummaryPiece> pieces, const SummaryWindows& windows, SummaryFields fields,
           std::vector<Summary>& into) {
    into.assign(windows.count, {});
    const bool newestIsEnough = isOfTheNewest(fields);
    auto first = pieces.begin();
    auto last = pieces.begin();  // the first that ends after the window
    for (std::size_t index = 0; index < windows.count; ++index) {
        while (first != pieces.end() && first->from < windows.begin(index))
            ++first;
        last = std::max(last, first);
        while (last != pieces.end() && last->to <= windows.end(index))
            ++last;
        auto from = first;
        if (newestIsEnough && first != last)
            for (from = last - 1; from != first && from->summary.count == 0;)
                --from;
        for (auto piece = from; piece != last; ++piece)
            into[index].add(piece->summary);
    }
}

}  // namespace baro
