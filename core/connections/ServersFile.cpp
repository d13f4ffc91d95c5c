#include "core/connections/ServersFile.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "core/config/ConfigFile.h"

namespace baro::http {
namespace {

constexpr std::size_t mostServers = 100;
constexpr const char* thisMachineKey = "this_machine";
constexpr mode_t rightsOfOthers = S_IRWXG | S_IRWXO;

// As the server labels it: its target has an instance and a job.
std::map<std::string, std::string> thisMachineOf(YamlFields& fields, const YamlNode& node) {
    std::map<std::string, std::string> labels;
    for (auto& [name, value] : fields.texts(node, thisMachineKey))
        labels.emplace(name, value);
    if (!labels.empty() && (labels["instance"].empty() || labels["job"].empty()))
        fields.wrong(YamlFields::lineOf(node, thisMachineKey),
                     fmt::format("\"{}\" wants the labels of its target, instance and job among them",
                                 thisMachineKey));
    return labels;
}

// Nothing where the entry is wrong.
void readServer(YamlFields& fields, const YamlNode& node, const ConnectionPlace& place,
                std::vector<Connection>& servers) {
    const std::size_t before = fields.problemCount();
    if (node.isNull()) fields.wrong(node.line, "a server has at least \"url\"");
    std::vector<std::string_view> keys(connectionKeys.begin(), connectionKeys.end());
    keys.push_back(thisMachineKey);
    if (!fields.isMap(node, keys) || node.isNull()) return;
    Connection server = connectionOf(fields, node, place);
    server.thisMachine = thisMachineOf(fields, node);
    const bool isKnown = std::ranges::find(servers, server.name, &Connection::name) != servers.end();
    if (isKnown)
        fields.wrong(
            node.line,
            fmt::format("a server named \"{}\" stands here twice; give it another \"name\"", server.name));
    if (fields.problemCount() == before) servers.push_back(std::move(server));
}

}  // namespace

ServersFile parseServersFile(std::string_view text, const std::string& path, bool isForAll) {
    YamlFields fields(path);
    ServersFile file;
    const YamlNode root = fields.tree(text);
    const ConnectionPlace connectionPlace{std::filesystem::path(path).parent_path().string(), isForAll, {}};
    std::size_t place = 0;
    if (fields.isMap(root, {"global", "servers", "remote_write"}))
        for (const YamlNode& node : fields.list(root, "servers")) {
            if (file.servers.size() >= mostServers) {
                fields.wrong(node.line, fmt::format("there are more than {} servers", mostServers));
                break;
            }
            readServer(fields, node, connectionPlace, file.servers);
            if (file.servers.size() > file.places.size()) file.places.push_back(place);
            ++place;
        }
    file.problems = fields.problems();
    return file;
}

Result<ConnectionText> readConnectionText(const std::string& path) {
    auto text = readConfigText(path);
    if (!text) return text.error();
    struct stat rights {};
    const bool isForAll = stat(path.c_str(), &rights) != 0 || (rights.st_mode & rightsOfOthers) != 0;
    return ConnectionText{std::move(text).value(), isForAll};
}

ServersFile readServersFile(const std::string& path) {
    if (path.empty()) return {};
    const auto read = readConnectionText(path);
    if (read) return parseServersFile(read->text, path, read->isForAll);
    if (read.error().kind == ErrorKind::Absent) return {};
    return {{}, {{path, 0, read.error().message}}};
}

std::string serversPath(const std::string& settingsPath) {
    if (settingsPath.empty()) return {};
    return (std::filesystem::path(settingsPath).parent_path() / serversFileName).string();
}

}  // namespace baro::http
