#include "core/series/LabelIndex.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/series/SharedLabels.h"

namespace baro {
namespace {

constexpr std::uint64_t rankGap = std::uint64_t{1} << 32;

std::size_t heapBytes(const std::string& text) {
    return text.capacity() > std::string().capacity() ? text.capacity() + 1 : 0;
}

}  // namespace

const LabelIndex::SeriesId* LabelIndex::find(const Labels& labels) const {
    const auto found = ids_.find(labels);
    return found == ids_.end() ? nullptr : &found->second;
}

LabelIndex::SeriesId LabelIndex::idOf(const Labels& labels) {
    if (const SeriesId* const known = find(labels)) return *known;
    auto id = static_cast<SeriesId>(labels_.size());
    if (free_.empty()) {
        labels_.emplace_back();
        ranks_.emplace_back();
    } else {
        id = free_.back();
        free_.pop_back();
    }
    labels_[id] = sharedLabels(labels);
    const auto at = ids_.emplace(labels_[id], id).first;
    ranks_[id] = rankBetweenNeighbours(at);
    for (const auto& [name, value] : labels.pairs())
        postings_[name][value].push_back(id);
    return id;
}

std::uint64_t LabelIndex::rankBetweenNeighbours(std::map<LabelsPtr, SeriesId, ByLabels>::const_iterator at) {
    const std::uint64_t before = at == ids_.begin() ? 0 : ranks_[std::prev(at)->second];
    const auto next = std::next(at);
    const std::uint64_t after = next == ids_.end() ? before + 2 * rankGap : ranks_[next->second];
    if (after - before > 1 && after > before) return before + (after - before) / 2;
    std::uint64_t rank = 0;
    for (const auto& [labels, id] : ids_)
        ranks_[id] = rank += rankGap;
    return ranks_[at->second];
}

void LabelIndex::remove(SeriesId id) {
    const LabelsPtr labels = std::exchange(labels_[id], nullptr);
    ids_.erase(labels);
    free_.push_back(id);
    for (const auto& [name, value] : labels->pairs()) {
        const auto values = postings_.find(name);
        const auto ids = values->second.find(value);
        std::erase(ids->second, id);
        if (ids->second.empty()) values->second.erase(ids);
        if (values->second.empty()) postings_.erase(values);
    }
}

// By the one matcher that leaves the fewest, without looking at labels; all series when there is none such.
LabelIndex::Ids LabelIndex::candidates(const LabelMatchers& matchers) const {
    const Ids* fewest = nullptr;
    const LabelMatchers::One* expression = nullptr;
    for (const LabelMatchers::One& matcher : matchers.all()) {
        if (matcher.match("")) continue;  // series without the label too
        const auto values = postings_.find(matcher.label());
        if (values == postings_.end()) return {};
        if (matcher.kind() != LabelMatcher::Kind::Equal) {
            expression = &matcher;
            continue;
        }
        const auto ids = values->second.find(matcher.value());
        if (ids == values->second.end()) return {};
        if (fewest == nullptr || ids->second.size() < fewest->size()) fewest = &ids->second;
    }
    if (fewest != nullptr) return *fewest;
    Ids all;
    if (expression != nullptr) {
        for (const auto& [value, ids] : postings_.find(expression->label())->second)
            if (expression->match(value)) all.insert(all.end(), ids.begin(), ids.end());
        return all;
    }
    for (const auto& [labels, id] : ids_)
        all.push_back(id);
    return all;
}

void LabelIndex::keepMatching(const LabelMatchers::One& matcher, Ids& ids) const {
    const auto valueOf = [&](SeriesId id) { return labels_[id]->value(matcher.label()); };
    if (matcher.kind() == LabelMatcher::Kind::Equal || matcher.kind() == LabelMatcher::Kind::NotEqual) {
        std::erase_if(ids, [&](SeriesId id) { return !matcher.match(valueOf(id)); });
        return;
    }
    std::unordered_map<std::string_view, bool> tried;
    std::erase_if(ids, [&](SeriesId id) {
        const auto [found, isNew] = tried.try_emplace(valueOf(id), false);
        if (isNew) found->second = matcher.match(found->first);
        return !found->second;
    });
}

std::vector<LabelIndex::SeriesId> LabelIndex::select(const LabelMatchers& matchers) const {
    Ids ids = candidates(matchers);
    for (const LabelMatchers::One& matcher : matchers.all())
        keepMatching(matcher, ids);
    std::ranges::sort(ids, {}, [this](SeriesId id) { return ranks_[id]; });
    return ids;
}

std::size_t LabelIndex::bytesUsed() const {
    constexpr std::size_t node = 4 * sizeof(void*);  // of a map
    std::size_t bytes = labels_.capacity() * (sizeof(LabelsPtr) + sizeof(std::uint64_t));
    for (const auto& [labels, id] : ids_) {
        bytes += node + sizeof(LabelsPtr) + sizeof(SeriesId) + 2 * sizeof(void*) + sizeof(Labels);
        for (const auto& [name, value] : labels->pairs())
            bytes += 2 * sizeof(std::string) + heapBytes(name) + heapBytes(value);
    }
    for (const auto& [name, values] : postings_) {
        bytes += node + sizeof(std::string) + heapBytes(name) + sizeof(Values);
        for (const auto& [value, ids] : values)
            bytes += node + sizeof(std::string) + heapBytes(value) + sizeof(Ids) +
                     ids.capacity() * sizeof(SeriesId);
    }
    return bytes;
}

}  // namespace baro
