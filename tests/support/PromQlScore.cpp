// Prints how many evals of each script in a folder pass, fail and are skipped, and each failure to the
// standard error. usage: promql_score FOLDER. Exits with 1 when an eval fails.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/PromQlRunner.h"

namespace {

using namespace baro;

std::string readAll(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::filesystem::path> scriptsIn(const char* folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".test") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

void print(const std::string& name, int passed, int failed, int skipped) {
    fmt::print("{:<28}{:>5} passed{:>5} failed{:>5} skipped{:>6} in all\n", name, passed, failed, skipped,
               passed + failed + skipped);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (const auto& file : scriptsIn(arguments[1])) {
        const auto score = tests::runScript(readAll(file));
        if (!score) {
            fmt::print(stderr, "{}: {}\n", file.filename().string(), score.error().message);
            ++failed;
            continue;
        }
        for (const tests::ScriptFailure& failure : score->failures)
            fmt::print(stderr, "{}:{}: {}\n    {}\n", file.filename().string(), failure.line,
                       failure.expression, failure.reason);
        print(file.filename().string(), score->passed, static_cast<int>(score->failures.size()),
              score->skipped);
        passed += score->passed;
        failed += static_cast<int>(score->failures.size());
        skipped += score->skipped;
    }
    print("all", passed, failed, skipped);
    return failed == 0 && passed > 0 ? 0 : 1;
}
