// Which series have which labels: for each label name and value the series that have it, so that matchers are
// answered by looking up instead of by looking through. Not synchronised.
//
// The index holds each name and each value once. The Labels of a series stay plain strings: measured on 512
// series of node_exporter they take 268 bytes each, and sharing their texts would spare half of that, not 2 %
// of what a series' hour takes, while labels are made, compared and printed everywhere.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/series/LabelMatchers.h"
#include "core/series/SeriesSource.h"

namespace baro {

class LabelIndex {
  public:
    using SeriesId = std::uint32_t;

    // A new series gets a free id, or the next.
    SeriesId idOf(const Labels& labels);
    const SeriesId* find(const Labels& labels) const;  // null when it is not there
    void remove(SeriesId id);

    const LabelsPtr& labels(SeriesId id) const { return labels_[id]; }  // null: free
    std::size_t idLimit() const { return labels_.size(); }              // above every id
    std::size_t size() const { return ids_.size(); }

    // In the order of labels. An expression is tried once on each value, not on each series.
    std::vector<SeriesId> select(const LabelMatchers& matchers) const;

    std::size_t bytesUsed() const;  // with the labels, without the allocator's overhead

  private:
    struct ByLabels {
        using is_transparent = void;
        bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
        bool operator()(const LabelsPtr& a, const Labels& b) const { return *a < b; }
        bool operator()(const Labels& a, const LabelsPtr& b) const { return a < *b; }
    };
    using Ids = std::vector<SeriesId>;
    using Values = std::map<std::string, Ids, std::less<>>;

    Ids candidates(const LabelMatchers& matchers) const;
    void keepMatching(const LabelMatchers::One& matcher, Ids& ids) const;
    std::uint64_t rankBetweenNeighbours(std::map<LabelsPtr, SeriesId, ByLabels>::const_iterator at);

    std::map<LabelsPtr, SeriesId, ByLabels> ids_;
    std::vector<LabelsPtr> labels_;  // by id
    std::vector<SeriesId> free_;
    std::map<std::string, Values, std::less<>> postings_;  // label name, value, series
    // By id: ascending as the labels do, with gaps, so that a new series finds a number between its
    // neighbours' and nothing is compared when a selection is put in order.
    std::vector<std::uint64_t> ranks_;
};

}  // namespace baro
