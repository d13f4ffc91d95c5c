#include "core/history/RecordKeeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/Log.h"

namespace baro::history {
namespace {

// Frames wait here while nobody can write them; a minute of them is kept.
constexpr std::size_t mostPendingFrames = 12;
// And so many events, of hours in which many devices came and went.
constexpr std::size_t mostPendingEvents = 1000;

std::int64_t inMilliseconds(Nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}
// What a recorder that is killed has not written reaches back less far.
constexpr std::int64_t longestUnwritten = 60'000;

template <class Item>
void keepNewest(std::vector<Item>& items, std::size_t most) {
    if (items.size() > most) items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(most));
}

// The folder of a first record is not there yet; its disk is.
std::filesystem::path existingPartOf(std::filesystem::path path) {
    std::error_code failure;
    while (!std::filesystem::exists(path, failure) && path.has_relative_path())
        path = path.parent_path();
    return path.empty() ? std::filesystem::path(".") : path;
}

}  // namespace

RecordKeeper::RecordKeeper(const SeriesSource& live, RecordKeeperSettings settings)
    : live_(live), settings_(std::move(settings)) {}

RecordKeeper::~RecordKeeper() {
    stop();
}

void RecordKeeper::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void RecordKeeper::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    thread_ = std::jthread();
}

void RecordKeeper::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "recorder");
    while (!stop.stop_requested()) {
        flush();
        std::unique_lock lock(wakeMutex_);
        wake_.wait_for(lock, stop, settings_.flushInterval,
                       [this] { return std::exchange(hurries_, false); });
    }
    flush();
    if (!recorder_) return;
    recorder_->add(Event{recorder_->newestTick().value_or(0), "stop", "{}"});
    if (Status sealed = recorder_->seal(Recorder::Seal::AndEnd); !sealed)
        log(Severity::Warning, sealed.error().message + "; the next start of a recorder tries again");
    holdsRecord_ = false;
    recorder_.reset();
}

void RecordKeeper::hurry() {
    {
        const std::lock_guard lock(wakeMutex_);
        hurries_ = true;
    }
    wake_.notify_one();
}

void RecordKeeper::offer(const FramePtr& frame) {
    const Instant& now = frame->takenAt;
    const bool isSetBack = newestWall_ != Nanoseconds{} && now.wall <= newestWall_;
    newestWall_ = now.wall;
    keep(frame, isSetBack);
    // The first Frame is written at once: from then on others know who records.
    if (!std::exchange(offered_, true)) hurry();
}

void RecordKeeper::keep(const FramePtr& frame, bool isSetBack) {
    const Instant& now = frame->takenAt;
    const MutexLock lock(mutex_);
    pending_.newest = timeOf(*frame);
    if (since_.offered == 0) since_.offered = pending_.newest;
    if (now.boot > Nanoseconds{}) since_.booted = inMilliseconds(now.wall - now.boot);
    // Of several the earliest: from there on everything is new.
    if (isSetBack)
        pending_.setBackTo = std::min(pending_.setBackTo.value_or(pending_.newest), pending_.newest);
    for (Event& event : changes_.of(*frame))
        pending_.events.push_back(std::move(event));
    keepNewest(pending_.events, mostPendingEvents);
    if (frame->discontinuity == Discontinuity::None && now.monotonic < nextFrameAt_) return;
    // On multiples, so that they stay apart equally though ticks jitter.
    nextFrameAt_ = (now.monotonic / settings_.frameInterval + 1) * settings_.frameInterval;
    pending_.frames.push_back(frame);
    keepNewest(pending_.frames, mostPendingFrames);
}

void RecordKeeper::add(Event event) {
    const MutexLock lock(mutex_);
    pending_.events.push_back(std::move(event));
}

RecordKeeper::State RecordKeeper::state() const {
    const MutexLock lock(mutex_);
    return state_;
}

void RecordKeeper::setState(Doing doing, std::string reason) {
    {
        const MutexLock lock(mutex_);
        if (state_.doing == doing && state_.reason == reason) return;
        state_ = {doing, reason};
    }
    if (doing == Doing::Paused) log(Severity::Warning, "not recording: " + reason);
    if (doing == Doing::Following) log(Severity::Info, reason + ": its record is followed");
}

