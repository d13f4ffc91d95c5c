// What tests of the engine ask and get, in few words.
#pragma once

#include <QtTest>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"

namespace baro::promql {

constexpr std::int64_t second = 1000;

inline ExpressionPtr parsed(const std::string& text) {
    const Parsed result = parse(text);
    if (!result.ok()) qFatal("%s", toString(result.error(), text).c_str());
    return result.expression();
}

// name{...} with samples at whole multiples of the step from 0.
inline void add(SampleStore& store, std::vector<std::pair<std::string, std::string>> labels,
                const std::vector<double>& values, std::int64_t step = 10 * second) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < values.size(); ++i)
        samples.push_back({static_cast<std::int64_t>(i) * step, values[i]});
    store.add(Labels(std::move(labels)), std::move(samples));
}

// "name{labels}: 1 2 _" for each series, one a line; the error's message when there is one.
inline QByteArray answer(const QueryOutcome& outcome) {
    if (!outcome.ok()) return QByteArray::fromStdString(outcome.error().message);
    QByteArray text;
    for (const StepSeries& series : outcome.result().series) {
        if (!text.isEmpty()) text += '\n';
        text += QByteArray::fromStdString(toString(series.labels)) + ':';
        for (const double value : series.values)
            text += isAbsent(value) ? " _" : ' ' + QByteArray::number(value, 'g', 12);
    }
    return text;
}

}  // namespace baro::promql
