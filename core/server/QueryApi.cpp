#include "core/server/QueryApi.h"

#include <array>

#include "core/base/Version.h"
#include "core/promql/Layout.h"
#include "core/promql/Parser.h"
#include "core/server/AlertJson.h"
#include "core/server/ApiJson.h"
#include "core/server/ApiParameters.h"
#include "core/server/ApiPaths.h"
#include "core/server/CollectionJson.h"
#include "core/server/Gzip.h"
#include "core/server/Negotiation.h"

namespace baro {
namespace {

// Grafana and others choose by the version what they may ask: it is that of the Prometheus whose API this is.
constexpr std::string_view apiVersion = "3.5.0";
// Smaller answers are not worth it: they fit into one packet.
constexpr std::size_t smallestCompressed = 1400;

HttpResponse notAllowed(bool takesPost) {
    HttpResponse response = textResponse(405, "Method Not Allowed\n");
    response.allow = takesPost ? "GET, HEAD, POST" : "GET, HEAD";
    return response;
}

HttpResponse compressedFor(const HttpRequest& request, HttpResponse response) {
    if (!takesGzip(request.acceptEncoding) || response.body->size() < smallestCompressed) return response;
    if (auto compressed = gzip(*response.body)) {
        response.body = std::make_shared<const std::string>(std::move(compressed).value());
        response.contentEncoding = "gzip";
    }
    return response;
}

}  // namespace

struct QueryApi::Route {
    std::string_view path;
    Make make;
    bool takesPost;
};

QueryApi::QueryApi(const SeriesSource& source, const Clock& clock, Metadata metadata, Collection collection,
                   Alerts alerts, std::chrono::milliseconds timeout)
    : source_(source),
      clock_(clock),
      metadata_(std::move(metadata)),
      collection_(std::move(collection)),
      alerts_(std::move(alerts)),
      timeout_(timeout) {}

bool QueryApi::hasPath(std::string_view path) {
    return path.starts_with("/api/");
}

const QueryApi::Route* QueryApi::findRoute(std::string_view path) {
    static constexpr std::array routes{
        Route{"/api/v1/query", &QueryApi::query, true},
        Route{"/api/v1/query_range", &QueryApi::queryRange, true},
        Route{"/api/v1/format_query", &QueryApi::formatQuery, true},
        Route{"/api/v1/series", &QueryApi::series, true},
        Route{"/api/v1/labels", &QueryApi::labels, true},
        Route{"/api/v1/metadata", &QueryApi::metadata, false},
        Route{"/api/v1/rules", &QueryApi::rules, false},
        Route{"/api/v1/alerts", &QueryApi::alerts, false},
        Route{"/api/v1/status/buildinfo", &QueryApi::buildInformation, false},
        Route{"/api/v1/status/collection", &QueryApi::collection, false},
    };
    static constexpr Route values{"", &QueryApi::labelValues, false};
    for (const Route& route : routes)
        if (route.path == path) return &route;
    return labelOfPath(path) ? &values : nullptr;
}

HttpAnswer QueryApi::answer(const HttpRequest& request, bool onlyThisMachine) const {
    if (onlyThisMachine && !isLocalHost(request.host)) return foreignHostResponse();
    const Route* const route = findRoute(request.path);
    if (route == nullptr) return textResponse(404, "404 page not found\n");
    const bool isRead = request.method == "GET" || request.method == "HEAD";
    if (!isRead && !(request.method == "POST" && route->takesPost)) return notAllowed(route->takesPost);
    return HttpWork{.make =
                        [this, request, make = route->make](const IsAbandoned& isAbandoned) {
                            return compressedFor(request, (this->*make)(request, isAbandoned));
                        },
                    .tooBusy = errorResponse({ApiErrorType::Timeout, "query timed out in query queue"})};
}

HttpResponse QueryApi::formatQuery(const HttpRequest& request, const IsAbandoned&) const {
    const std::string_view text = ApiParameters(request).value("query");
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok())
        return errorResponse(
            {ApiErrorType::BadData, invalidParameter("query", toString(parsed.error(), text)).message});
    return dataResponse({}, [&](JsonWriter& json) { json.text(laidOut(*parsed.expression())); });
}

HttpResponse QueryApi::collection(const HttpRequest&, const IsAbandoned&) const {
    if (!collection_)
        return errorResponse({ApiErrorType::NotFound, "nothing is collected here: a record is served"});
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now().wall).count();
    return dataResponse({}, [&](JsonWriter& json) { writeCollection(json, collection_(now)); });
}

HttpResponse QueryApi::rules(const HttpRequest& request, const IsAbandoned&) const {
    const ApiParameters parameters(request);
    const std::string_view type = parameters.value("type");
    if (!type.empty() && type != "alert" && type != "record")
        return badRequest(invalidParameter("type", fmt::format("not supported value \"{}\"", type)));
    const RuleChoice choice{type != "record", type != "alert", parameters.value("exclude_alerts") != "true"};
    return dataResponse({}, [&](JsonWriter& json) {
        writeRules(json, alerts_ ? *alerts_() : baro::alerts::AlertStanding{}, choice);
    });
}

HttpResponse QueryApi::alerts(const HttpRequest&, const IsAbandoned&) const {
    return dataResponse({}, [this](JsonWriter& json) {
        writeAlerts(json, alerts_ ? *alerts_() : baro::alerts::AlertStanding{});
    });
}

HttpResponse QueryApi::buildInformation(const HttpRequest&, const IsAbandoned&) const {
    return dataResponse({}, [](JsonWriter& json) {
        const std::string revision = "barograph-" + std::string(programVersion());
        json.open('{');
        for (const auto& [key, value] :
             std::array<std::pair<std::string_view, std::string_view>, 6>{{{"version", apiVersion},
                                                                           {"revision", revision},
                                                                           {"branch", ""},
                                                                           {"buildUser", ""},
                                                                           {"buildDate", ""},
                                                                           {"goVersion", ""}}}) {
            json.key(key);
            json.text(value);
        }
        json.close('}');
    });
}

}  // namespace baro
