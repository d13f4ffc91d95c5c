// Which times of the record a destination has, and which are missing there. Ranges are half open, in
// milliseconds since 1970 UTC. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace baro::remotewrite {

struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;  // not included
    std::int64_t length() const { return to - from; }
    bool operator==(const Span&) const = default;
};

class SentRanges {
  public:
    // All before that time counts as sent.
    explicit SentRanges(std::int64_t begin = 0) : ranges_{{begin, begin}} {}
    // As all() gave it; nothing when these are none: ascending and apart, the first one may be empty.
    static std::optional<SentRanges> of(std::vector<Span> ranges);

    void add(Span sent);
    // From that time on nothing was sent: the clock was set back, and those times come again.
    void forgetFrom(std::int64_t time);

    std::int64_t end() const { return ranges_.back().to; }
    // Of what is missing before that time. Nothing when nothing is.
    std::optional<Span> oldestMissing(std::int64_t before) const;
    std::optional<Span> newestMissing(std::int64_t before) const;
    std::int64_t missing(std::int64_t before) const;  // milliseconds

    // The first one stands for all that is before it, too.
    const std::vector<Span>& all() const { return ranges_; }
    bool operator==(const SentRanges&) const = default;

  private:
    std::vector<Span> ranges_;  // ascending, none touches the next; never none
};

}  // namespace baro::remotewrite
