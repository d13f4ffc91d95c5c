#include "core/promql/SeriesNotation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/Characters.h"
#include "core/base/Text.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/series/SeriesSource.h"

namespace baro::promql {
namespace {

using PointKind = NotedPoint::Kind;

constexpr std::size_t mostPoints = 1'000'000;

bool takeText(std::string_view& text, std::string_view wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(wanted.size());
    return true;
}

std::string_view takeCharacters(std::string_view& text, bool (*wanted)(char)) {
    const auto end = std::ranges::find_if_not(text, wanted);
    const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

// Length of a number at the start, without its sign; an "x" ends it, so none is hexadecimal.
std::size_t numberLength(std::string_view text) {
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z' && c != 'x') || (c >= 'A' && c <= 'Z'); };
    if (!text.empty() && isLetter(text.front()))
        return static_cast<std::size_t>(std::ranges::find_if_not(text, isLetter) - text.begin());
    std::size_t length = 0;
    const auto peek = [&](std::size_t ahead) {
        return length + ahead < text.size() ? text[length + ahead] : ' ';
    };
    while (isDigit(peek(0)) || peek(0) == '.')
        ++length;
    if (length > 0 && (peek(0) == 'e' || peek(0) == 'E')) {
        length += peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        while (isDigit(peek(0)))
            ++length;
    }
    return length;
}

std::optional<double> takeNumber(std::string_view& text) {
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const std::size_t length = sign + numberLength(text.substr(sign));
    const auto value = readNumber(text.substr(0, length));
    if (value) text.remove_prefix(length);
    return value;
}

std::optional<std::size_t> takeCount(std::string_view& text) {
    const std::string_view digits = takeCharacters(text, isDigit);
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (digits.empty() || error != std::errc{} || count >= mostPoints) return std::nullopt;
    return count;
}

class SeriesNotationReader {
  public:
    explicit SeriesNotationReader(std::string_view line) : text_(line) {}

    Result<NotedSeries> read() {
        Status status = readLabels();
        if (status.ok()) status = readPoints();
        if (!status) return status.error();
        series_.labels = Labels(std::move(pairs_));
        return std::move(series_);
    }

  private:
    Error wrong(std::string_view what) const {
        return malformed(fmt::format("{} before \"{}\"", what, text_));
    }

    Status readLabels() {
        const std::string_view metric =
            takeCharacters(text_, [](char c) { return c != '{' && c != ' ' && c != '\t'; });
        if (!metric.empty()) pairs_.emplace_back(metricNameLabel, metric);
        if (!takeText(text_, "{")) return metric.empty() ? Status(wrong("no series")) : Done{};
        for (;;) {
            text_ = trimmed(text_);
            if (takeText(text_, "}")) return Done{};
            if (const Status status = readLabel(); !status) return status;
            text_ = trimmed(text_);
            if (!takeText(text_, ",") && !text_.starts_with('}')) return wrong("no comma");
        }
    }

    // name="value", or a quoted metric name.
    Status readLabel() {
        std::string name;
        const bool isQuoted = text_.starts_with('"') || text_.starts_with('\'') || text_.starts_with('`');
        if (isQuoted) {
            const auto quoted = takeString();
            if (!quoted) return quoted.error();
            name = *quoted;
        } else {
            name = takeCharacters(text_, [](char c) {
                return isDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            });
        }
        text_ = trimmed(text_);
        if (isQuoted && !text_.starts_with('=')) {
            pairs_.emplace_back(metricNameLabel, std::move(name));
            return Done{};
        }
        if (name.empty() || !takeText(text_, "=")) return wrong("no label");
        text_ = trimmed(text_);
        const auto value = takeString();
        if (!value) return value.error();
        pairs_.emplace_back(std::move(name), *value);
        return Done{};
    }

    Result<std::string> takeString() {
        if (!text_.starts_with('"') && !text_.starts_with('\'') && !text_.starts_with('`'))
            return wrong("no quoted text");
        const StringEnd end = endOfString(text_);
        if (end.error) return malformed(*end.error);
        std::string value = unquoted(text_.substr(0, end.bytes));
        text_.remove_prefix(end.bytes);
        return value;
    }

    Status readPoints() {
        for (text_ = trimmed(text_); !text_.empty(); text_ = trimmed(text_)) {
            if (const Status status = readPoint(); !status) return status;
            if (!text_.empty() && text_.front() != ' ' && text_.front() != '\t') return wrong("no blank");
        }
        return Done{};
    }

    Status readPoint() {
        if (takeText(text_, "_")) return readTimes({}, 0, false);
        if (takeText(text_, "stale")) return append({PointKind::Number, staleMarker()});
        if (text_.starts_with("{{")) return readHistogram();
        const auto value = takeNumber(text_);
        if (!value) return wrong("no point");
        double step = 0;
        if (text_.starts_with('+') || text_.starts_with('-')) {
            const auto given = takeNumber(text_);
            if (!given || !text_.starts_with('x')) return wrong("no step");
            step = *given;
        }
        return readTimes({PointKind::Number, *value}, step, true);
    }

    Status readHistogram() {
        do {
            const std::size_t end = text_.find("}}");
            if (end == std::string_view::npos) return wrong("no end of the histogram");
            text_.remove_prefix(end + 2);
        } while (takeText(text_, "+") || takeText(text_, "-"));
        return readTimes({PointKind::Histogram, 0}, 0, true);
    }

    // "xN", when it stands there: N points, and of samples one more.
    Status readTimes(NotedPoint point, double step, bool oneMore) {
        if (!takeText(text_, "x")) return append(point);
        const auto count = takeCount(text_);
        if (!count) return wrong("no count");
        for (std::size_t i = 0; i < *count + (oneMore ? 1 : 0); ++i, point.value += step)
            if (const Status status = append(point); !status) return status;
        return Done{};
    }

    Status append(NotedPoint point) {
        if (series_.points.size() >= mostPoints) return wrong("too many points");
        series_.points.push_back(point);
        return Done{};
    }

    std::string_view text_;
    std::vector<std::pair<std::string, std::string>> pairs_;
    NotedSeries series_;
};

}  // namespace

bool NotedSeries::hasHistograms() const {
    return std::ranges::find(points, PointKind::Histogram, &NotedPoint::kind) != points.end();
}

Result<NotedSeries> parseSeries(std::string_view line) {
    return SeriesNotationReader(trimmed(line)).read();
}

}  // namespace baro::promql
