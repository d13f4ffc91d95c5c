#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/history/DifferenceFormat.h"
#include "core/history/FrameDifference.h"
#include "core/history/NumberColumns.h"
#include "core/history/Places.h"
#include "core/history/SameBits.h"
#include "core/model/ByteWriter.h"

namespace baro::history {
namespace {

// One value before and after. What did not exist before was empty.
template <class T>
struct Change {
    const T* before;
    const T* now;
};

template <class T>
class Changes {
  public:
    Changes() = default;
    Changes(const T* before, const T* now) : before_(before), now_(now) {}

    void push_back(const Change<T>& change) {
        before_.push_back(change.before);
        now_.push_back(change.now);
    }
    std::size_t size() const { return now_.size(); }
    bool empty() const { return now_.empty(); }
    Change<T> operator[](std::size_t index) const { return {before_[index], now_[index]}; }
    template <class Struct, class Member>
    Changes<Member> fields(Member Struct::*member) const {
        Changes<Member> found;
        found.before_ = before_.fields(member);
        found.now_ = now_.fields(member);
        return found;
    }

  private:
    template <class Other>
    friend class Changes;

    Places<const T> before_;
    Places<const T> now_;
};

template <class T>
const T& emptyOf() {
    static const T empty{};
    return empty;
}

template <class T>
bool isUnchanged(const Change<T>& change) {
    return SameBits::of(*change.before, *change.now);
}

// Writes columns: what is put are all values that lie at the same place of the model.
class DifferenceWriter {
  public:
    DifferenceWriter(ByteWriter& out, Room& room, const Instant& origin)
        : out_(out), room_(room), origin_(origin) {}

    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void put(const Changes<T>& changes) {
        putDifferences(changes, [](T value) { return static_cast<std::uint64_t>(value); });
    }

    void put(const Changes<Nanoseconds>& changes) {
        putDifferences(changes, [](Nanoseconds value) { return static_cast<std::uint64_t>(value.count()); });
    }

    void put(const Changes<double>& changes) {
        std::vector<RealChange> column;
        column.reserve(changes.size());
        for (std::size_t i = 0; i < changes.size(); ++i)
            column.push_back({*changes[i].before, *changes[i].now});
        putReals(column, out_);
    }

    void put(const Changes<std::string>& changes) {
        for (const std::size_t i : putMarks(changes)) {
            room_.take(changes[i].now->size());
            out_.text(*changes[i].now);
        }
    }

    template <class T>
    void put(const Changes<std::optional<T>>& changes) {
        putDifferences(changes, [](const auto& value) { return std::uint64_t{value.has_value()}; });
        Changes<T> inner;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const auto [before, now] = changes[i];
            if (*now) inner.push_back({*before ? &**before : &emptyOf<T>(), &**now});
        }
        put(inner);
    }

    template <class T>
    void put(const Changes<std::vector<T>>& changes) {
        Changes<T> elements;
        for (const std::size_t i : putMarks(changes))
            putSteps(*changes[i].before, *changes[i].now, elements);
        put(elements);
    }

    template <class T>
    void put(const Changes<std::shared_ptr<const T>>& changes) {
        for (std::size_t i = 0; i < changes.size(); ++i)
            if (!*changes[i].before) room_.take(sizeof(T));
        Changes<T> inner;
        for (const std::size_t i : putMarks(changes)) {
            const auto [before, now] = changes[i];
            inner.push_back({*before ? before->get() : &emptyOf<T>(), *now ? now->get() : &emptyOf<T>()});
        }
        put(inner);
    }

    void put(const Changes<NamedValues>& changes) {
        Changes<double> values;
        for (std::size_t each = 0; each < changes.size(); ++each) {
            const auto [before, now] = changes[each];
            const std::size_t kept = std::min(now->values.size(), before->values.size());
            room_.take((now->values.size() - kept) * sizeof(double));
            for (std::size_t i = 0; i < now->values.size(); ++i)
                values.push_back({i < kept ? &before->values[i] : &emptyOf<double>(), &now->values[i]});
        }
        put(changes.fields(&NamedValues::names));
        put(values);
    }

    template <class T>
    void put(const Changes<Section<T>>& changes) {
        for (std::size_t i = 0; i < changes.size(); ++i)
            putSection(*changes[i].before, *changes[i].now);
    }

    template <HasFieldList T>
    void put(const Changes<T>& changes) {
        if (changes.empty()) return;
        FieldsOf<T>::apply([&](const auto&... each) { (put(changes.fields(each.member)), ...); });
    }

