#include "core/server/MetricsSite.h"

#include <algorithm>
#include <utility>

#include "core/base/Escape.h"
#include "core/server/Gzip.h"
#include "core/server/Negotiation.h"

namespace baro {
namespace {

constexpr std::size_t mostTexts =
    16;  // of one Frame; clients that ask for odd sets are answered without keeping

// Unknown words are escaped: they go to a terminal or a log as they come back.
std::string quoted(std::string_view text) {
    return "\"" + escapedForTerminal(text) + "\"";
}

HttpResponse notAllowed() {
    HttpResponse response = textResponse(405, "Only GET and HEAD are answered here.\n");
    response.allow = "GET, HEAD";
    return response;
}

}  // namespace

MetricsSite::MetricsSite(const FrameHub& hub, CollectorChoice choice, More more)
    : hub_(hub), choice_(std::move(choice)), more_(std::move(more)) {}

HttpResponse MetricsSite::answer(const HttpRequest& request, bool onlyThisMachine) {
    if (onlyThisMachine && !isLocalHost(request.host)) return foreignHostResponse();
    const bool isKnown = request.path == "/" || request.path == "/metrics" || request.path == "/-/healthy" ||
                         request.path == "/-/ready";
    if (!isKnown) return textResponse(404, "There is no such page; /metrics has the metrics.\n");
    if (request.method != "GET" && request.method != "HEAD") return notAllowed();
    if (request.path == "/") return frontPage();
    if (request.path == "/metrics") return metrics(request);
    if (request.path == "/-/healthy") return textResponse(200, "Barograph is healthy.\n");
    if (!hub_.latest()) return textResponse(503, "Barograph has not read the machine yet.\n");
    return textResponse(200, "Barograph is ready.\n");
}

HttpResponse MetricsSite::metrics(const HttpRequest& request) {
    Asked asked{
        .collectors = {}, .format = formatFor(request.accept), .gzip = takesGzip(request.acceptEncoding)};
    for (const auto& [key, value] : request.query) {
        if (key != "collect[]") continue;
        if (findExposedCollector(value) == nullptr)
            return textResponse(400, "There is no collector " + quoted(value) + ".\n");
        if (!choice_.isOn(value))
            return textResponse(400, "The collector " + quoted(value) + " is switched off here.\n");
        asked.collectors.push_back(value);
    }
    std::ranges::sort(asked.collectors);
    asked.collectors.erase(std::unique(asked.collectors.begin(), asked.collectors.end()),
                           asked.collectors.end());

    const FramePtr frame = hub_.latest();
    if (!frame) return textResponse(503, "Barograph has not read the machine yet.\n");
    return {.contentType = std::string(contentType(asked.format)),
            .body = textOf(frame, asked),
            .contentEncoding = asked.gzip ? "gzip" : ""};
}

MetricsSite::Text MetricsSite::textOf(const FramePtr& frame, const Asked& asked) {
    {
        const MutexLock lock(mutex_);
        if (told_ != frame) {
            told_ = frame;
            texts_.clear();
        }
        if (const auto found = texts_.find(asked); found != texts_.end()) return found->second;
    }
    const Text text = rendered(*frame, asked);
    const MutexLock lock(mutex_);
    if (told_ == frame && texts_.size() < mostTexts) texts_.emplace(asked, text);
    return text;
}

MetricsSite::Text MetricsSite::rendered(const Frame& frame, const Asked& asked) const {
    const auto isWanted = [&](std::string_view collector) {
        return choice_.isOn(collector) &&
               (asked.collectors.empty() || std::ranges::binary_search(asked.collectors, collector));
    };
    std::string text = expositionOf(frame, isWanted, asked.format, more_ ? more_() : Families{});
    if (asked.gzip)
        if (auto compressed = gzip(text)) text = std::move(compressed).value();
    return std::make_shared<const std::string>(std::move(text));
}

HttpResponse MetricsSite::frontPage() const {
    HttpResponse page = textResponse(200, R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Barograph</title>
<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:3em auto;padding:0 1em;color-scheme:light dark}</style></head>
<body>
<h1>Barograph</h1>
<p>This machine's metrics, under node_exporter's names.</p>
<ul>
<li><a href="/metrics">/metrics</a>: everything; <code>/metrics?collect[]=cpu&amp;collect[]=meminfo</code>: a part</li>
<li><a href="/-/healthy">/-/healthy</a> and <a href="/-/ready">/-/ready</a>: for those who watch the watchers</li>
</ul>
</body>
</html>
)");
    page.contentType = "text/html; charset=utf-8";
    return page;
}

}  // namespace baro
