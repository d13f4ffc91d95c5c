// The best elements so far, the worst of them on top, in a binary heap that moves elements as Go's
// container/heap does: which of equal elements stay is then the same too.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace baro::promql {

class WorstFirstHeap {
  public:
    struct Element {
        double value = 0;
        std::size_t place = 0;
    };

    explicit WorstFirstHeap(bool leastIsBest) : leastIsBest_(leastIsBest) {}

    std::size_t size() const { return elements_.size(); }
    const std::vector<Element>& elements() const { return elements_; }

    void push(Element element) {
        elements_.push_back(element);
        std::size_t child = elements_.size() - 1;
        while (child > 0) {
            const std::size_t parent = (child - 1) / 2;
            if (!isWorse(elements_[child], elements_[parent])) break;
            std::swap(elements_[parent], elements_[child]);
            child = parent;
        }
    }

    void replaceWorstIfBetter(Element element) {
        const double worst = elements_.front().value;
        const bool better = leastIsBest_ ? element.value < worst : element.value > worst;
        if (!better && !(std::isnan(worst) && !std::isnan(element.value))) return;
        elements_.front() = element;
        sink();
    }

    void sortBestFirst() {
        std::ranges::stable_sort(elements_,
                                 [this](const Element& a, const Element& b) { return isBefore(a, b); });
    }

  private:
    // NaN is the worst of all.
    bool isWorse(const Element& a, const Element& b) const {
        if (std::isnan(a.value)) return true;
        return leastIsBest_ ? a.value > b.value : a.value < b.value;
    }
    bool isBefore(const Element& a, const Element& b) const {
        if (std::isnan(a.value) || std::isnan(b.value)) return std::isnan(b.value) && !std::isnan(a.value);
        return leastIsBest_ ? a.value < b.value : a.value > b.value;
    }

    void sink() {
        std::size_t parent = 0;
        for (;;) {
            std::size_t child = 2 * parent + 1;
            if (child >= elements_.size()) return;
            if (child + 1 < elements_.size() && isWorse(elements_[child + 1], elements_[child])) ++child;
            if (!isWorse(elements_[child], elements_[parent])) return;
            std::swap(elements_[parent], elements_[child]);
            parent = child;
        }
    }

    std::vector<Element> elements_;
    bool leastIsBest_;
};

}  // namespace baro::promql
