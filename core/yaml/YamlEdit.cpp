#include "core/yaml/YamlEdit.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include "core/base/Text.h"
#include "core/yaml/YamlFields.h"
#include "core/yaml/YamlLines.h"
#include "core/yaml/YamlText.h"

namespace baro {
namespace {

// What takes the place of some lines.
struct LineEdit {
    YamlLineSpan span;
    std::string lines;
};

YamlNode* listIn(YamlNode& root, std::string_view key) {
    for (auto& [name, value] : root.entries)
        if (name.isScalar() && name.text == key) return &value;
    return nullptr;
}

void applyTo(YamlNode& map, const YamlChange& change) {
    const auto at = std::ranges::find_if(
        map.entries, [&change](const YamlEntry& entry) { return entry.key.text == change.key; });
    if (at == map.entries.end() && !change.value.isNull())
        setYaml(map, change.key, change.value);
    else if (at != map.entries.end() && change.value.isNull())
        map.entries.erase(at);
    else if (at != map.entries.end())
        at->value = change.value;
}

// Key by key, from a map to another one.
std::vector<YamlChange> changesBetween(const YamlNode& before, const YamlNode& wanted) {
    std::vector<YamlChange> changes;
    for (const auto& [key, value] : before.entries)
        if (YamlFields::find(wanted, key.text) == nullptr) changes.push_back({key.text, {}});
    for (const auto& [key, value] : wanted.entries) {
        const YamlNode* const old = YamlFields::find(before, key.text);
        if (old == nullptr || !isSameYaml(*old, value)) changes.push_back({key.text, value});
    }
    return changes;
}

class YamlEditing {
  public:
    YamlEditing(std::string_view text, std::string_view list) : key_(list), lines_(yamlLines(text)) {
        auto parsed = parseYaml(joined({}));
        if (auto* const tree = std::get_if<YamlNode>(&parsed))
            root_ = std::move(*tree);
        else
            mistake_ = std::get<YamlProblem>(parsed);
    }

    Result<std::string> added(const YamlNode& item) {
        YamlNode wanted = root_;
        YamlNode* list = listIn(wanted, key_);
        if (list == nullptr) {
            setYaml(wanted, key_, {});
            list = listIn(wanted, key_);
        }
        const YamlNode before = *list;
        list->kind = YamlNode::Kind::List;
        list->items.push_back(item);
        return firstThatSays(wanted, textsWithItem(before, item), before.line);
    }

    Result<std::string> changed(std::size_t place, const std::vector<YamlChange>& changes) {
        YamlNode wanted = root_;
        YamlNode* const list = listIn(wanted, key_);
        if (list == nullptr || place >= list->items.size()) return gone();
        const YamlNode before = list->items[place];
        for (const YamlChange& change : changes)
            applyTo(list->items[place], change);
        std::vector<std::string> texts;
        if (const auto span = itemSpan(before)) {
            std::vector<LineEdit> edits;
            if (planChanges(before, *span, changes, edits)) texts.push_back(joined(std::move(edits)));
            texts.push_back(joined({{*span, itemText(list->items[place], *span)}}));
        }
        return firstThatSays(wanted, texts, before.line);
    }

    Result<std::string> removed(std::size_t place) {
        YamlNode wanted = root_;
        YamlNode* const list = listIn(wanted, key_);
        if (list == nullptr || place >= list->items.size()) return gone();
        const YamlNode before = list->items[place];
        list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(place));
        std::vector<std::string> texts;
        auto span = itemSpan(before);
        if (span && list->items.empty()) {
            std::erase_if(wanted.entries, [this](const auto& entry) { return entry.key.text == key_; });
            if (wanted.entries.empty()) wanted = {};
            span->from = keyLine().value_or(span->from);
        }
        if (span) texts.push_back(joined({{*span, {}}}));
        return firstThatSays(wanted, texts, before.line);
    }