    // The clocks run alike, so two of the three tell how they differ from the monotonic one.
    void putInstant(const Instant& before, const Instant& now) {
        const std::int64_t passed = lessened(now.monotonic, before.monotonic);
        out_.signedNumber(passed);
        out_.signedNumber(lessened(Nanoseconds(lessened(now.wall, before.wall)), Nanoseconds(passed)));
        out_.signedNumber(lessened(Nanoseconds(lessened(now.boot, before.boot)), Nanoseconds(passed)));
    }

  private:
    template <class T, class AsNumber>
    void putDifferences(const Changes<T>& changes, AsNumber asNumber) {
        std::vector<std::int64_t> column;
        column.reserve(changes.size());
        for (std::size_t i = 0; i < changes.size(); ++i)
            column.push_back(
                static_cast<std::int64_t>(asNumber(*changes[i].now) - asNumber(*changes[i].before)));
        putIntegers(column, out_);
    }

    // Says which of them changed.
    template <class T>
    std::vector<std::size_t> putMarks(const Changes<T>& changes) {
        std::vector<std::int64_t> marks(changes.size());
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (isUnchanged(changes[i])) continue;
            marks[i] = 1;
            changed.push_back(i);
        }
        putIntegers(marks, out_);
        return changed;
    }

    void step(std::uint64_t& unchanged, ListStep step) {
        out_.number(unchanged * listSteps + static_cast<std::uint64_t>(step));
        unchanged = 0;
    }

    // Adds the elements that changed or are new to `elements`.
    template <class T>
    void putSteps(const std::vector<T>& before, const std::vector<T>& now, Changes<T>& elements) {
        std::uint64_t unchanged = 0;
        auto old = before.begin();
        for (const T& element : now) {
            for (; old != before.end() && orderOf(*old, element) < 0; ++old)
                step(unchanged, ListStep::Ended);
            if (old == before.end() || orderOf(*old, element) > 0) {
                room_.take(sizeof(T));
                step(unchanged, ListStep::New);
                elements.push_back({&emptyOf<T>(), &element});
                continue;
            }
            const Change<T> change{&*old++, &element};
            if (isUnchanged(change)) {
                ++unchanged;
            } else {
                step(unchanged, ListStep::Changed);
                elements.push_back(change);
            }
        }
        for (; old != before.end(); ++old)
            step(unchanged, ListStep::Ended);
        unchanged = 0;
        step(unchanged, ListStep::End);
    }

    template <class T>
    void putSection(const Section<T>& before, const Section<T>& now) {
        if (!now) {
            const Error& reason = before ? emptyOf<Error>() : before.reason();
            if (!before && SameBits::of(reason, now.reason())) return put(SectionChange::None);
            put(SectionChange::Unknown);
            return put(Changes<Error>(&reason, &now.reason()));
        }
        const bool sameInstant = before && before.takenAt() == now.takenAt();
        const bool sameValues = before && SameBits::of(before.shared(), now.shared());
        if (sameInstant && sameValues) return put(SectionChange::None);
        const bool isNow = now.takenAt() == origin_;
        if (sameValues)
            put(isNow ? SectionChange::Instant : SectionChange::OtherInstant);
        else
            put(isNow ? SectionChange::Values : SectionChange::ValuesAtOtherInstant);
        if (!isNow) putInstant(origin_, now.takenAt());
        if (!sameValues) put(Changes<T>(before ? before.shared().get() : &emptyOf<T>(), now.shared().get()));
    }

    void put(SectionChange change) { out_.byte(static_cast<std::uint8_t>(change)); }

    static std::int64_t lessened(Nanoseconds value, Nanoseconds by) {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value.count()) -
                                         static_cast<std::uint64_t>(by.count()));
    }

    ByteWriter& out_;
    Room& room_;
    const Instant origin_;
};

}  // namespace

std::string encodeDifference(const Frame& before, const Frame& now, Room& room) {
    ByteWriter bytes;
    DifferenceWriter writer(bytes, room, now.takenAt);
    writer.putInstant(before.takenAt, now.takenAt);
    writer.put(Changes<std::uint64_t>(&before.sequence, &now.sequence));
    writer.put(Changes<Discontinuity>(&before.discontinuity, &now.discontinuity));
    writer.put(Changes<Readings>(&before.readings, &now.readings));
    writer.put(Changes<std::vector<CollectorHealth>>(&before.health, &now.health));
    return std::move(bytes).take();
}

}  // namespace baro::history
