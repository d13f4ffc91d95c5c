#include "core/promql/ElementFunctions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/promql/Dates.h"
#include "core/promql/SpecialValues.h"
#include "core/series/SeriesSource.h"

namespace baro::promql {
namespace {

using Parameters = std::span<const double>;

// Go's math.Max and math.Min: an infinity decides even against a NaN.
double greater(double a, double b) {
    if (a == infinity || b == infinity) return infinity;
    if (std::isnan(a) || std::isnan(b)) return notANumber;
    if (a == 0 && b == 0) return std::signbit(a) ? b : a;
    return a > b ? a : b;
}

double less(double a, double b) {
    return -greater(-a, -b);
}

double clamped(double value, double least, double greatest) {
    if (greatest < least) return staleMarker();  // no value at all lies between
    return greater(least, less(greatest, value));
}

double clamp(double value, Parameters parameters) {
    return clamped(value, parameters[0], parameters[1]);
}

double clampMax(double value, Parameters parameters) {
    return clamped(value, -infinity, parameters[0]);
}

double clampMin(double value, Parameters parameters) {
    return clamped(value, parameters[0], infinity);
}

// To the nearest multiple, ties upwards. Prometheus inverts the parameter, which decides on the last digits.
double roundTo(double value, Parameters parameters) {
    const double inverse = 1.0 / (parameters.empty() ? 1.0 : parameters[0]);
    return std::floor(value * inverse + 0.5) / inverse;
}

double sign(double value, Parameters) {
    return value < 0 ? -1 : value > 0 ? 1 : value;
}

double degrees(double value, Parameters) {
    return value * 180 / std::numbers::pi;
}

double radians(double value, Parameters) {
    return value * std::numbers::pi / 180;
}

template <double (*function)(double)>
double plain(double value, Parameters) {
    return function(value);
}

template <auto part>
double datePart(double seconds, Parameters) {
    return static_cast<double>(dateOf(seconds).*part);
}

struct Entry {
    std::string_view name;
    ElementFunction function;
};

constexpr std::array<Entry, 35> entries{{
    {"abs", plain<std::fabs>},
    {"acos", plain<std::acos>},
    {"acosh", plain<std::acosh>},
    {"asin", plain<std::asin>},
    {"asinh", plain<std::asinh>},
    {"atan", plain<std::atan>},
    {"atanh", plain<std::atanh>},
    {"ceil", plain<std::ceil>},
    {"clamp", clamp},
    {"clamp_max", clampMax},
    {"clamp_min", clampMin},
    {"cos", plain<std::cos>},
    {"cosh", plain<std::cosh>},
    {"day_of_month", datePart<&Date::day>},
    {"day_of_week", datePart<&Date::dayOfWeek>},
    {"day_of_year", datePart<&Date::dayOfYear>},
    {"days_in_month", datePart<&Date::daysInMonth>},
    {"deg", degrees},
    {"exp", plain<std::exp>},
    {"floor", plain<std::floor>},
    {"hour", datePart<&Date::hour>},
    {"ln", plain<std::log>},
    {"log10", plain<std::log10>},
    {"log2", plain<std::log2>},
    {"minute", datePart<&Date::minute>},
    {"month", datePart<&Date::month>},
    {"rad", radians},
    {"round", roundTo},
    {"sgn", sign},
    {"sin", plain<std::sin>},
    {"sinh", plain<std::sinh>},
    {"sqrt", plain<std::sqrt>},
    {"tan", plain<std::tan>},
    {"tanh", plain<std::tanh>},
    {"year", datePart<&Date::year>},
}};

}  // namespace

const ElementFunction* findElementFunction(std::string_view name) {
    const auto found = std::ranges::lower_bound(entries, name, {}, &Entry::name);
    return found != entries.end() && found->name == name ? &found->function : nullptr;
}

}  // namespace baro::promql
