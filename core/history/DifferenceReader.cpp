#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "core/history/DifferenceFormat.h"
#include "core/history/FrameDifference.h"
#include "core/history/NumberColumns.h"
#include "core/history/Places.h"
#include "core/model/ByteReader.h"
#include "core/model/FrameFields.h"

namespace baro::history {
namespace {

// What there was before, and becomes what there is now.
template <class T>
using Values = Places<T>;

// Empty where there is nothing to copy.
template <class T>
std::shared_ptr<T> copyOf(const T* value) {
    static const T empty{};
    return std::make_shared<T>(value != nullptr ? *value : empty);
}

// The counterpart of DifferenceWriter, column by column. After a failure the values are valid, but
// meaningless.
class DifferenceReader {
  public:
    DifferenceReader(ByteReader& in, std::uint8_t frameVersion, Room& room)
        : in_(in), frameVersion_(frameVersion), room_(room) {}

    void setOrigin(const Instant& origin) { origin_ = origin; }

    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void get(const Values<T>& values) {
        getSums(values, [](T before, std::uint64_t difference, T& now) {
            const std::uint64_t sum = static_cast<std::uint64_t>(before) + difference;
            if constexpr (std::is_enum_v<T>) {
                if (sum > static_cast<std::uint64_t>(lastOf<T>)) return false;
            }
            now = static_cast<T>(sum);
            return static_cast<std::uint64_t>(now) == sum;
        });
    }

    void get(const Values<Nanoseconds>& values) {
        getSums(values, [](Nanoseconds before, std::uint64_t difference, Nanoseconds& now) {
            now = added(before, static_cast<std::int64_t>(difference));
            return true;
        });
    }

