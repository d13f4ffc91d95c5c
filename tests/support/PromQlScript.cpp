#include "tests/support/PromQlScript.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Text.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"

namespace baro::tests {
namespace {

using ExpectedKind = Expectation::Kind;
using Match = Expectation::Match;

Result<std::int64_t> timeOf(std::string_view text) {
    if (text == "0") return 0;
    const bool negative = text.starts_with('-');
    const auto time = promql::durationMilliseconds(text.substr(negative ? 1 : 0));
    if (!time) return time.error();
    return negative ? -*time : *time;
}

bool takeWord(std::string_view& line, std::string_view word) {
    std::string_view rest = line;
    if (takeField(rest) != word) return false;
    line = trimmed(rest);
    return true;
}

Result<std::int64_t> takeTime(std::string_view& line, std::string_view word) {
    if (!takeWord(line, word)) return malformed(fmt::format("no \"{}\" before \"{}\"", word, line));
    const auto time = timeOf(takeField(line));
    line = trimmed(line);
    return time;
}

std::optional<ExpectedKind> kindOf(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, ExpectedKind>, 6> words{
        {{"fail", ExpectedKind::Fail},
         {"warn", ExpectedKind::Warn},
         {"info", ExpectedKind::Info},
         {"no_warn", ExpectedKind::NoWarn},
         {"no_info", ExpectedKind::NoInfo},
         {"ordered", ExpectedKind::Ordered}}};
    for (const auto& [name, kind] : words)
        if (name == word) return kind;
    return std::nullopt;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : rest_(text) { advance(); }

    Result<std::vector<Command>> parse() {
        while (line_) {
            if (line_->empty()) {
                advance();
                continue;
            }
            if (const Status status = readCommand(); !status)
                return malformed(fmt::format("line {}: {}", number_, status.error().message));
        }
        return std::move(commands_);
    }

  private:
    // A comment is an empty line, which ends a command.
    void advance() {
        line_ = takeLine(rest_);
        if (!line_) return;
        ++number_;
        line_ = trimmed(*line_);
        if (line_->starts_with('#')) line_ = std::string_view();
    }
    bool atBody() const { return line_ && !line_->empty(); }

    Status readCommand() {
        std::string_view line = *line_;
        const std::string_view word = takeField(line);
        line = trimmed(line);
        if (word == "clear") {
            commands_.emplace_back(Clear{});
            advance();
            return Done{};
        }
        if (word == "load" || word == "load_with_nhcb") return readLoad(line, word != "load");
        if (word == "eval") return readEval(line, {});
        if (word.starts_with("eval_")) return readEval(line, word.substr(5));
        return malformed(fmt::format("no command: {}", word));
    }

    Status readLoad(std::string_view line, bool alsoCustomBuckets) {
        const auto step = timeOf(line);
        if (!step) return step.error();
        Load load{*step, {}, alsoCustomBuckets};
        for (advance(); atBody(); advance()) {
            auto series = promql::parseSeries(*line_);
            if (!series) return series.error();
            load.series.push_back(std::move(*series));
        }
        commands_.emplace_back(std::move(load));
        return Done{};
    }

    Status readEval(std::string_view line, std::string_view oldExpectation) {
        Eval eval;
        eval.line = number_;
        if (!oldExpectation.empty()) {
            const auto kind = kindOf(oldExpectation);
            if (!kind) return malformed(fmt::format("eval_{} is no command", oldExpectation));
            eval.expectations.push_back({*kind, Match::Anything, {}});
        }
        if (const Status status = readTimes(line, eval); !status) return status;
        eval.expression = line;
        for (advance(); atBody(); advance())
            if (const Status status = readExpected(eval); !status) return status;
        commands_.emplace_back(std::move(eval));
        return Done{};
    }

    static Status readTimes(std::string_view& line, Eval& eval) {
        eval.isRange = takeWord(line, "range");
        if (!eval.isRange && !takeWord(line, "instant")) return malformed("neither instant nor range");
        const auto start = takeTime(line, eval.isRange ? "from" : "at");
        if (!start) return start.error();
        eval.start = eval.end = *start;
        if (!eval.isRange) return Done{};
        const auto end = takeTime(line, "to");
        if (!end) return end.error();
        const auto step = takeTime(line, "step");
        if (!step) return step.error();
        if (*end < *start || *step <= 0) return malformed("no steps");
        eval.end = *end;
        eval.step = *step;
        return Done{};
    }

    Status readExpected(Eval& eval) {
        std::string_view line = *line_;
        if (takeWord(line, "expect")) return readExpectation(line, eval);
        if (takeWord(line, "expected_fail_message")) return replaceFail(eval, Match::Text, line);
        if (takeWord(line, "expected_fail_regexp")) return replaceFail(eval, Match::Regex, line);
        if (const auto number = promql::readNumber(line)) {
            eval.scalar = *number;
            return Done{};
        }
        if (line.starts_with('"')) {
            eval.text = promql::unquoted(line);
            return Done{};
        }
        auto series = promql::parseSeries(line);
        if (!series) return series.error();
        eval.series.push_back(std::move(*series));
        return Done{};
    }

    static Status readExpectation(std::string_view line, Eval& eval) {
        const std::string_view word = takeField(line);
        const auto kind = kindOf(word);
        if (!kind) return malformed(fmt::format("{} cannot be expected", word));
        line = trimmed(line);
        Expectation expectation{*kind, Match::Anything, {}};
        if (takeWord(line, "msg:"))
            expectation.match = Match::Text;
        else if (takeWord(line, "regex:"))
            expectation.match = Match::Regex;
        else if (!line.empty())
            return malformed(fmt::format("neither msg: nor regex: {}", line));
        expectation.text = line;
        eval.expectations.push_back(std::move(expectation));
        return Done{};
    }

    static Status replaceFail(Eval& eval, Match match, std::string_view text) {
        if (!eval.expects(ExpectedKind::Fail)) return malformed("no failure is expected");
        std::erase_if(eval.expectations, [](const Expectation& e) { return e.kind == ExpectedKind::Fail; });
        eval.expectations.push_back({ExpectedKind::Fail, match, std::string(text)});
        return Done{};
    }

    std::string_view rest_;
    std::optional<std::string_view> line_;
    int number_ = 0;
    std::vector<Command> commands_;
};

}  // namespace

bool Eval::expects(ExpectedKind kind) const {
    return std::ranges::find(expectations, kind, &Expectation::kind) != expectations.end();
}

Result<std::vector<Command>> parseScript(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace baro::tests
