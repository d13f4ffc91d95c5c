// Asks for an answer of which little is kept: where the status is what matters.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/http/HttpCarrier.h"

namespace baro::http {

struct SmallAnswer {
    AnswerHead head;
    std::string body;  // its first bytes
};
using SmallAnswerTold = std::function<void(Result<SmallAnswer>)>;

// told: once, on the carrier's thread. A server that has sent its status has answered, even where the rest of
// its answer was cut, stopped or had no end.
[[nodiscard]] std::unique_ptr<Carriage> carryForSmallAnswer(HttpCarrier& carrier, Request request,
                                                            std::size_t mostBytes, SmallAnswerTold told);

// A text of a server in one line: blanks and control characters become single blanks; cut after so many
// bytes.
std::string inOneLine(std::string_view text, std::size_t mostBytes = 200);

}  // namespace baro::http
