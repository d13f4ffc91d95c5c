#include "core/remotewrite/RemoteWriteFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/Characters.h"
#include "core/connections/ServersFile.h"
#include "core/promql/NumberScan.h"

namespace baro::remotewrite {
namespace {

constexpr std::size_t mostServers = 20;
constexpr std::int64_t leastInterval = 1'000;  // milliseconds
constexpr std::int64_t mostInterval =
    300'000;  // longer, and Prometheus would take a series for gone in between

constexpr std::array<std::string_view, 3> ownKeys{"interval", "since", "write_relabel_configs"};

Windows windowsOf(YamlFields& fields, const YamlNode& node) {
    Windows windows;
    const auto interval = fields.milliseconds(node, "interval");
    if (!interval) return windows;
    if (*interval < leastInterval || *interval > mostInterval)
        fields.wrong(YamlFields::lineOf(node, "interval"), "\"interval\" is from 1s to 5m");
    else
        windows.interval = *interval;
    return windows;
}

Since sinceOf(YamlFields& fields, const YamlNode& node) {
    const std::string text = fields.text(node, "since");
    if (text.empty() || text == "now") return {};
    if (text == "beginning") return {Since::Kind::Beginning};
    if (const auto ago = promql::durationOfText(text); ago && *ago > 0) return {Since::Kind::Ago, *ago};
    fields.wrong(YamlFields::lineOf(node, "since"),
                 "\"since\" is now, beginning, or how long ago, such as 9h");
    return {};
}

std::vector<std::string> itemTexts(YamlFields& fields, const YamlNode& node, std::string_view key) {
    std::vector<std::string> texts;
    for (const YamlNode& item : fields.list(node, key))
        texts.push_back(fields.itemText(item));
    return texts;
}

// An empty text is a text; without the key there is what Prometheus puts there.
void takeText(YamlFields& fields, const YamlNode& node, std::string_view key, std::string& text) {
    if (YamlFields::find(node, key) != nullptr) text = fields.text(node, key);
}

RelabelRule ruleOf(YamlFields& fields, const YamlNode& node) {
    RelabelRule rule;
    if (!fields.isMap(node, {"source_labels", "separator", "regex", "target_label", "replacement", "action"}))
        return rule;
    rule.sourceLabels = itemTexts(fields, node, "source_labels");
    takeText(fields, node, "separator", rule.separator);
    takeText(fields, node, "regex", rule.regex);
    takeText(fields, node, "target_label", rule.targetLabel);
    takeText(fields, node, "replacement", rule.replacement);
    const std::string action = fields.text(node, "action");
    if (action.empty()) return rule;
    if (const auto known = relabelActionOf(action))
        rule.action = *known;
    else
        fields.wrong(YamlFields::lineOf(node, "action"),
                     "\"action\" is one of replace, keep, drop, keepequal, dropequal, lowercase, uppercase, "
                     "labelmap, labeldrop and labelkeep");
    return rule;
}

RelabelRules rulesOf(YamlFields& fields, const YamlNode& node) {
    std::vector<RelabelRule> rules;
    for (const YamlNode& item : fields.list(node, "write_relabel_configs"))
        rules.push_back(ruleOf(fields, item));
    auto compiled = RelabelRules::compile(rules);
    if (compiled) return std::move(compiled).value();
    fields.wrong(YamlFields::lineOf(node, "write_relabel_configs"), compiled.error().message);
    return {};
}

bool isMapOfServer(YamlFields& fields, const YamlNode& node) {
    std::vector<std::string_view> keys(http::connectionKeys.begin(), http::connectionKeys.end());
    keys.insert(keys.end(), ownKeys.begin(), ownKeys.end());
    if (node.isNull()) fields.wrong(node.line, "a server that is written to has at least \"url\"");
    return fields.isMap(node, keys) && !node.isNull();
}

// Nothing where the entry is wrong.
void readServer(YamlFields& fields, const YamlNode& node, const http::ConnectionPlace& place,
                std::vector<WrittenServer>& servers) {
    const std::size_t before = fields.problemCount();
    if (!isMapOfServer(fields, node)) return;
    WrittenServer server;
    server.connection = http::connectionOf(fields, node, place);
    const std::string name = fields.text(node, "name");
    server.key = name.empty() ? server.connection.url : name;
    server.windows = windowsOf(fields, node);
    server.since = sinceOf(fields, node);
    server.rules = rulesOf(fields, node);
    if (std::ranges::find(servers, server.key, &WrittenServer::key) != servers.end())
        fields.wrong(node.line,
                     fmt::format("{} is written to twice; give one of them another \"name\"", server.key));
    if (fields.problemCount() == before) servers.push_back(std::move(server));
}

TextPairs externalLabelsOf(YamlFields& fields, const YamlNode& root) {
    TextPairs labels;
    const YamlNode* const global = YamlFields::find(root, "global");
    if (global == nullptr || !fields.isMap(*global, {"external_labels"})) return labels;
    for (auto& [name, value] : fields.texts(*global, "external_labels")) {
        if (isLabelName(name))
            labels.emplace_back(name, value);
        else
            fields.wrong(YamlFields::lineOf(*global, "external_labels"),
                         fmt::format("\"{}\" is no name of a label", name));
    }
    return labels;
}

}  // namespace

RemoteWriteFile parseRemoteWrite(std::string_view text, const std::string& path, bool isForAll) {
    YamlFields fields(path);
    RemoteWriteFile file;
    const YamlNode root = fields.tree(text);
    std::size_t place = 0;
    const http::ConnectionPlace connectionPlace{
        std::filesystem::path(path).parent_path().string(), isForAll, {}};
    file.externalLabels = externalLabelsOf(fields, root);
    for (const YamlNode& node : fields.list(root, "remote_write")) {
        if (file.servers.size() >= mostServers) {
            fields.wrong(node.line, fmt::format("there are more than {} servers to write to", mostServers));
            break;
        }
        readServer(fields, node, connectionPlace, file.servers);
        if (file.servers.size() > file.places.size()) file.places.push_back(place);
        ++place;
    }
    file.problems = fields.problems();
    return file;
}

RemoteWriteFile readRemoteWrite(const std::string& path) {
    if (path.empty()) return {};
    const auto read = http::readConnectionText(path);
    if (read) return parseRemoteWrite(read->text, path, read->isForAll);
    if (read.error().kind == ErrorKind::Absent) return {};
    return {{}, {}, {{path, 0, read.error().message}}};
}

}  // namespace baro::remotewrite
