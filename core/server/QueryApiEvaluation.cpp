// The routes that evaluate: query and query_range.
#include <algorithm>
#include <limits>
#include <optional>
#include <stop_token>

#include "core/promql/Parser.h"
#include "core/promql/Quoting.h"
#include "core/server/ApiJson.h"
#include "core/server/ApiParameters.h"
#include "core/server/QueryApi.h"

namespace baro {
namespace {

constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;
constexpr std::int64_t mostPoints = 11'000;
// How often a long evaluation looks whether its client is still there.
constexpr Nanoseconds abandonmentInterval = std::chrono::milliseconds(50);

ApiErrorType typeOf(promql::QueryError::Kind kind) {
    switch (kind) {
        case promql::QueryError::Kind::BadData:
            return ApiErrorType::BadData;
        case promql::QueryError::Kind::Execution:
            return ApiErrorType::Execution;
        case promql::QueryError::Kind::Timeout:
            return ApiErrorType::Timeout;
        case promql::QueryError::Kind::Canceled:
            return ApiErrorType::Canceled;
        case promql::QueryError::Kind::Internal:
            return ApiErrorType::Internal;
    }
    return ApiErrorType::Internal;
}

HttpResponse responseOf(const promql::QueryError& error) {
    if (error.kind == promql::QueryError::Kind::BadData)
        return badRequest(invalidParameter("query", error.message));
    return errorResponse({typeOf(error.kind), error.message});
}

// As Go subtracts times: in nanoseconds, and no more than fits.
std::int64_t nanosecondsBetween(std::int64_t start, std::int64_t end) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::int64_t milliseconds = end - start;
    return milliseconds > most / nanosecondsPerMillisecond ? most : milliseconds * nanosecondsPerMillisecond;
}

Result<promql::Steps> stepsOf(const ApiParameters& parameters) {
    const auto start = parameters.requiredTime("start");
    if (!start) return start.error();
    const auto end = parameters.requiredTime("end");
    if (!end) return end.error();
    if (*end < *start) return invalidParameter("end", "end timestamp must not be before start time");
    const auto step = parameters.requiredDuration("step");
    if (!step) return step.error();
    if (*step < nanosecondsPerMillisecond)
        return invalidParameter(
            "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
    if (nanosecondsBetween(*start, *end) / *step > mostPoints)
        return malformed(
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
            "resolution "
            "(?step=XX)");
    return promql::Steps{*start, *end, *step / nanosecondsPerMillisecond};
}

std::string_view documentedName(promql::ValueType type) {
    return type == promql::ValueType::String ? "string" : "range vector";
}

// A time that is up before the engine begins is not worth beginning.
HttpResponse timedOut() {
    return errorResponse({ApiErrorType::Timeout, "query timed out in expression evaluation"});
}

}  // namespace

// What both routes have in common: the expression, what it may take, and the engine that evaluates it.
class QueryApi::Evaluation {
  public:
    Evaluation(const Clock& clock, const IsAbandoned& isAbandoned)
        : clock_(clock), isAbandoned_(isAbandoned) {}

    Status prepare(const ApiParameters& parameters, Nanoseconds longest) {
        const auto limit = parameters.limit();
        if (!limit) return limit.error();
        limit_ = *limit;
        tellsTimings_ = !parameters.value("stats").empty();
        const auto timeout = parameters.optionalDuration("timeout");
        if (!timeout) return timeout.error();
        const Nanoseconds asked(timeout->value_or(longest.count()));
        until_ = clock_.now().monotonic + std::min(asked, longest);
        if (const std::string_view lookback = parameters.value("lookback_delta"); !lookback.empty()) {
            const auto duration = parseApiDuration(lookback);
            if (!duration)
                return malformed("error parsing lookback delta duration: " + duration.error().message);
            if (*duration > 0) options_.lookbackMilliseconds = *duration / nanosecondsPerMillisecond;
        }
        text_ = parameters.value("query");
        const promql::Parsed parsed = promql::parse(text_);
        if (!parsed.ok()) return invalidParameter("query", toString(parsed.error(), text_));
        expression_ = parsed.expression();
        return Done{};
    }