    void get(const Values<double>& values) {
        std::vector<double*> numbers(values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            numbers[i] = values[i];
        getReals(in_, numbers);
    }

    void get(const Values<std::string>& values) {
        for (const std::size_t i : getMarks(values.size())) {
            const std::string_view text = in_.text();
            if (take(text.size())) *values[i] = text;
        }
    }

    template <class T>
    void get(const Values<std::optional<T>>& values) {
        Values<T> inner;
        getSums(values, [&inner](const auto&, std::uint64_t difference, std::optional<T>& now) {
            const std::uint64_t isThere = std::uint64_t{now.has_value()} + difference;
            if (isThere == 0) now.reset();
            if (isThere == 1) inner.push_back(now ? &*now : &now.emplace());
            return isThere <= 1;
        });
        get(inner);
    }

    template <class T>
    void get(const Values<std::vector<T>>& values) {
        Values<T> elements;
        for (const std::size_t i : getMarks(values.size()))
            getSteps(*values[i], elements);
        get(elements);
    }

    // What is shared is never changed: others may have it.
    template <class T>
    void get(const Values<std::shared_ptr<const T>>& values) {
        const auto marked = getMarks(values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!*values[i] && take(sizeof(T))) *values[i] = copyOf<T>(nullptr);
        Values<T> inner;
        for (const std::size_t i : marked) {
            std::shared_ptr<T> copy = copyOf<T>(values[i]->get());  // of none after a failure
            inner.push_back(copy.get());
            *values[i] = std::move(copy);
        }
        get(inner);
    }

    void get(const Values<NamedValues>& values) {
        get(values.fields(&NamedValues::names));
        if (!in_.ok()) return;
        Values<double> numbers;
        for (std::size_t i = 0; i < values.size(); ++i) {
            NamedValues& each = *values[i];
            const std::size_t size = each.names->size();
            if (size > each.values.size() && !take((size - each.values.size()) * sizeof(double))) return;
            each.values.resize(size);
            for (double& number : each.values)
                numbers.push_back(&number);
        }
        get(numbers);
    }

    template <class T>
    void get(const Values<Section<T>>& values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            getSection(*values[i]);
    }

    template <HasFieldList T>
    void get(const Values<T>& values) {
        if (values.empty()) return;
        FieldsOf<T>::apply([&](const auto&... each) { (getKnown(each, values), ...); });
    }

    // Times are kept within half the range (146 years), so that differences of their differences can be
    // computed.
    Instant instantAfter(const Instant& before) {
        const std::int64_t passed = in_.signedNumber();
        const Nanoseconds wall = added(Nanoseconds(in_.signedNumber()), passed);
        const Nanoseconds boot = added(Nanoseconds(in_.signedNumber()), passed);
        const Instant now{added(before.wall, wall.count()), added(before.monotonic, passed),
                          added(before.boot, boot.count())};
        constexpr Nanoseconds limit{std::numeric_limits<std::int64_t>::max() / 2};
        for (const Nanoseconds time : {now.wall, now.monotonic, now.boot})
            if (time < Nanoseconds::zero() || time > limit) in_.fail();
        return in_.ok() ? now : Instant{};
    }

  private:
    // What came later than the bytes keeps what an empty Frame has.
    template <class Struct, class T>
    void getKnown(const Field<Struct, T>& field, const Values<Struct>& values) {
        if (field.since <= frameVersion_) get(values.fields(field.member));
    }

    static Nanoseconds added(Nanoseconds value, std::int64_t difference) {
        return Nanoseconds(static_cast<std::int64_t>(static_cast<std::uint64_t>(value.count()) +
                                                     static_cast<std::uint64_t>(difference)));
    }

    bool take(std::size_t bytes) {
        if (!room_.take(bytes)) in_.fail();
        return in_.ok();
    }

    // sum(before, difference, now) gives false when there is no such value.
    template <class T, class Sum>
    void getSums(const Values<T>& values, Sum sum) {
        std::vector<std::int64_t> differences(values.size());
        getIntegers(in_, differences);
        for (std::size_t i = 0; i < values.size() && in_.ok(); ++i)
            if (!sum(*values[i], static_cast<std::uint64_t>(differences[i]), *values[i])) in_.fail();
    }

    // Which of so many changed.
    std::vector<std::size_t> getMarks(std::size_t count) {
        std::vector<std::int64_t> marks(count);
        getIntegers(in_, marks);
        std::vector<std::size_t> marked;
        for (std::size_t i = 0; i < count && in_.ok(); ++i) {
            if (marks[i] != 0) marked.push_back(i);
            if (marks[i] != 0 && marks[i] != 1) in_.fail();
        }
        return marked;
    }

    struct Step {
        std::size_t unchanged;
        ListStep next;
    };
    // Those of a list that has so many elements. A step takes a byte at least.
    std::vector<Step> takeSteps(std::size_t left) {
        std::vector<Step> steps;
        do {
            const std::uint64_t code = in_.number();
            const Step step{code / listSteps, static_cast<ListStep>(code % listSteps)};
            const bool needsOld = step.next == ListStep::Changed || step.next == ListStep::Ended;
            if (step.unchanged > left || (needsOld && step.unchanged == left)) in_.fail();
            if (!in_.ok()) return {};
            left -= step.unchanged + (needsOld ? 1 : 0);
            steps.push_back(step);
        } while (steps.back().next != ListStep::End);
        return steps;
    }

    // Adds the elements that changed or are new to `elements`.
    template <class T>
    void getSteps(std::vector<T>& list, Values<T>& elements) {
        const NewList plan = planOf(takeSteps(list.size()), list.size(), sizeof(T));
        if (plan.moves) {
            std::vector<T> before = std::exchange(list, std::vector<T>(plan.sources.size()));
            for (std::size_t i = 0; i < list.size(); ++i)
                if (plan.sources[i] != isNew) list[i] = std::move(before[plan.sources[i]]);
        }
        for (const std::size_t index : plan.touched)
            elements.push_back(&list[index]);
    }

    // What a list becomes.
    static constexpr std::size_t isNew = std::numeric_limits<std::size_t>::max();
    struct NewList {
        bool moves = false;                // elements are new, or gone
        std::vector<std::size_t> sources;  // where each was before; only if any moves
        std::vector<std::size_t> touched;  // which are to be read
    };
    NewList planOf(const std::vector<Step>& steps, std::size_t oldSize, std::size_t elementBytes) {
        NewList plan;
        plan.moves = std::ranges::any_of(steps, [](const Step& step) {
            return step.next == ListStep::New || step.next == ListStep::Ended;
        });
        std::size_t old = 0;
        std::size_t now = 0;
        const auto keep = [&](std::size_t count) {
            for (std::size_t i = 0; plan.moves && i < count; ++i)
                plan.sources.push_back(old + i);
            old += count;
            now += count;
        };
        for (const auto& [unchanged, next] : steps) {
            keep(unchanged);
            if (next == ListStep::Changed || next == ListStep::New) plan.touched.push_back(now);
            if (next == ListStep::Changed) keep(1);
            if (next == ListStep::Ended) ++old;
            if (next != ListStep::New) continue;
            if (!take(elementBytes)) return {};
            plan.sources.push_back(isNew);
            ++now;
        }
        keep(oldSize - old);
        return plan;
    }

    // A reading is copied only where someone else has it too. None of those that this reader made is a const
    // object.
    template <class T>
    static std::shared_ptr<T> takeReading(Section<T>& section) {
        const std::shared_ptr<const T> reading = std::exchange(section, Section<T>(Error{})).shared();
        if (reading && reading.use_count() == 1) return std::const_pointer_cast<T>(reading);
        return copyOf(reading.get());
    }

    template <class T>
    void getSection(Section<T>& section) {
        const std::uint8_t byte = in_.byte();
        if (byte > static_cast<std::uint8_t>(SectionChange::OtherInstant)) return in_.fail();
        const auto change = static_cast<SectionChange>(byte);
        if (change == SectionChange::None) return;
        if (change == SectionChange::Unknown) {
            Error reason = section ? Error{} : section.reason();
            get(Values<Error>(&reason));
            section = Section<T>(std::move(reason));
            return;
        }
        const bool isNow = change == SectionChange::Values || change == SectionChange::Instant;
        const Instant takenAt = isNow ? origin_ : instantAfter(origin_);
        if (change == SectionChange::Instant || change == SectionChange::OtherInstant) {
            if (!section) return in_.fail();
            section = Section<T>(section.shared(), takenAt);
            return;
        }
        auto reading = takeReading(section);
        get(Values<T>(reading.get()));
        section = Section<T>(std::move(reading), takenAt);
    }

    ByteReader& in_;
    const std::uint8_t frameVersion_;
    Room& room_;
    Instant origin_;
};

}  // namespace

Status applyDifference(std::string_view bytes, std::uint8_t frameVersion, Frame& frame, Room& room) {
    ByteReader in(bytes);
    DifferenceReader reader(in, frameVersion, room);
    frame.takenAt = reader.instantAfter(frame.takenAt);
    reader.setOrigin(frame.takenAt);
    reader.get(Values<std::uint64_t>(&frame.sequence));
    reader.get(Values<Discontinuity>(&frame.discontinuity));
    reader.get(Values<Readings>(&frame.readings));
    reader.get(Values<std::vector<CollectorHealth>>(&frame.health));
    if (room.isExceeded()) return malformed("a frame of the record needs more memory than any should");
    if (!in.ok()) return malformed("a frame of the record is damaged");
    if (in.remaining() > 0) return malformed("a frame of the record has bytes after its end");
    return Done{};
}

}  // namespace baro::history
