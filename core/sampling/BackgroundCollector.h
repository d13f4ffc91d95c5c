// Gives a collector that may block a thread of its own, so that it never holds up a Frame.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>

#include "core/sampling/BackgroundRead.h"
#include "core/sampling/Collector.h"

namespace baro {

// Hands over the newest reading or nothing. Sections carry the Instant of the question, so wrap gauges, or
// counters whose reading is short next to their interval. A worker that has not answered for `patience` makes
// the sections unknown ("no answer for 7 s"), and its late answer is dropped: nobody knows of when its values
// are.
class BackgroundCollector final : public Collector {
  public:
    // sections: all that the wrapped collector fills, of Readings or of its FamilyReadings. It must own
    // everything it uses: when it hangs, it outlives this.
    template <class... Sections>
    requires(std::is_member_object_pointer_v<Sections>&&...)
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the other constructor initializes them
        BackgroundCollector(std::unique_ptr<Collector> wrapped, std::chrono::milliseconds patience,
                            Sections... sections)
        : BackgroundCollector(
              std::move(wrapped), patience,
              [sections...](const Readings& from, Readings& into) {
                  ((holder(into, sections).*sections = holder(from, sections).*sections), ...);
              },
              [sections...](const Error& reason, Readings& into) {
                  ((holder(into, sections).*sections = reason), ...);
              }) {}

    std::string_view name() const override { return name_; }
    // Short, since asking costs nothing and the first answer should not wait for a second turn; the wrapped
    // collector is run at its own pace.
    std::chrono::milliseconds interval() const override;
    Status collect(const Instant& now, Readings& into) override;

  private:
    // Which struct a section stands in.
    template <class R, class T>
    static R& holder(R& readings, Section<T> Readings::* /*section*/) {
        return readings;
    }
    template <class R, class T>
    static auto& holder(R& readings, Section<T> FamilyReadings::* /*section*/) {
        return readings.families;
    }

    using CopySections = std::function<void(const Readings& from, Readings& into)>;
    using ClearSections = std::function<void(const Error& reason, Readings& into)>;
    struct Outcome {
        Readings readings;
        Status status;
    };

    BackgroundCollector(std::unique_ptr<Collector> wrapped, std::chrono::milliseconds patience,
                        CopySections copy, ClearSections clear);
    bool isDue(const Instant& now) const;

    std::string name_;
    std::chrono::milliseconds wrappedInterval_;
    std::chrono::milliseconds patience_;
    CopySections copySections_;
    ClearSections clearSections_;
    BackgroundRead<Outcome> read_;
    std::optional<Nanoseconds> askedAt_;  // monotonic
    bool overdue_ = false;                // the sections say "no answer"
    Status status_ = Done{};              // of the newest reading
};

}  // namespace baro
