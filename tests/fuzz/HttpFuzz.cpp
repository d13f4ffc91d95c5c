#include <set>

#include "core/base/Escape.h"
#include "core/base/Text.h"
#include "core/server/ListenAddress.h"
#include "core/server/MetricsSite.h"
#include "core/server/Negotiation.h"
#include "tests/fuzz/FuzzInput.h"

// A request's parts, one per line: method, path, host, accept, accept-encoding, then collectors.
BARO_FUZZ_TARGET(HttpFuzz, text) {
    using namespace baro;
    static FrameHub hub;
    static MetricsSite site(hub, {});
    if (!hub.latest()) hub.publish(std::make_shared<const Frame>());

    if (const auto address = ListenAddress::parse(text)) {
        const auto again = ListenAddress::parse(address->text());
        fuzz::require(again && again->text() == address->text());
    }
    HttpRequest request;
    for (std::string* part :
         {&request.method, &request.path, &request.host, &request.accept, &request.acceptEncoding})
        if (const auto line = takeLine(text)) *part = *line;
    while (const auto line = takeLine(text))
        request.query.emplace_back("collect[]", *line);
    const HttpResponse response = site.answer(request, true);
    const std::set<int> known{200, 400, 403, 404, 405, 503};
    fuzz::require(known.contains(response.status));
    fuzz::require(response.status != 200 || isLocalHost(request.host));
    fuzz::require(response.body != nullptr);
    if (response.status != 200) fuzz::require(validUtf8(*response.body) == *response.body);
}