bool RecordKeeper::openRecorder() {
    auto opened = Recorder::open(settings_.directory, settings_.name, settings_.recorder);
    if (opened) {
        recorder_ = std::move(opened).value();
        holdsRecord_ = true;
        forgetRecorded();
        tellOfBefore();
        return true;
    }
    if (opened.error().kind == ErrorKind::Malformed) setAside(opened.error());
    const bool isOthers = opened.error().kind == ErrorKind::Absent;
    setState(isOthers ? Doing::Following : Doing::Paused, opened.error().message);
    return false;
}

// Told when there is room again: from the one to the other nothing is known.
void RecordKeeper::noteNoRoom() {
    if (recorder_)
        if (Status given = recorder_->giveRoomBack(); !given) log(Severity::Warning, given.error().message);
    const MutexLock lock(mutex_);
    pending_.events.push_back({pending_.newest, "disk", eventAbout({}, {}, state_.reason)});
}

// Should the one who records be killed, what it has not written yet waits here.
void RecordKeeper::keepRecent() {
    const MutexLock lock(mutex_);
    if (state_.doing != Doing::Following) return;
    pending_.setBackTo.reset();
    const std::int64_t oldest = pending_.newest - longestUnwritten;
    std::erase_if(pending_.events, [oldest](const Event& event) { return event.timeMilliseconds < oldest; });
}

// By the one who recorded before.
void RecordKeeper::forgetRecorded() {
    const std::int64_t newest = recorder_->newestTick().value_or(0);
    const std::int64_t told = recorder_->brokeAt().value_or(newest);
    const MutexLock lock(mutex_);
    if (newest > pending_.newest) return;  // the clock was set back
    std::erase_if(pending_.events, [told](const Event& event) { return event.timeMilliseconds <= told; });
    std::erase_if(pending_.frames, [newest](const FramePtr& frame) { return timeOf(*frame) <= newest; });
}

// How the time came to its end that is recorded already, and whether the machine was started since. Who was
// there all the time goes on from there, and nothing broke.
void RecordKeeper::tellOfBefore() {
    const auto broke = recorder_->brokeAt();
    const auto last = broke ? broke : recorder_->newestTick();
    const MutexLock lock(mutex_);
    if (last && since_.offered <= *last) return;
    if (broke) recorder_->add(Event{*broke, "crash", "{}"});
    if (last && since_.booted > *last) recorder_->add(Event{since_.booted, "boot", "{}"});
    // The very first Frame tells it by itself; a window records from a later one on.
    if (std::ranges::find(pending_.events, "start", &Event::kind) == pending_.events.end())
        pending_.events.insert(pending_.events.begin(), Event{since_.offered, "start", "{}"});
}

// The next flush begins a new record, with what the source still has.
void RecordKeeper::setAside(const Error& why) {
    holdsRecord_ = false;
    recorder_.reset();
    log(Severity::Warning, why.message + ": " + Recorder::setAside(settings_.directory));
}

bool RecordKeeper::hasRoom() {
    std::error_code failure;
    const auto space = std::filesystem::space(existingPartOf(settings_.directory), failure);
    if (failure || space.available >= settings_.leastFreeBytes) return true;
    setState(Doing::Paused, fmt::format("the disk of {} has only {:.0f} MB left, less than {:.0f} MB",
                                        settings_.directory, static_cast<double>(space.available) / 1e6,
                                        static_cast<double>(settings_.leastFreeBytes) / 1e6));
    return false;
}

void RecordKeeper::flush() {
    {
        const MutexLock lock(mutex_);
        if (pending_.newest == 0) return;
    }
    const bool wasPaused = state().doing == Doing::Paused;
    if (!hasRoom()) return wasPaused ? void() : noteNoRoom();
    if (!recorder_ && !openRecorder()) return keepRecent();
    Pending pending;
    {
        const MutexLock lock(mutex_);
        pending = std::exchange(pending_, {});
        pending_.newest = pending.newest;
    }
    if (Status written = write(std::move(pending)); !written) {
        if (written.error().kind == ErrorKind::Malformed) setAside(written.error());
        return setState(Doing::Paused, written.error().message);
    }
    setState(Doing::Recording, {});
    if (settings_.written && recorder_->newestTick()) settings_.written(*recorder_->newestTick());
}

Status RecordKeeper::write(Pending pending) {
    if (pending.setBackTo)
        if (Status set = recorder_->clockSetBack(*pending.setBackTo); !set) return set;
    for (const Event& event : pending.events)
        recorder_->add(event);
    for (const FramePtr& frame : pending.frames)
        if (Status added = recorder_->add(frame); !added) log(Severity::Warning, added.error().message);
    return recorder_->record(live_, pending.newest);
}

}  // namespace baro::history
