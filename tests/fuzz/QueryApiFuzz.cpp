#include <set>

#include "core/base/Escape.h"
#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/http/FormText.h"
#include "core/series/SampleStore.h"
#include "core/server/QueryApi.h"
#include "tests/fuzz/FuzzInput.h"

namespace {

class StandingClock final : public baro::Clock {
  public:
    baro::Instant now() const override { return {}; }
};

}  // namespace

// The rest of a path below /api/v1/, and a form with its parameters.
BARO_FUZZ_TARGET(QueryApiFuzz, text) {
    using namespace baro;
    static SampleStore store;
    static const StandingClock clock;
    static const QueryApi api(store, clock, [] {
        return std::vector<MetricMetadata>{{"a", "gauge", "", ""}};
    });
    if (store.series({})->empty())
        store.add(Labels({{"__name__", "a"}, {"b", "c"}}), {{-1000, 1}, {0, 2}, {1000, 3}});

    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1/" + std::string(takeLine(text).value_or(""));
    if (request.path.find("/label/") != std::string::npos) request.method = "GET";
    request.query = parseForm(text);
    fuzz::require(parseForm(formText(request.query)) == request.query);
    const HttpAnswer answer = api.answer(request, false);
    const auto* const work = std::get_if<HttpWork>(&answer);
    int asked = 0;
    const HttpResponse response =
        work != nullptr ? work->make([&asked] { return ++asked > 1000; }) : std::get<HttpResponse>(answer);
    const std::set<int> known{200, 400, 404, 405, 422, 503};
    fuzz::require(known.contains(response.status));
    fuzz::require(validUtf8(*response.body) == *response.body);
    if (work != nullptr) fuzz::require(Json::parse(*response.body).ok());
}
