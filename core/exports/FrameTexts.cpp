#include "core/exports/FrameTexts.h"

#include <optional>
#include <type_traits>
#include <vector>

#include "core/model/FrameFields.h"

namespace baro::exports {
namespace {

// Then what is no longer shared goes too.
constexpr int framesKept = 32;

}  // namespace

class FrameTexts::Walk {
  public:
    Walk(FrameTextVisitor& visitor, std::unordered_map<const void*, Kept>& kept)
        : visitor_(visitor), kept_(kept) {}

    void visit(std::string& text) { visitor_.text(text); }

    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void visit(T&) {}
    void visit(Nanoseconds&) {}
    void visit(std::vector<double>&) {}

    template <class T>
    void visit(std::optional<T>& value) {
        if (value) visit(*value);
    }

    template <class T>
    void visit(std::vector<T>& values) {
        for (T& value : values)
            visit(value);
    }

    template <class T>
    void visit(std::shared_ptr<const T>& shared) {
        if (!shared) return;
        if (const auto known = kept_.find(shared.get()); known != kept_.end()) {
            shared = std::static_pointer_cast<const T>(known->second.visited);
            return;
        }
        auto copy = std::make_shared<T>(*shared);
        visit(*copy);
        const void* const address = shared.get();
        kept_.emplace(address, Kept{shared, copy});
        shared = std::move(copy);
    }

    template <class T>
    void visit(Section<T>& section) {
        if (!section) {
            Error reason = section.reason();
            visit(reason.message);
            section = Section<T>(std::move(reason));
            return;
        }
        auto reading = section.shared();
        visit(reading);
        section = Section<T>(std::move(reading), section.takenAt());
    }

    void visit(NamedValues& values) { visit(values.names); }

    void visit(ProcessFacts& facts) {
        visitor_.process(facts);
        fields(facts);
    }
    void visit(Host& host) {
        visitor_.host(host);
        fields(host);
    }

    template <HasFieldList T>
    void visit(T& object) {
        fields(object);
    }

  private:
    template <class T>
    void fields(T& object) {
        forEachField(object, [this](std::string_view, auto& value) { this->visit(value); });
    }

    FrameTextVisitor& visitor_;
    std::unordered_map<const void*, Kept>& kept_;
};

FramePtr FrameTexts::visited(const Frame& frame) {
    if (++frames_ % framesKept == 0) kept_.clear();
    auto copy = std::make_shared<Frame>();
    copy->sequence = frame.sequence;
    copy->takenAt = frame.takenAt;
    copy->discontinuity = frame.discontinuity;
    copy->readings = frame.readings;
    copy->health = frame.health;
    Walk walk(visitor_, kept_);
    walk.visit(copy->readings);
    walk.visit(copy->health);
    return copy;
}

}  // namespace baro::exports
