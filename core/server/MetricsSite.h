// What is served: /metrics, its front page and its health. Routing without a socket.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/sampling/FrameHub.h"
#include "core/server/Exposition.h"
#include "core/server/Http.h"

namespace baro {

class MetricsSite {
  public:
    // What Barograph tells of itself besides; its families describe themselves. Any thread.
    using More = std::function<Families()>;

    // hub must outlive it. choice: the collectors that are read, and so can be asked for. more: may be null.
    MetricsSite(const FrameHub& hub, CollectorChoice choice, More more = {});

    // A scrape tells the newest Frame: it never samples, and scrapes of one Frame share one text. Any thread.
    // onlyThisMachine: the listener cannot be reached from elsewhere, so a foreign Host header is refused.
    HttpResponse answer(const HttpRequest& request, bool onlyThisMachine);

  private:
    struct Asked {
        std::vector<std::string> collectors;  // empty: all that are on
        ExpositionFormat format = ExpositionFormat::Text;
        bool gzip = false;
        auto operator<=>(const Asked&) const = default;
    };
    using Text = std::shared_ptr<const std::string>;

    HttpResponse metrics(const HttpRequest& request);
    HttpResponse frontPage() const;
    Text textOf(const FramePtr& frame, const Asked& asked);
    Text rendered(const Frame& frame, const Asked& asked) const;

    const FrameHub& hub_;
    const CollectorChoice choice_;
    const More more_;
    Mutex mutex_;
    FramePtr told_ BARO_GUARDED_BY(mutex_);  // what the texts are of
    std::map<Asked, Text> texts_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro
