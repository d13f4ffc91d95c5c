#include "core/templates/Template.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// Whatever the text, its expansion ends, stays small, and is the same again.
BARO_FUZZ_TARGET(TemplateFuzz, text) {
    const alerts::AlertText parsed{std::string(text), "A"};
    const alerts::TemplateData data{{{"device", "sda"}}, {{"site", "home"}}, "http://host/path", 1234.5};
    alerts::TemplateEnvironment environment;
    environment.query = [](const std::string&) -> Result<alerts::TemplateVector> {
        return alerts::TemplateVector{
            std::make_shared<const alerts::TemplateSample>(alerts::TemplateSample{{{"device", "sdb"}}, 2})};
    };
    environment.mostBytes = 10'000;
    const std::string expanded = parsed.expanded(data, environment);
    fuzz::require(expanded.size() <= 10'000 + text.size() + 100'000);
    fuzz::require(expanded == parsed.expanded(data, environment));
}
