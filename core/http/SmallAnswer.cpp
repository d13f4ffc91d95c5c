#include "core/http/SmallAnswer.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace baro::http {
namespace {

// What is beyond what is kept is read on for a while, so that the connection can be kept.
constexpr std::size_t mostBytesRead = 64 * 1024;

struct Reading {
    std::optional<SmallAnswer> answer;
    std::size_t read = 0;
};

}  // namespace

std::unique_ptr<Carriage> carryForSmallAnswer(HttpCarrier& carrier, Request request, std::size_t mostBytes,
                                              SmallAnswerTold told) {
    const auto reading = std::make_shared<Reading>();
    Receiver receiver;
    receiver.head = [reading](const AnswerHead& head) { reading->answer = SmallAnswer{head, {}}; };
    receiver.bytes = [reading, mostBytes](std::string_view bytes) {
        std::string& body = reading->answer->body;
        body += bytes.substr(0, mostBytes - std::min(mostBytes, body.size()));
        reading->read += bytes.size();
        return reading->read < mostBytesRead;
    };
    receiver.done = [reading, told = std::move(told)](const Status& outcome) {
        if (reading->answer)
            told(*std::exchange(reading->answer, std::nullopt));
        else
            told(outcome ? malformed("it does not answer in HTTP") : outcome.error());
    };
    return carrier.carry(std::move(request), std::move(receiver));
}

std::string inOneLine(std::string_view text, std::size_t mostBytes) {
    std::string line;
    for (const char c : text.substr(0, mostBytes)) {
        const bool isBlank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
        if (!isBlank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

}  // namespace baro::http
