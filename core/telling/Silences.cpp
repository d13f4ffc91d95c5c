#include "core/telling/Silences.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/Escape.h"
#include "core/config/ConfigFile.h"

namespace baro::alerts {
namespace {

constexpr std::size_t mostFileBytes = 1'000'000;  // more is refused when it is read

}  // namespace

Status Silences::load() {
    const MutexLock lock(fileMutex_);
    return refresh();
}

Silences::Stamp Silences::stampOfFile() const {
    struct stat file {};
    if (stat(path_.c_str(), &file) != 0) return {};
    constexpr std::int64_t second = 1'000'000'000;
    return {file.st_mtim.tv_sec * second + file.st_mtim.tv_nsec, file.st_ino, file.st_size};
}

// The stamp is taken first: what changes meanwhile is read the next time.
Status Silences::refresh() {
    if (path_.empty()) return Done{};
    const Stamp stamp = stampOfFile();
    if (read_ == stamp) return Done{};
    const auto text = readConfigText(path_);
    if (!text && text.error().kind != ErrorKind::Absent) return text.error();
    auto silences = text ? parseSilences(*text) : Result<std::vector<Silence>>(std::vector<Silence>());
    if (!silences)
        return malformed(fmt::format("{}: {}; correct or remove the file", escapedForTerminal(path_),
                                     silences.error().message));
    take(std::move(silences).value());
    read_ = stamp;
    return Done{};
}

void Silences::take(std::vector<Silence> silences) {
    const MutexLock lock(mutex_);
    std::erase_if(ready_, [](const Ready& ready) { return ready.isSaved; });
    for (Silence& silence : silences) {
        const bool isKnown =
            removed_.contains(silence.id) ||
            std::ranges::any_of(ready_, [&](const Ready& ready) { return ready.silence.id == silence.id; });
        auto matchers = isKnown ? Result<LabelMatchers>(Error{}) : LabelMatchers::compile(silence.matchers);
        if (matchers) ready_.push_back({std::move(silence), std::move(matchers).value(), true});
    }
}

Status Silences::save() {
    if (path_.empty()) return Done{};
    const MutexLock lock(fileMutex_);
    if (const Status taken = refresh(); !taken) return taken;
    const std::vector<Silence> silences = all();
    if (const Status written = replaceConfigText(path_, silencesText(silences)); !written) return written;
    markSaved(silences);
    read_ = stampOfFile();
    return Done{};
}

// What was changed while the file was written is not in it.
void Silences::markSaved(const std::vector<Silence>& saved) {
    const MutexLock lock(mutex_);
    for (Ready& ready : ready_)
        ready.isSaved = std::ranges::find(saved, ready.silence) != saved.end();
    std::erase_if(removed_, [&](const std::string& id) {
        return std::ranges::find(saved, id, &Silence::id) == saved.end();
    });
}

Result<std::string> Silences::add(Silence silence) {
    auto matchers = checkedSilence(silence);
    if (!matchers) return matchers.error();
    const MutexLock lock(mutex_);
    std::erase_if(ready_, [&](const Ready& ready) {
        return ready.silence.endsAt + keptMilliseconds < silence.startsAt || ready.silence.id == silence.id;
    });
    if (ready_.size() >= mostSilences)
        return failed(fmt::format("there are {} silences already; end some of them first", ready_.size()));
    if (silence.id.empty()) silence.id = freshId(silence.startsAt);
    std::string id = silence.id;
    ready_.push_back({std::move(silence), std::move(matchers).value(), false});
    if (silencesText(listed()).size() > mostFileBytes) {
        ready_.pop_back();
        return failed("the file of silences would be larger than 1 MB; end some of them first");
    }
    return id;
}

std::string Silences::freshId(std::int64_t startsAt) const {
    for (std::size_t number = ready_.size() + 1;; ++number) {
        std::string id = fmt::format("{:x}-{}", startsAt, number);
        if (std::ranges::none_of(ready_, [&](const Ready& ready) { return ready.silence.id == id; }))
            return id;
    }
}

std::vector<Silence> Silences::listed() const {
    std::vector<Silence> silences;
    for (const Ready& ready : ready_)
        silences.push_back(ready.silence);
    return silences;
}

bool Silences::expire(std::string_view id, std::int64_t now) {
    const MutexLock lock(mutex_);
    const auto found = std::ranges::find_if(
        ready_, [&](const Ready& ready) { return ready.silence.id == id && ready.silence.endsAt > now; });
    if (found == ready_.end()) return false;
    // One that has not begun never was.
    if (found->silence.startsAt >= now) {
        removed_.insert(found->silence.id);
        ready_.erase(found);
    } else {
        found->silence.endsAt = now;
        found->isSaved = false;
    }
    return true;
}

std::vector<Silence> Silences::all() const {
    std::vector<Silence> silences;
    {
        const MutexLock lock(mutex_);
        silences = listed();
    }
    std::ranges::sort(silences, [](const Silence& a, const Silence& b) {
        return a.endsAt != b.endsAt ? a.endsAt > b.endsAt : a.id < b.id;
    });
    return silences;
}

bool Silences::isSilenced(const Labels& alert, std::int64_t now) const {
    const MutexLock lock(mutex_);
    return std::ranges::any_of(ready_, [&](const Ready& ready) {
        return ready.silence.isActive(now) && ready.matchers.match(alert);
    });
}

}  // namespace baro::alerts
