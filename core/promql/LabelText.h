// Labels as Prometheus writes them in messages: {__name__="up", job="a"}.
#pragma once

#include <string>

#include "core/series/Labels.h"

namespace baro::promql {

std::string labelText(const Labels& labels);

}  // namespace baro::promql
