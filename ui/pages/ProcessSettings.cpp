#include "ui/pages/ProcessSettings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Numbers.h"
#include "ui/models/ProcessColumns.h"

namespace baro::ui {
namespace {

constexpr std::array<std::pair<Arrangement, std::string_view>, 6> arrangementNames{{
    {Arrangement::Flat, "table"},
    {Arrangement::Tree, "tree"},
    {Arrangement::ByApplication, "apps"},
    {Arrangement::ByUser, "users"},
    {Arrangement::ByUnit, "units"},
    {Arrangement::ByContainer, "containers"},
}};

std::vector<ProcessField> usualColumns() {
    std::vector<ProcessField> fields;
    for (const ProcessFieldInfo& info : processFields())
        if (processColumn(info.field).usual) fields.push_back(info.field);
    return fields;
}

void appendWord(std::string& list, std::string_view word) {
    if (!list.empty()) list += ',';
    list += word;
}

constexpr int narrowest = 24;
constexpr int widest = 4000;

}  // namespace

std::string_view arrangementWord(Arrangement arrangement) {
    return std::find_if(arrangementNames.begin(), arrangementNames.end(),
                        [arrangement](const auto& row) { return row.first == arrangement; })
        ->second;
}

Arrangement arrangementFrom(std::string_view word) {
    const auto found = std::find_if(arrangementNames.begin(), arrangementNames.end(),
                                    [word](const auto& row) { return row.second == word; });
    return found == arrangementNames.end() ? Arrangement::Flat : found->first;
}

std::vector<ProcessField> columnsFrom(const std::vector<std::string>& words) {
    std::vector<ProcessField> fields;
    for (const std::string& word : words) {
        const ProcessFieldInfo* const info = findProcessField(word);
        if (info && std::find(fields.begin(), fields.end(), info->field) == fields.end())
            fields.push_back(info->field);
    }
    if (fields.empty()) return usualColumns();
    if (std::find(fields.begin(), fields.end(), ProcessField::Name) == fields.end())
        fields.insert(fields.begin(), ProcessField::Name);
    return fields;
}

std::string columnWords(const std::vector<ProcessField>& fields) {
    if (fields == usualColumns()) return {};
    std::string words;
    for (const ProcessField field : fields)
        appendWord(words, processField(field).word);
    return words;
}

std::map<ProcessField, int> widthsFrom(const std::vector<std::string>& words) {
    std::map<ProcessField, int> widths;
    for (const std::string_view word : words) {
        const auto equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        const ProcessFieldInfo* const info = findProcessField(word.substr(0, equals));
        const auto width = parseNumber<int>(word.substr(equals + 1));
        if (info && width && *width >= narrowest && *width <= widest) widths[info->field] = *width;
    }
    return widths;
}

std::string widthWords(const std::map<ProcessField, int>& widths) {
    std::string words;
    for (const auto& [field, width] : widths)
        appendWord(words, std::string(processField(field).word) + '=' + std::to_string(width));
    return words;
}

}  // namespace baro::ui
