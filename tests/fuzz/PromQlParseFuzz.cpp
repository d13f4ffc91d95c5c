#include "core/promql/Completion.h"
#include "core/promql/Lexer.h"
#include "core/promql/Parser.h"
#include "core/promql/SameTree.h"
#include "tests/fuzz/FuzzInput.h"

namespace {

using namespace baro::promql;

void requireOrder(std::string_view text) {
    std::uint32_t end = 0;
    for (const Token& token : tokens(text)) {
        baro::fuzz::require(token.at.from >= end && token.at.from <= token.at.to &&
                            token.at.to <= text.size());
        end = token.at.to;
    }
}

void requireCompletion(std::string_view text) {
    for (const std::size_t cursor : {std::size_t{0}, text.size() / 3, text.size() / 2, text.size()}) {
        const CompletionContext context = completionAt(text, cursor);
        if (context.wanted == CompletionContext::Wanted::Nothing) continue;
        baro::fuzz::require(context.replace.from <= cursor && cursor <= context.replace.to);
        baro::fuzz::require(context.replace.to <= text.size());
    }
}

}  // namespace

// Tokens lie in the text one after the other, errors point into it, and what is understood is printed as a
// text that means the same and is printed alike.
BARO_FUZZ_TARGET(PromQlParseFuzz, text) {
    requireOrder(text);
    requireCompletion(text);
    const Parsed parsed = parse(text);
    if (!parsed.ok()) {
        const TextRange at = parsed.error().at;
        baro::fuzz::require(at.from <= at.to && at.to <= text.size());
        baro::fuzz::require(!toString(parsed.error(), text).empty());
        return;
    }
    const std::string printed = toString(*parsed.expression());
    const Parsed again = parse(printed);
    baro::fuzz::require(again.ok() && sameTree(*parsed.expression(), *again.expression()));
    baro::fuzz::require(toString(*again.expression()) == printed);
}
