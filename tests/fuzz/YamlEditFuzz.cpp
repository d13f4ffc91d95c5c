#include "core/yaml/YamlEdit.h"

#include <variant>

#include "core/yaml/YamlFields.h"
#include "core/yaml/YamlText.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

std::size_t itemsIn(std::string_view text) {
    const auto parsed = parseYaml(text);
    fuzz::require(std::holds_alternative<YamlNode>(parsed));
    const YamlNode* const list = YamlFields::find(std::get<YamlNode>(parsed), "servers");
    return list == nullptr ? 0 : list->items.size();
}

}  // namespace

// What is edited can be read, and has as many items as it should have.
BARO_FUZZ_TARGET(YamlEditFuzz, text) {
    if (text.size() > 4000) return;
    const auto parsed = parseYaml(text);
    if (std::holds_alternative<YamlProblem>(parsed)) {
        (void)withItemAdded(text, "servers", yamlScalar("x"));
        return;
    }
    const std::size_t before = itemsIn(text);
    YamlNode item;
    setYaml(item, "url", yamlScalar(text.substr(0, 20)));
    const auto added = withItemAdded(text, "servers", item);
    fuzz::require(!added || itemsIn(*added) == before + 1);
    for (std::size_t place = 0; place < before; ++place) {
        const auto changed =
            withItemChanged(text, "servers", place, {{"url", {}}, {"name", yamlScalar("# x")}, {"a", item}});
        fuzz::require(!changed || itemsIn(*changed) == before);
        const auto removed = withItemRemoved(text, "servers", place);
        fuzz::require(!removed || itemsIn(*removed) == before - 1);
    }
}
