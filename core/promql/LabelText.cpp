#include "core/promql/LabelText.h"

#include "core/base/Characters.h"
#include "core/promql/Quoting.h"

namespace baro::promql {

std::string labelText(const Labels& labels) {
    std::string text = "{";
    for (const auto& [name, value] : labels.pairs()) {
        if (text.size() > 1) text += ", ";
        text += (isLabelName(name) ? name : quoted(name)) + '=' + quoted(value);
    }
    return text += '}';
}

}  // namespace baro::promql