    const promql::Expression& expression() const { return *expression_; }
    promql::Engine engine() const { return promql::Engine(options_); }
    // evaluate() is run, and its time is told where it was asked for.
    template <class Evaluate>
    promql::QueryOutcome timed(Evaluate evaluate) {
        const Nanoseconds begin = clock_.now().monotonic;
        promql::QueryOutcome outcome = evaluate();
        seconds_ = std::chrono::duration<double>(clock_.now().monotonic - begin).count();
        return outcome;
    }
    ResultOptions resultOptions() const {
        return {limit_, tellsTimings_ ? std::optional(seconds_) : std::nullopt};
    }

    bool isOver() {
        const Nanoseconds now = clock_.now().monotonic;
        if (now >= lookAgain_) {
            lookAgain_ = now + abandonmentInterval;
            if (isAbandoned_()) abandoned_.request_stop();
        }
        return now >= until_;
    }

    promql::QueryLimits limits() {
        return {.stop = abandoned_.get_token(), .timedOut = [this] { return isOver(); }};
    }

    ApiNotes notes(const promql::QueryResult& result) const {
        ApiNotes notes = notesOf(result.annotations, text_);
        const std::size_t size = std::max(result.series.size(), result.matrix.size());
        const bool isCut = limit_ > 0 && size > limit_ && result.type != promql::ValueType::Scalar;
        if (isCut) notes.warnings.emplace_back("results truncated due to limit");
        return notes;
    }

  private:
    const Clock& clock_;
    const IsAbandoned& isAbandoned_;
    std::stop_source abandoned_;
    Nanoseconds until_{};
    Nanoseconds lookAgain_{};
    promql::EngineOptions options_;
    std::string_view text_;
    promql::ExpressionPtr expression_;
    std::size_t limit_ = 0;
    bool tellsTimings_ = false;
    double seconds_ = 0;  // of the evaluation
};

HttpResponse QueryApi::query(const HttpRequest& request, const IsAbandoned& isAbandoned) const {
    const ApiParameters parameters(request);
    const auto asked = parameters.optionalTime("time");
    if (!asked) return badRequest(asked.error());
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now().wall).count();
    const std::int64_t time = asked->value_or(now);
    Evaluation evaluation(clock_, isAbandoned);
    if (const Status ready = evaluation.prepare(parameters, timeout_); !ready)
        return badRequest(ready.error());
    if (evaluation.isOver()) return timedOut();
    const auto outcome = evaluation.timed([&] {
        return evaluation.engine().instant(evaluation.expression(), source_, time, evaluation.limits());
    });
    if (!outcome.ok()) return responseOf(outcome.error());
    return dataResponse(evaluation.notes(outcome.result()), [&](JsonWriter& json) {
        writeInstant(json, outcome.result(), time, evaluation.resultOptions());
    });
}

HttpResponse QueryApi::queryRange(const HttpRequest& request, const IsAbandoned& isAbandoned) const {
    const ApiParameters parameters(request);
    const auto steps = stepsOf(parameters);
    if (!steps) return badRequest(steps.error());
    Evaluation evaluation(clock_, isAbandoned);
    if (const Status ready = evaluation.prepare(parameters, timeout_); !ready)
        return badRequest(ready.error());
    const promql::ValueType type = evaluation.expression().type;
    if (type == promql::ValueType::String || type == promql::ValueType::Matrix)
        return badRequest(
            invalidParameter("query", "invalid expression type " + promql::quoted(documentedName(type)) +
                                          " for range query, must be Scalar or instant Vector"));
    if (evaluation.isOver()) return timedOut();
    const auto outcome = evaluation.timed([&] {
        return evaluation.engine().range(evaluation.expression(), source_, *steps, evaluation.limits());
    });
    if (!outcome.ok()) return responseOf(outcome.error());
    return dataResponse(evaluation.notes(outcome.result()), [&](JsonWriter& json) {
        writeRange(json, outcome.result(), *steps, evaluation.resultOptions());
    });
}

}  // namespace baro
