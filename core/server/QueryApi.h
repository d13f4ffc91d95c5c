// Prometheus's HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/), as 3.5 has it, over a
// source of series. Routing without a socket.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/base/Clock.h"
#include "core/metrics/MetricMetadata.h"
#include "core/promql/Engine.h"
#include "core/sampling/CollectionState.h"
#include "core/series/SeriesSource.h"
#include "core/server/Http.h"

namespace baro {

class QueryApi {
  public:
    using Metadata = std::function<std::vector<MetricMetadata>()>;
    // At a time in milliseconds since 1970-01-01 UTC.
    using Collection = std::function<CollectionState(std::int64_t)>;
    using Alerts = std::function<baro::alerts::AlertStandingPtr()>;

    // source and clock must outlive it. metadata, collection, alerts: any thread. alerts is null where there
    // are no rules. collection is null where nothing is
    // collected, because a record is served.
    QueryApi(const SeriesSource& source, const Clock& clock, Metadata metadata, Collection collection = {},
             Alerts alerts = {}, std::chrono::milliseconds timeout = std::chrono::minutes(2));

    static bool hasPath(std::string_view path);  // "/api/..."

    // Any thread. All that asks the source is work. onlyThisMachine: see MetricsSite.
    HttpAnswer answer(const HttpRequest& request, bool onlyThisMachine) const;

  private:
    class Evaluation;
    using Make = HttpResponse (QueryApi::*)(const HttpRequest&, const IsAbandoned&) const;
    struct Route;
    static const Route* findRoute(std::string_view path);

    HttpResponse query(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse queryRange(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse formatQuery(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse series(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse labels(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse labelValues(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse metadata(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse buildInformation(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse collection(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse rules(const HttpRequest& request, const IsAbandoned& isAbandoned) const;
    HttpResponse alerts(const HttpRequest& request, const IsAbandoned& isAbandoned) const;

    const SeriesSource& source_;
    const Clock& clock_;
    const Metadata metadata_;
    const Collection collection_;
    const Alerts alerts_;
    const Nanoseconds timeout_;
};

}  // namespace baro
