#include "ui/models/ProcessOrdering.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/Characters.h"

namespace baro::ui {
namespace {

struct Key {
    bool known = false;
    double number = 0;
    std::string_view text;
    ProcessNode* node = nullptr;
};

Key keyOf(ProcessNode& node, ProcessField field, const ProcessMoment& moment) {
    Key key;
    key.node = &node;
    const ProcessFieldKind kind = processField(field).kind;
    const bool isText = kind == ProcessFieldKind::Text || kind == ProcessFieldKind::State;
    if (node.isGroup && (isText || !isAdditive(field))) {
        key.text = node.key;
    } else if (isText) {
        key.text = processText(field, *node.process);
    } else {
        const auto value = node.isGroup ? node.sums.sum(field) : processNumber(field, node.view(), moment);
        key.known = value.has_value();
        key.number = value.value_or(0);
        return key;
    }
    key.known = !key.text.empty();
    return key;
}

int compareTexts(std::string_view one, std::string_view other) {
    const std::size_t common = std::min(one.size(), other.size());
    for (std::size_t i = 0; i < common; ++i) {
        const auto a = static_cast<unsigned char>(lowered(one[i]));
        const auto b = static_cast<unsigned char>(lowered(other[i]));
        if (a != b) return a < b ? -1 : 1;
    }
    return one.size() == other.size() ? 0 : one.size() < other.size() ? -1 : 1;
}

bool comesFirst(const Key& one, const Key& other, bool descending) {
    if (one.known != other.known) return one.known;
    if (one.number != other.number) return descending ? one.number > other.number : one.number < other.number;
    if (const int order = compareTexts(one.text, other.text)) return descending ? order > 0 : order < 0;
    if (one.node->isGroup) return one.node->key < other.node->key;
    return one.node->identity < other.node->identity;
}

}  // namespace

void sortNodes(std::vector<ProcessNode*>& nodes, ProcessOrder order, const ProcessMoment& moment) {
    if (nodes.size() < 2) return;
    std::vector<Key> keys;
    keys.reserve(nodes.size());
    for (ProcessNode* node : nodes)
        keys.push_back(keyOf(*node, order.field, moment));
    const auto first = [&order](const Key& one, const Key& other) {
        return comesFirst(one, other, order.descending);
    };
    if (std::is_sorted(keys.begin(), keys.end(), first)) return;
    std::sort(keys.begin(), keys.end(), first);
    std::transform(keys.begin(), keys.end(), nodes.begin(), [](const Key& key) { return key.node; });
}

}  // namespace baro::ui
