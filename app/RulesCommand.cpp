#include "app/RulesCommand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/RuleFiles.h"
#include "core/alerts/RuleTestFile.h"
#include "core/alerts/RuleTestRun.h"
#include "core/base/Escape.h"

namespace baro::app {
namespace {

void printProblem(const std::string& line) {
    std::fprintf(stderr, "%s\n", line.c_str());
}

bool checkRuleFile(const std::string& path) {
    const alerts::RuleFileReading reading = readRuleFile(path);
    for (const FileProblem& problem : reading.problems)
        printProblem(toString(problem));
    if (!reading.ok()) return false;
    for (const FileProblem& duplicate : duplicatesIn(reading.file))
        printProblem("warning: " + toString(duplicate));
    fmt::print("{}: {} rules found\n", escapedForTerminal(path), reading.file.ruleCount());
    return true;
}

// All that keeps the file from passing.
std::vector<std::string> failuresOfFile(const std::string& path, alerts::PrometheusVersion version) {
    const auto text = readSmallFile(path);
    if (!text) return {text.error().message};
    const alerts::RuleTestFileReading reading = alerts::parseRuleTestFile(*text, path);
    std::vector<std::string> failures;
    const auto take = [&failures](const std::vector<FileProblem>& problems) {
        for (const FileProblem& problem : problems)
            failures.push_back(toString(problem));
    };
    take(reading.problems);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    std::vector<alerts::RuleFile> rules;
    for (const std::string& pattern : reading.file.rulePatterns) {
        const auto files = filesMatching(folder, pattern);
        if (files.empty())
            printProblem("  WARNING: no file match pattern " +
                         escapedForTerminal((std::filesystem::path(folder) / pattern).string()));
        for (const std::string& file : files) {
            auto rule = readRuleFile(file);
            take(rule.problems);
            rules.push_back(std::move(rule.file));
        }
    }
    if (!failures.empty()) return failures;
    for (const alerts::RuleTest& test : reading.file.tests)
        for (std::string& failure : alerts::failuresOf(test, reading.file, rules, version))
            failures.push_back(std::move(failure));
    return failures;
}

// Lines stay lines; what else would act on a terminal is shown.
std::string shownLines(const std::string& text) {
    std::string shown;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        shown.append(from > 0 ? "\n" : "").append(escapedForTerminal(text.substr(from, end - from)));
        from = end + 1;
    }
    return shown;
}

}  // namespace

int checkRules(const CommandLine& line) {
    bool isGood = true;
    for (const std::string& path : line.files)
        isGood = checkRuleFile(path) && isGood;
    return isGood ? 0 : 1;
}

int testRules(const CommandLine& line) {
    const auto version =
        line.likePrometheus3 ? alerts::PrometheusVersion::Three : alerts::PrometheusVersion::Two;
    bool isGood = true;
    for (const std::string& path : line.files) {
        fmt::print("Unit Testing:  {}\n", escapedForTerminal(path));
        std::fflush(stdout);
        const auto failures = failuresOfFile(path, version);
        if (failures.empty()) {
            fmt::print("  SUCCESS\n\n");
            continue;
        }
        isGood = false;
        printProblem("  FAILED:");
        for (const std::string& failure : failures)
            printProblem(shownLines(failure) + "\n");
    }
    return isGood ? 0 : 1;
}

}  // namespace baro::app
