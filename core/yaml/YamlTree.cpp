#include "core/yaml/YamlTree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/base/Escape.h"

namespace baro {
namespace {

// Thrown through the library's parser, and caught in this file.
struct Refusal {
    YamlProblem problem;
};

int lineOf(const YAML::Mark& mark) {
    return std::max(mark.line, 0) + 1;
}

class TreeBuilder final : public YAML::EventHandler {
  public:
    explicit TreeBuilder(const YamlLimits& limits) : limits_(limits) {}

    YamlNode takeRoot() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(begun(mark, YamlNode::Kind::Null), anchor);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode node = begun(mark, YamlNode::Kind::Scalar);
        node.text = value;
        node.isQuoted = tag != "?";
        add(std::move(node), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto known = anchors_.find(anchor);
        if (known == anchors_.end()) throw Refusal{{lineOf(mark), "an alias stands inside what it means"}};
        count(lineOf(mark), sizeOf(known->second));
        add(known->second, 0);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(begun(mark, YamlNode::Kind::List), anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(begun(mark, YamlNode::Kind::Map), anchor);
    }
    void OnMapEnd() override {
        mergeInto(open_.back().node);
        close();
    }

  private:
    struct Open {
        YamlNode node;
        YAML::anchor_t anchor = 0;
        std::vector<YamlNode> key;  // of the entry that is being read, when it was read
    };

    YamlNode begun(const YAML::Mark& mark, YamlNode::Kind kind) {
        count(lineOf(mark), 1);
        YamlNode node;
        node.kind = kind;
        node.line = lineOf(mark);
        return node;
    }

    void count(int line, std::size_t nodes) {
        nodes_ += nodes;
        if (nodes_ > limits_.nodes) throw Refusal{{line, fmt::format("more than {} values", limits_.nodes)}};
    }

    // Long texts count for more: aliases copy them.
    static std::size_t sizeOf(const YamlNode& node) {
        std::size_t size = 1 + node.text.size() / 32;
        for (const YamlNode& item : node.items)
            size += sizeOf(item);
        for (const auto& [key, value] : node.entries)
            size += sizeOf(key) + sizeOf(value);
        return size;
    }
    static int depthOf(const YamlNode& node) {
        int depth = 0;
        for (const YamlNode& item : node.items)
            depth = std::max(depth, depthOf(item));
        for (const auto& [key, value] : node.entries)
            depth = std::max({depth, depthOf(key), depthOf(value)});
        return depth + 1;
    }

    void open(YamlNode node, YAML::anchor_t anchor) {
        if (static_cast<int>(open_.size()) >= limits_.depth)
            throw Refusal{{node.line, fmt::format("nested deeper than {} levels", limits_.depth)}};
        open_.push_back({std::move(node), anchor, {}});
    }
    void close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        add(std::move(done.node), done.anchor);
    }

    void add(YamlNode node, YAML::anchor_t anchor) {
        if (static_cast<int>(open_.size()) + depthOf(node) > limits_.depth + 1)
            throw Refusal{{node.line, fmt::format("nested deeper than {} levels", limits_.depth)}};
        if (anchor != 0) anchors_.insert_or_assign(anchor, node);
        if (open_.empty()) {
            root_ = std::move(node);
        } else if (Open& parent = open_.back(); parent.node.kind == YamlNode::Kind::List) {
            parent.node.items.push_back(std::move(node));
        } else if (parent.key.empty()) {
            parent.key.push_back(std::move(node));
        } else {
            parent.node.entries.push_back({std::move(parent.key.front()), std::move(node)});
            parent.key.clear();
        }
    }

    // "<<: *base" and "<<: [*a, *b]": entries of the others that this map does not have itself.
    void mergeInto(YamlNode& map) {
        const auto isMerge = [](const auto& entry) {
            return entry.key.isScalar() && !entry.key.isQuoted && entry.key.text == "<<";
        };
        const auto first = std::ranges::find_if(map.entries, isMerge);
        if (first == map.entries.end()) return;
        const YamlNode merged = std::move(first->value);
        map.entries.erase(first);
        std::set<std::string> known;
        for (const auto& [key, value] : map.entries)
            known.insert(key.text);
        const std::vector<YamlNode> single(merged.kind == YamlNode::Kind::List ? 0 : 1, merged);
        for (const YamlNode& base : merged.kind == YamlNode::Kind::List ? merged.items : single) {
            if (base.kind != YamlNode::Kind::Map)
                throw Refusal{{merged.line, "\"<<\" wants a map, or a list of maps"}};
            for (const auto& entry : base.entries)
                if (known.insert(entry.key.text).second) map.entries.push_back(entry);
        }
    }

    const YamlLimits& limits_;
    std::size_t nodes_ = 0;
    std::map<YAML::anchor_t, YamlNode> anchors_;
    std::vector<Open> open_;
    YamlNode root_;
};

}  // namespace

std::variant<YamlNode, YamlProblem> parseYaml(std::string_view text, const YamlLimits& limits) {
    if (text.size() > limits.bytes) return YamlProblem{1, fmt::format("longer than {} bytes", limits.bytes)};
    try {
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        TreeBuilder builder(limits);
        parser.HandleNextDocument(builder);
        return builder.takeRoot();
    } catch (const Refusal& refusal) {
        return refusal.problem;
    } catch (const YAML::Exception& exception) {
        return YamlProblem{lineOf(exception.mark), escapedForTerminal(exception.msg)};
    }
}

}  // namespace baro
