// Runs scripts of queries over parser, engine and a SampleStore, and keeps the score.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "tests/support/PromQlScript.h"

namespace baro::tests {

struct ScriptFailure {
    int line = 0;
    std::string expression;
    std::string reason;
};

struct ScriptScore {
    int passed = 0;
    // Evals that come by samples of native histograms, or expect one, and cannot be right without them. Where
    // they change nothing, because only the plain numbers count, the eval passes.
    int skipped = 0;
    std::vector<ScriptFailure> failures;

    int total() const { return passed + skipped + static_cast<int>(failures.size()); }
};

// Fails only on a text that is no script.
Result<ScriptScore> runScript(std::string_view text);

}  // namespace baro::tests
