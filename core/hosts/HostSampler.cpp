#include "core/hosts/HostSampler.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/hosts/HostFrame.h"
#include "core/prometheus/Awaited.h"

namespace baro {
namespace {

using std::chrono::milliseconds;

// Three scrapes: one of them may be missing.
constexpr int scrapesAsked = 3;

// What the host said before that moment.
FramePtr frameBefore(std::vector<SampleSeries> all, std::int64_t time, const std::string& name) {
    for (SampleSeries& series : all)
        std::erase_if(series.samples,
                      [time](const Sample& sample) { return sample.timeMilliseconds >= time; });
    const std::vector<HostSample> samples = newestSamples(all);
    const HostSeries series(samples, name);
    return series.takenAt() == 0 ? nullptr : std::make_shared<const Frame>(frameOf(series, nullptr));
}

}  // namespace

Result<AskedFrame> askedFrame(const WatchedHost& host, std::int64_t time, milliseconds age,
                              const Frame* previous, const std::stop_token& stop) {
    const std::string question = samplesQuery(host.target, std::to_string(age.count()) + "ms");
    auto answer = prometheus::awaited<prometheus::QueryAnswer>(stop, [&](auto told) {
        return host.client->query({question, time}, std::move(told));
    });
    if (!answer) return failed("it was no longer wanted");
    if (!*answer) return answer->error();
    const std::vector<HostSample> samples = newestSamples((*answer)->series);
    const HostSeries series(samples, host.name);
    if (series.takenAt() == 0) return AskedFrame();
    if (previous != nullptr) return AskedFrame{std::make_shared<const Frame>(frameOf(series, previous)), {}};
    const auto distance = scrapeDistance((*answer)->series);
    const FramePtr before = frameBefore(std::move((*answer)->series), series.takenAt(), host.name);
    return AskedFrame{std::make_shared<const Frame>(frameOf(series, before.get())), distance};
}

HostSampler::HostSampler(WatchedHost host, FrameHub& hub, std::function<std::int64_t()> now,
                         Observer observer)
    : host_(std::move(host)), hub_(hub), now_(std::move(now)), observer_(std::move(observer)) {}

HostSampler::~HostSampler() = default;

void HostSampler::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void HostSampler::setWatched(bool isWatched) {
    {
        const std::lock_guard lock(mutex_);
        hurries_ = isWatched && (hurries_ || !isWatched_);
        isWatched_ = isWatched;
    }
    wake_.notify_one();
}

void HostSampler::run(const std::stop_token& stop) {
    while (waitUntilWatched(stop)) {
        const milliseconds pause = ask(stop);
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, pause, [this] { return hurries_; });
    }
}

bool HostSampler::waitUntilWatched(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, stop, [this] { return isWatched_; });
    hurries_ = false;
    return !stop.stop_requested();
}

milliseconds HostSampler::ask(const std::stop_token& stop) {
    const milliseconds age = pace_.interval()
                                 ? std::min(longestSampleAge, *pace_.interval() * scrapesAsked + lag_)
                                 : longestSampleAge;
    const std::int64_t now = now_();
    // After a while in which nobody looked, the scrape before is nearer.
    if (newest_ != nullptr && now - timeOf(*newest_) > age.count()) newest_ = nullptr;
    const auto asked = askedFrame(host_, now, age, newest_.get(), stop);
    if (stop.stop_requested()) return {};
    const bool isThere = asked && asked->frame != nullptr;
    observer_.answered(isThere  ? Status(Done{})
                       : !asked ? Status(asked.error())
                                : absent("the server has nothing of " + host_.name + " from the last " +
                                         std::to_string(age.count() / 1000) + " s"));
    if (!isThere) return pace_.next({});
    const std::int64_t takenAt = timeOf(*asked->frame);
    if (asked->distance) pace_.next(takenAt - asked->distance->count());
    const bool isNew = newest_ == nullptr || takenAt != timeOf(*newest_);
    const milliseconds pause = pace_.next(takenAt);
    tellInterval();
    if (isNew) {
        lag_ = milliseconds(std::max<std::int64_t>(0, now - takenAt));
        newest_ = asked->frame;
        hub_.publish(newest_);
    }
    return pause;
}

void HostSampler::tellInterval() {
    const auto interval = pace_.interval();
    if (!interval || *interval == interval_) return;
    interval_ = *interval;
    observer_.intervalIsKnown(interval_);
}

}  // namespace baro