  private:
    Result<std::string> firstThatSays(const YamlNode& wanted, const std::vector<std::string>& texts,
                                      int line) {
        if (mistake_)
            return malformed(
                fmt::format("line {}: {}; correct that first", mistake_->line, mistake_->message));
        for (const std::string& text : texts)
            if (says(text, wanted)) return text;
        return failed(
            fmt::format("line {}: it is laid out so that this cannot be changed without the rest; change it "
                        "there by hand",
                        line));
    }
    static Error gone() { return failed("what is to be changed does not stand there any more"); }

    static bool says(const std::string& text, const YamlNode& wanted) {
        const auto parsed = parseYaml(text);
        const auto* const tree = std::get_if<YamlNode>(&parsed);
        return tree != nullptr && isSameYaml(*tree, wanted);
    }

    // Edits do not overlap.
    std::string joined(std::vector<LineEdit> edits) const {
        std::ranges::sort(edits, {}, [](const LineEdit& edit) { return edit.span.from; });
        std::string text;
        std::size_t at = 0;
        for (const auto& [span, lines] : edits) {
            for (; at < span.from && at < lines_.size(); ++at)
                text += lines_[at];
            text += lines;
            at = std::max(at, span.to);
        }
        for (; at < lines_.size(); ++at)
            text += lines_[at];
        return text;
    }

    // Without comments at its end, which are those of what follows.
    YamlLineSpan withoutTail(YamlLineSpan span) const {
        while (span.to > span.from + 1 && saysNothing(lines_[span.to - 1]))
            --span.to;
        return span;
    }

    // Of an item in block style, which begins with its dash; nothing for any other.
    std::optional<YamlLineSpan> itemSpan(const YamlNode& item) const {
        auto from = static_cast<std::size_t>(std::max(item.line, 1)) - 1;
        if (from > 0 && from < lines_.size() && !beginsWithDash(lines_[from]) &&
            trimmed(lines_[from - 1]) == "-")
            --from;
        if (from >= lines_.size() || !beginsWithDash(lines_[from])) return std::nullopt;
        YamlLineSpan span{from, from + 1};
        while (span.to < lines_.size() &&
               (saysNothing(lines_[span.to]) || columnOfLine(lines_[span.to]) > columnOfLine(lines_[from])))
            ++span.to;
        return withoutTail(span);
    }

    std::optional<std::size_t> keyLine() const {
        for (const auto& [name, value] : root_.entries)
            if (name.text == key_) return static_cast<std::size_t>(std::max(name.line, 1)) - 1;
        return std::nullopt;
    }

    // After the last item, or where the list would begin.
    std::vector<std::string> textsWithItem(const YamlNode& before, const YamlNode& item) const {
        YamlNode list;
        list.kind = YamlNode::Kind::List;
        list.items.push_back(item);
        const auto itemAt = [&list](std::size_t column) { return yamlValue(list, column).substr(1); };
        const auto line = keyLine();
        if (!line) return {joined({}) + key_ + ":\n" + itemAt(2)};
        if (before.items.empty()) return {joined({{{*line, *line + 1}, key_ + ":\n" + itemAt(2)}})};
        const auto span = itemSpan(before.items.back());
        if (!span) return {};
        return {joined({{{span->to, span->to}, itemAt(columnOfLine(lines_[span->from]))}})};
    }

    // The item anew; whole lines of comments within the old one stand above it.
    std::string itemText(const YamlNode& item, YamlLineSpan span) const {
        const std::size_t column = columnOfLine(lines_[span.from]);
        std::string text;
        for (std::size_t at = span.from; at < span.to; ++at)
            if (trimmed(lines_[at]).starts_with('#'))
                text += std::string(column, ' ') + std::string(trimmed(lines_[at])) + '\n';
        YamlNode list;
        list.kind = YamlNode::Kind::List;
        list.items.push_back(item);
        return text + yamlValue(list, column).substr(1);
    }

    // false: its keys do not stand on lines of their own.
    bool planChanges(const YamlNode& map, YamlLineSpan whole, const std::vector<YamlChange>& changes,
                     std::vector<LineEdit>& edits) const {
        const auto spans = keySpans(map, whole);
        if (spans.empty()) return false;
        const std::size_t first = keyColumn(spans.front());
        std::string added;
        for (const YamlChange& change : changes) {
            const auto at = std::ranges::find_if(
                map.entries, [&change](const YamlEntry& entry) { return entry.key.text == change.key; });
            if (at == map.entries.end() && change.value.isNull()) continue;
            if (at == map.entries.end()) {
                added +=
                    std::string(first, ' ') + yamlText(change.key) + ":" + yamlValue(change.value, first + 2);
                continue;
            }
            const auto place = static_cast<std::size_t>(std::distance(map.entries.begin(), at));
            // The dash stands before the first.
            if (place == 0 && change.value.isNull()) return false;
            planChange(*at, spans[place], change, edits);
        }
        if (!added.empty()) edits.push_back({{spans.back().to, spans.back().to}, std::move(added)});
        return true;
    }

    void planChange(const YamlEntry& entry, YamlLineSpan span, const YamlChange& change,
                    std::vector<LineEdit>& edits) const {
        if (change.value.isNull()) {
            edits.push_back({span, {}});
            return;
        }
        const bool isBlock = entry.value.kind == YamlNode::Kind::Map && entry.value.line > entry.key.line;
        std::vector<LineEdit> inner;
        if (isBlock && change.value.kind == YamlNode::Kind::Map &&
            planChanges(entry.value, {span.from + 1, span.to}, changesBetween(entry.value, change.value),
                        inner)) {
            edits.insert(edits.end(), inner.begin(), inner.end());
            return;
        }
        const std::size_t column = keyColumn(span);
        std::string lines = lines_[span.from].substr(0, column) + yamlText(change.key) + ":" +
                            yamlValue(change.value, column + 2);
        const std::string comment = commentOf(span);
        if (!comment.empty()) lines.insert(lines.find('\n'), "  " + comment);
        edits.push_back({span, std::move(lines)});
    }

    // Of each entry, until the next one begins; nothing where two stand on one line.
    std::vector<YamlLineSpan> keySpans(const YamlNode& map, YamlLineSpan whole) const {
        std::vector<YamlLineSpan> spans;
        for (const auto& [key, value] : map.entries) {
            const auto from = static_cast<std::size_t>(std::max(key.line, 1)) - 1;
            if (from < whole.from || from >= whole.to || (!spans.empty() && from <= spans.back().from))
                return {};
            if (!spans.empty()) spans.back() = withoutTail({spans.back().from, from});
            spans.push_back({from, whole.to});
        }
        if (!spans.empty()) spans.back() = withoutTail(spans.back());
        return spans;
    }

    // After the dash and what stands around it.
    std::size_t keyColumn(YamlLineSpan span) const {
        const std::string& line = lines_[span.from];
        return std::min(line.find_first_not_of(beginsWithDash(line) ? " -" : " "), line.size());
    }

    // At the end of the only line: what may be cut without that the file says anything else.
    std::string commentOf(YamlLineSpan span) const {
        const std::string& line = lines_[span.from];
        for (std::size_t sign = line.find(" #"); span.to == span.from + 1 && sign != std::string::npos;
             sign = line.find(" #", sign + 1))
            if (says(joined({{span, line.substr(0, sign) + "\n"}}), root_))
                return std::string(trimmed(std::string_view(line).substr(sign)));
        return {};
    }

    const std::string key_;
    const std::vector<std::string> lines_;
    YamlNode root_;
    std::optional<YamlProblem> mistake_;
};

}  // namespace

Result<std::string> withItemAdded(std::string_view text, std::string_view list, const YamlNode& item) {
    return YamlEditing(text, list).added(item);
}

Result<std::string> withItemChanged(std::string_view text, std::string_view list, std::size_t place,
                                    const std::vector<YamlChange>& changes) {
    return YamlEditing(text, list).changed(place, changes);
}

Result<std::string> withItemRemoved(std::string_view text, std::string_view list, std::size_t place) {
    return YamlEditing(text, list).removed(place);
}

}  // namespace baro
